import { NativeSelect } from '@mantine/core';
import { useState } from 'react';

import { useClient } from '../../../session/session-context.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { DialogButtons } from '../../../ui/dialog-buttons.tsx';
import { Failure } from '../../../ui/failure.tsx';
import type { DialogState } from '../../../ui/use-dialog.ts';
import { useSubmit } from '../../../ui/use-submit.ts';
import type { ApiKey, NewKey } from './api-key.ts';
import { apiKeysMessages as texts } from './api-keys.messages.ts';

interface RotateKeyDialogProps {
  dialog: DialogState<ApiKey>;
  onRotated: (made: NewKey) => void;
}

export function RotateKeyDialog({ dialog, onRotated }: RotateKeyDialogProps) {
  const { subject, isOpen, close } = dialog;
  if (subject === null) return null;
  return (
    <Dialog isOpen={isOpen} onClose={close} title={texts.rotateTitle(subject.name)}>
      <RotateKeyForm id={subject.id} onRotated={onRotated} onClose={close} />
    </Dialog>
  );
}

interface RotateKeyFormProps {
  id: string;
  onRotated: (made: NewKey) => void;
  onClose: () => void;
}

const OVERLAPS = Object.entries(texts.overlaps).map(([value, label]) => ({ value, label }));

function RotateKeyForm({ id, onRotated, onClose }: RotateKeyFormProps) {
  const client = useClient();
  const [hours, setHours] = useState('24');
  const { submit, isSending, error } = useSubmit(async () => {
    const made = await client.call('apiKey.rotate', { apiKeyId: id, overlapHours: Number(hours) });
    onClose();
    onRotated(made);
  });
  return (
    <>
      <p>{texts.rotateText}</p>
      <NativeSelect
        label={texts.overlap}
        data={OVERLAPS}
        value={hours}
        onChange={(event) => setHours(event.currentTarget.value)}
        data-autofocus
      />
      <Failure error={error} />
      <DialogButtons label={texts.rotate} isSending={isSending} onConfirm={submit} onCancel={onClose} />
    </>
  );
}
