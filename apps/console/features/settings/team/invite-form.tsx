import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { LIMITS, type Role, type RouteOutput } from '#contracts';

import { useClient } from '../../../session/session-context.ts';
import { DialogButtons } from '../../../ui/dialog-buttons.tsx';
import { errorCode } from '../../../ui/error-code.ts';
import { Failure } from '../../../ui/failure.tsx';
import { useSubmit } from '../../../ui/use-submit.ts';
import { placeErrors, refuseField, submitWhenValid } from '../parts/form-submit.ts';
import { RoleSelect } from './role-select.tsx';
import { teamMessages as texts } from './team.messages.ts';

interface Invite {
  email: string;
  role: Role;
}

interface InviteFormProps {
  onInvited: (answer: RouteOutput<'invitation.create'>) => void;
  onCancel: () => void;
}

export function InviteForm({ onInvited, onCancel }: InviteFormProps) {
  const client = useClient();
  const form = useForm<Invite>({
    mode: 'uncontrolled',
    initialValues: { email: '', role: 'agent' },
    validate: { email: validateEmail },
  });
  const { submit, isSending, error } = useSubmit(async ({ email, role }: Invite) => {
    try {
      onInvited(await client.call('invitation.create', { email: email.trim(), role }));
    } catch (refusal) {
      if (errorCode(refusal) === 'already_exists') refuseField(form, 'email', texts.alreadyAgent);
      else placeErrors(form, refusal);
    }
  });
  return (
    <form noValidate onSubmit={submitWhenValid(form, submit)}>
      <TextInput
        {...form.getInputProps('email')}
        key={form.key('email')}
        type="email"
        dir="ltr"
        autoComplete="off"
        maxLength={LIMITS.emailLength}
        label={texts.email}
        data-autofocus
      />
      <RoleSelect {...form.getInputProps('role')} key={form.key('role')} />
      <Failure error={error} />
      <DialogButtons label={texts.makeInvitation} isSending={isSending} onCancel={onCancel} />
    </form>
  );
}

function validateEmail(value: string): string | null {
  if (value.trim() === '') return texts.emailMissing;
  return /^\S+@\S+\.\S+$/.test(value.trim()) ? null : texts.emailInvalid;
}
