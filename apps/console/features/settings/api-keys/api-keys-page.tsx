import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';

import { useDialog } from '../../../ui/use-dialog.ts';
import { useResource } from '../../../ui/use-resource.ts';
import { SettingsCard } from '../layout/settings-card.tsx';
import { SettingsPage } from '../layout/settings-page.tsx';
import { LoadGate } from '../parts/load-gate.tsx';
import type { NewKey } from './api-key.ts';
import { ApiKeyList } from './api-key-list.tsx';
import { apiKeysMessages as texts } from './api-keys.messages.ts';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { KeySecretDialog } from './key-secret-dialog.tsx';

export function ApiKeysPage() {
  const keys = useResource('apiKey.list', {});
  const creating = useDialog();
  const [made, setMade] = useState<NewKey | null>(null);
  const show = (key: NewKey) => {
    creating.close();
    setMade(key);
    void keys.reload();
  };
  const create = (
    <Button size="sm" leftSection={<IconPlus size={17} />} onClick={() => creating.open(true)}>
      {texts.create}
    </Button>
  );
  return (
    <SettingsPage title={texts.title} description={texts.description} actions={create}>
      <SettingsCard isFlush>
        <LoadGate resource={keys}>
          {(data) => <ApiKeyList keys={data.apiKeys} onRevoked={keys.reload} onRotated={show} />}
        </LoadGate>
      </SettingsCard>
      <CreateKeyDialog isOpen={creating.isOpen} onClose={creating.close} onCreated={show} />
      <KeySecretDialog made={made} onClose={() => setMade(null)} />
    </SettingsPage>
  );
}
