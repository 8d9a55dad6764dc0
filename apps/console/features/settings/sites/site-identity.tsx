import { Button } from '@mantine/core';
import { useState } from 'react';

import { useClient } from '../../../session/session-context.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { CopyField } from '../../../ui/copy-field.tsx';
import { useAction } from '../../../ui/use-action.ts';
import { useDialog } from '../../../ui/use-dialog.ts';
import { SettingsCard } from '../layout/settings-card.tsx';
import { Badge } from '../parts/badge.tsx';
import { SecretDialog } from '../parts/secret-dialog.tsx';
import type { Site } from './site-values.ts';
import { sitesMessages as texts } from './sites.messages.ts';
import { IDENTIFY_EXAMPLE, signingExample } from './snippets.ts';

export function SiteIdentity({ site, onChange }: { site: Site; onChange: (site: Site) => void }) {
  const client = useClient();
  const asking = useDialog();
  const [secret, setSecret] = useState<string | null>(null);
  const renew = async () => {
    const made = await client.call('site.renewSecret', { siteId: site.id });
    setSecret(made.secret);
    onChange({ ...site, hasIdentitySecret: true });
  };
  const { run: make, isRunning } = useAction(renew);
  const has = site.hasIdentitySecret;
  return (
    <SettingsCard
      title={texts.identity}
      description={texts.identityText}
      aside={<Badge tone={has ? 'good' : undefined}>{has ? texts.identityOn : texts.identityOff}</Badge>}
    >
      <Button size="sm" variant="default" loading={isRunning} onClick={has ? () => asking.open(true) : make}>
        {has ? texts.renewSecret : texts.makeSecret}
      </Button>
      <ConfirmDialog
        isOpen={asking.isOpen}
        title={texts.renewTitle}
        label={texts.renewLabel}
        isDanger
        onConfirm={renew}
        onClose={asking.close}
      >
        {texts.renewText}
      </ConfirmDialog>
      <SecretDialog
        isOpen={secret !== null}
        title={texts.secretTitle}
        label={texts.secret}
        secret={secret ?? ''}
        onClose={() => setSecret(null)}
      >
        <p>{texts.exampleIntro}</p>
        <CopyField label={texts.exampleOnServer} value={signingExample(site.publicKey)} isCode />
        <p>{texts.exampleInPage}</p>
        <CopyField label={texts.exampleForPage} value={IDENTIFY_EXAMPLE} isCode />
      </SecretDialog>
    </SettingsCard>
  );
}
