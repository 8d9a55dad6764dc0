import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRoute } from 'wouter';

import { useDialog } from '../../../ui/use-dialog.ts';
import { useResource } from '../../../ui/use-resource.ts';
import { SettingsCard } from '../layout/settings-card.tsx';
import { SettingsPage } from '../layout/settings-page.tsx';
import { LoadGate } from '../parts/load-gate.tsx';
import { AddSiteDialog } from './add-site-dialog.tsx';
import { SiteList } from './site-list.tsx';
import { SitePage } from './site-page.tsx';
import { sitesMessages as texts } from './sites.messages.ts';

/** The list, or the one site that the address names. */
export function SitesPage() {
  const sites = useResource('site.list', {});
  const [isOne, params] = useRoute('/settings/sites/:siteId');
  return isOne ? <SitePage key={params.siteId} id={params.siteId} sites={sites} /> : <AllSites sites={sites} />;
}

function AllSites({ sites }: { sites: ReturnType<typeof useResource<'site.list'>> }) {
  const adding = useDialog();
  const add = (
    <Button size="sm" leftSection={<IconPlus size={17} />} onClick={() => adding.open(true)}>
      {texts.add}
    </Button>
  );
  return (
    <SettingsPage title={texts.title} description={texts.description} actions={add}>
      <SettingsCard isFlush>
        <LoadGate resource={sites}>{(data) => <SiteList sites={data.sites} />}</LoadGate>
      </SettingsCard>
      <AddSiteDialog isOpen={adding.isOpen} onClose={adding.close} onAdded={sites.reload} />
    </SettingsPage>
  );
}
