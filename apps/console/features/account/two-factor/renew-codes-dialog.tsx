import { useClient } from '../../../session/session-context.ts';
import { CodeDialog } from './code-dialog.tsx';
import { twoFactorMessages as texts } from './two-factor.messages.ts';

interface RenewCodesDialogProps {
  isOpen: boolean;
  onClose: () => void;
  onRenewed: (backupCodes: readonly string[]) => void;
}

export function RenewCodesDialog({ onRenewed, ...dialog }: RenewCodesDialogProps) {
  const client = useClient();
  return (
    <CodeDialog
      {...dialog}
      title={texts.renewTitle}
      text={texts.renewText}
      submitLabel={texts.renewSubmit}
      onCode={async (code) => onRenewed((await client.call('twoFactor.renewCodes', { code })).backupCodes)}
    />
  );
}
