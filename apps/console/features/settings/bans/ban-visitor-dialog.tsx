import { Checkbox } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';

import type { Person } from '#contracts';

import { useClient } from '../../../session/session-context.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { DialogButtons } from '../../../ui/dialog-buttons.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { visitorName } from '../../../ui/people.ts';
import { useSubmit } from '../../../ui/use-submit.ts';
// It is opened from a conversation, where the settings' styles are not there yet.
import '../layout/settings-styles.ts';
import { submitWhenValid } from '../parts/form-submit.ts';
import { BanTermsFields, NO_TERMS, termsOf, type BanTerms } from './ban-terms.tsx';
import { bansMessages as texts } from './bans.messages.ts';

interface BanVisitorDialogProps {
  visitor: Person;
  isOpen: boolean;
  onClose: () => void;
}

export function BanVisitorDialog({ visitor, isOpen, onClose }: BanVisitorDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={texts.visitorTitle(visitorName(visitor))}>
      <p>{texts.visitorText}</p>
      <BanVisitorForm visitor={visitor} onClose={onClose} />
    </Dialog>
  );
}

function BanVisitorForm({ visitor, onClose }: Omit<BanVisitorDialogProps, 'isOpen'>) {
  const client = useClient();
  const form = useForm<BanTerms & { includesAddress: boolean }>({
    mode: 'uncontrolled',
    initialValues: { includesAddress: false, ...NO_TERMS },
  });
  const { submit, isSending, error } = useSubmit(
    async ({ includesAddress, ...terms }: BanTerms & { includesAddress: boolean }) => {
      await client.call('visitor.ban', { visitorId: visitor.id, includesAddress, ...termsOf(terms) });
      notifications.show({ message: texts.banned(visitorName(visitor)) });
      onClose();
    },
  );
  return (
    <form noValidate onSubmit={submitWhenValid(form, submit)}>
      <BanTermsFields form={form} />
      <Checkbox
        {...form.getInputProps('includesAddress', { type: 'checkbox' })}
        key={form.key('includesAddress')}
        label={texts.includesAddress}
        description={texts.includesAddressHint}
      />
      <Failure error={error} />
      <DialogButtons label={texts.ban} isDanger isSending={isSending} onCancel={onClose} />
    </form>
  );
}
