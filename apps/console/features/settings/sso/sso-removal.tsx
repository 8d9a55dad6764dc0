import { Button } from '@mantine/core';

import { useClient } from '../../../session/session-context.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { useDialog } from '../../../ui/use-dialog.ts';
import { SettingsCard } from '../layout/settings-card.tsx';
import { ssoMessages as texts } from './sso.messages.ts';

export function SsoRemoval({ onRemoved }: { onRemoved: () => void }) {
  const client = useClient();
  const asking = useDialog();
  const remove = async () => {
    await client.call('sso.remove', {});
    onRemoved();
  };
  const button = (
    <Button size="sm" variant="light" color="red" onClick={() => asking.open(true)}>
      {texts.remove}
    </Button>
  );
  return (
    <SettingsCard title={texts.removeCard} description={texts.removeText} aside={button}>
      <ConfirmDialog
        isOpen={asking.isOpen}
        title={texts.removeTitle}
        label={texts.remove}
        isDanger
        onConfirm={remove}
        onClose={asking.close}
      >
        {texts.removeText}
      </ConfirmDialog>
    </SettingsCard>
  );
}
