import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';

import { useDialog } from '../../../ui/use-dialog.ts';
import { useResource } from '../../../ui/use-resource.ts';
import { SettingsCard } from '../layout/settings-card.tsx';
import { SettingsPage } from '../layout/settings-page.tsx';
import { LoadGate } from '../parts/load-gate.tsx';
import { BanAddressDialog } from './ban-address-dialog.tsx';
import { BanList } from './ban-list.tsx';
import { bansMessages as texts } from './bans.messages.ts';

export function BansPage() {
  const bans = useResource('ban.list', {});
  const adding = useDialog();
  const add = (
    <Button size="sm" leftSection={<IconPlus size={17} />} onClick={() => adding.open(true)}>
      {texts.add}
    </Button>
  );
  return (
    <SettingsPage title={texts.title} description={texts.description} actions={add}>
      <SettingsCard isFlush>
        <LoadGate resource={bans}>{(data) => <BanList bans={data.bans} onLifted={bans.reload} />}</LoadGate>
      </SettingsCard>
      <BanAddressDialog isOpen={adding.isOpen} onClose={adding.close} onBanned={bans.reload} />
    </SettingsPage>
  );
}
