import { useState } from 'react';

import type { RouteOutput } from '#contracts';

import { CopyField } from '../../../ui/copy-field.tsx';
import { useResource, type Resource } from '../../../ui/use-resource.ts';
import { SettingsCard } from '../layout/settings-card.tsx';
import { SettingsPage } from '../layout/settings-page.tsx';
import { Badge } from '../parts/badge.tsx';
import { LoadGate } from '../parts/load-gate.tsx';
import { SsoForm } from './sso-form.tsx';
import { SsoRemoval } from './sso-removal.tsx';
import { ssoMessages as texts } from './sso.messages.ts';

type Sso = RouteOutput<'sso.get'>;

export function SsoPage() {
  const sso = useResource('sso.get', {});
  const isOn = sso.data?.provider !== null;
  const state = sso.data && <Badge tone={isOn ? 'good' : undefined}>{isOn ? texts.on : texts.off}</Badge>;
  return (
    <SettingsPage title={texts.title} description={texts.description} actions={state}>
      <LoadGate resource={sso}>{(data) => <SsoSettings {...data} sso={sso} />}</LoadGate>
    </SettingsPage>
  );
}

function SsoSettings({ provider, redirectUrl, sso }: Sso & { sso: Resource<Sso> }) {
  // Once it is turned off, the form begins anew.
  const [removals, setRemovals] = useState(0);
  const removed = () => {
    sso.set({ provider: null, redirectUrl });
    setRemovals((count) => count + 1);
  };
  return (
    <>
      <SettingsCard title={texts.redirectTitle} description={texts.redirectText}>
        <CopyField label={texts.redirectUrl} value={redirectUrl} />
      </SettingsCard>
      <SettingsCard title={texts.providerTitle}>
        <SsoForm key={removals} provider={provider} onSaved={(kept) => sso.set({ provider: kept, redirectUrl })} />
      </SettingsCard>
      {provider && <SsoRemoval onRemoved={removed} />}
    </>
  );
}
