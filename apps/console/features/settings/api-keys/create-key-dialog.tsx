import { NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { LIMITS, type Scope } from '#contracts';

import { useClient } from '../../../session/session-context.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { DialogButtons } from '../../../ui/dialog-buttons.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { useSubmit } from '../../../ui/use-submit.ts';
import { placeErrors, submitWhenValid } from '../parts/form-submit.ts';
import { apiKeysMessages as texts } from './api-keys.messages.ts';
import type { NewKey } from './api-key.ts';
import { ScopeField } from './scope-field.tsx';

interface CreateKeyDialogProps {
  isOpen: boolean;
  onClose: () => void;
  onCreated: (made: NewKey) => void;
}

export function CreateKeyDialog({ isOpen, onClose, onCreated }: CreateKeyDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={texts.createTitle}>
      <CreateKeyForm onCreated={onCreated} onCancel={onClose} />
    </Dialog>
  );
}

interface KeyValues {
  name: string;
  scopes: Scope[];
  /** Days as text; empty: it does not expire. */
  expiry: string;
}

const EXPIRIES = Object.entries(texts.expiries)
  .map(([value, label]) => ({ value, label }))
  .toSorted((a, b) => (Number(a.value) || Infinity) - (Number(b.value) || Infinity));

const validateKey = {
  name: (name: string) => (name.trim() === '' ? texts.nameMissing : null),
  scopes: (scopes: Scope[]) => (scopes.length === 0 ? texts.scopesMissing : null),
};

function CreateKeyForm({ onCreated, onCancel }: { onCreated: (made: NewKey) => void; onCancel: () => void }) {
  const client = useClient();
  const form = useForm<KeyValues>({ initialValues: { name: '', scopes: [], expiry: '90' }, validate: validateKey });
  const { submit, isSending, error } = useSubmit(async ({ name, scopes, expiry }: KeyValues) => {
    const days = expiry === '' ? {} : { expiresInDays: Number(expiry) };
    try {
      onCreated(await client.call('apiKey.create', { name: name.trim(), scopes, ...days }));
    } catch (refusal) {
      placeErrors(form, refusal);
    }
  });
  return (
    <form noValidate onSubmit={submitWhenValid(form, submit)}>
      <TextInput
        {...form.getInputProps('name')}
        label={texts.name}
        description={texts.nameHint}
        maxLength={LIMITS.nameLength}
        data-autofocus
      />
      <ScopeField {...form.getInputProps('scopes')} value={form.values.scopes} />
      <NativeSelect {...form.getInputProps('expiry')} label={texts.expiry} data={EXPIRIES} />
      <Failure error={error} />
      <DialogButtons label={texts.makeKey} isSending={isSending} onCancel={onCancel} />
    </form>
  );
}
