import { notifications } from '@mantine/notifications';

import { useClient } from '../../../session/session-context.ts';
import { CodeDialog } from './code-dialog.tsx';
import { twoFactorMessages as texts } from './two-factor.messages.ts';

interface TurnOffDialogProps {
  isOpen: boolean;
  onClose: () => void;
  onTurnedOff: () => void;
}

export function TurnOffDialog({ isOpen, onClose, onTurnedOff }: TurnOffDialogProps) {
  const client = useClient();
  const turnOff = async (code: string) => {
    await client.call('twoFactor.disable', { code });
    onClose();
    onTurnedOff();
    notifications.show({ message: texts.turnedOff, withBorder: true });
  };
  return (
    <CodeDialog
      isOpen={isOpen}
      onClose={onClose}
      title={texts.turnOffTitle}
      text={texts.turnOffText}
      submitLabel={texts.turnOff}
      isDanger
      onCode={turnOff}
    />
  );
}
