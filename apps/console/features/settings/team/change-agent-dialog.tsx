import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { LIMITS, type Agent, type Role } from '#contracts';

import { useClient, useMe } from '../../../session/session-context.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { DialogButtons } from '../../../ui/dialog-buttons.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { useSubmit } from '../../../ui/use-submit.ts';
import { placeErrors, submitWhenValid } from '../parts/form-submit.ts';
import { RoleSelect } from './role-select.tsx';
import { teamMessages as texts } from './team.messages.ts';

interface ChangeAgentDialogProps {
  agent: Agent;
  isOpen: boolean;
  onClose: () => void;
  onChange: () => Promise<void>;
}

export function ChangeAgentDialog({ agent, isOpen, onClose, onChange }: ChangeAgentDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={texts.changeTitle(agent.name)}>
      <ChangeAgentForm agent={agent} onClose={onClose} onChange={onChange} />
    </Dialog>
  );
}

function ChangeAgentForm({ agent, onClose, onChange }: Omit<ChangeAgentDialogProps, 'isOpen'>) {
  const client = useClient();
  const isMe = useMe().id === agent.id;
  const form = useForm<{ name: string; role: Role }>({
    mode: 'uncontrolled',
    initialValues: { name: agent.name, role: agent.role },
    validate: { name: (value) => (value.trim() === '' ? texts.nameMissing : null) },
  });
  const { submit, isSending, error } = useSubmit(async ({ name, role }: { name: string; role: Role }) => {
    const change = { agentId: agent.id, name: name.trim(), ...(role !== agent.role && { role }) };
    try {
      await client.call('agent.change', change);
    } catch (refusal) {
      return placeErrors(form, refusal);
    }
    // The rest of the console shows the own name, too.
    await Promise.all([onChange(), isMe && client.restore()]);
    onClose();
  });
  return (
    <form noValidate onSubmit={submitWhenValid(form, submit)}>
      <TextInput
        {...form.getInputProps('name')}
        key={form.key('name')}
        label={texts.name}
        maxLength={LIMITS.nameLength}
        data-autofocus
      />
      <RoleSelect
        {...form.getInputProps('role')}
        key={form.key('role')}
        disabled={isMe}
        hint={isMe ? texts.ownRole : undefined}
      />
      <Failure error={error} />
      <DialogButtons label={texts.save} isSending={isSending} onCancel={onClose} />
    </form>
  );
}
