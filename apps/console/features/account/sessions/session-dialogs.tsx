import { useClient } from '../../../session/session-context.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import type { DialogState } from '../../../ui/use-dialog.ts';
import type { Session } from './session-row.tsx';
import { sessionsMessages as texts } from './sessions.messages.ts';

interface SessionDialogProps<T> {
  dialog: DialogState<T>;
  /** The dialog stays open until the list is right. */
  onEnded: () => Promise<void>;
}

export function EndSessionDialog({ dialog, onEnded }: SessionDialogProps<Session>) {
  const client = useClient();
  const end = async () => {
    if (dialog.subject !== null) await client.call('session.end', { sessionId: dialog.subject.id });
    await onEnded();
  };
  return (
    <ConfirmDialog
      isOpen={dialog.isOpen}
      onClose={dialog.close}
      title={texts.endTitle}
      label={texts.endConfirm}
      isDanger
      onConfirm={end}
    >
      <p>{texts.endText(dialog.subject?.device ?? texts.unknownDevice)}</p>
    </ConfirmDialog>
  );
}

export function EndOthersDialog({ dialog, onEnded }: SessionDialogProps<true>) {
  const client = useClient();
  return (
    <ConfirmDialog
      isOpen={dialog.isOpen}
      onClose={dialog.close}
      title={texts.endOthersTitle}
      label={texts.endOthers}
      isDanger
      onConfirm={() => client.call('session.endOthers', {}).then(onEnded)}
    >
      <p>{texts.endOthersText}</p>
    </ConfirmDialog>
  );
}
