import { IconChevronRight, IconWorld } from '@tabler/icons-react';
import { Link } from 'wouter';

import { Badge } from '../parts/badge.tsx';
import { NothingYet } from '../parts/nothing-yet.tsx';
import { Row, Rows } from '../parts/rows.tsx';
import type { Site } from './site-values.ts';
import classes from './sites.module.css';
import { sitesMessages as texts } from './sites.messages.ts';

export function SiteList({ sites }: { sites: readonly Site[] }) {
  if (sites.length === 0) {
    return <NothingYet icon={<IconWorld stroke={1.4} />} title={texts.none} text={texts.noneText} />;
  }
  return (
    <Rows label={texts.list}>
      {sites.map((site) => (
        <SiteRow key={site.id} site={site} />
      ))}
    </Rows>
  );
}

function SiteRow({ site }: { site: Site }) {
  const { id, name, allowedOrigins, requiresConsent, hasIdentitySecret } = site;
  const origins = allowedOrigins.length === 0 ? texts.anyOrigin : texts.origins(allowedOrigins.length);
  return (
    <Row
      mark={<IconWorld size={20} stroke={1.5} aria-hidden />}
      name={
        <Link href={`/settings/sites/${id}`} className={classes.link}>
          {name}
        </Link>
      }
      badges={
        <>
          {requiresConsent && <Badge>{texts.asksConsent}</Badge>}
          {hasIdentitySecret && <Badge tone="good">{texts.identifies}</Badge>}
        </>
      }
      facts={[origins]}
      actions={<IconChevronRight size={18} className="mantine-rotate-rtl" aria-hidden />}
    />
  );
}
