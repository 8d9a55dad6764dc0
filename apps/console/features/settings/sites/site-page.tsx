import { EmptyState } from '@mantine/core';
import { IconWorldOff } from '@tabler/icons-react';

import type { RouteOutput } from '#contracts';

import type { Resource } from '../../../ui/use-resource.ts';
import { SettingsPage } from '../layout/settings-page.tsx';
import { LoadGate } from '../parts/load-gate.tsx';
import { SiteEmbed } from './site-embed.tsx';
import { SiteForm } from './site-form.tsx';
import { SiteIdentity } from './site-identity.tsx';
import type { Site } from './site-values.ts';
import { sitesMessages as texts } from './sites.messages.ts';

interface SitePageProps {
  id: string;
  sites: Resource<RouteOutput<'site.list'>>;
}

export function SitePage({ id, sites }: SitePageProps) {
  const site = sites.data?.sites.find((known) => known.id === id);
  const replace = (changed: Site) => {
    const others = sites.data?.sites ?? [];
    sites.set({ sites: others.map((known) => (known.id === changed.id ? changed : known)) });
  };
  return (
    <SettingsPage title={site?.name ?? texts.title} back={{ href: '/settings/sites', label: texts.back }}>
      <LoadGate resource={sites}>
        {() => (site ? <OneSite site={site} onChange={replace} /> : <MissingSite />)}
      </LoadGate>
    </SettingsPage>
  );
}

function OneSite({ site, onChange }: { site: Site; onChange: (site: Site) => void }) {
  return (
    <>
      <SiteEmbed siteKey={site.publicKey} />
      <SiteForm site={site} onChange={onChange} />
      <SiteIdentity site={site} onChange={onChange} />
    </>
  );
}

function MissingSite() {
  return (
    <EmptyState icon={<IconWorldOff stroke={1.4} />} maw={420} mx="auto">
      <EmptyState.Title order={2}>{texts.notFound}</EmptyState.Title>
      <EmptyState.Description>{texts.notFoundText}</EmptyState.Description>
    </EmptyState>
  );
}
