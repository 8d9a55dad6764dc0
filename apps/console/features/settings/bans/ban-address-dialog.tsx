import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { useClient } from '../../../session/session-context.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { DialogButtons } from '../../../ui/dialog-buttons.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { useSubmit } from '../../../ui/use-submit.ts';
import { placeErrors, submitWhenValid } from '../parts/form-submit.ts';
import { validateAddress } from './address-range.ts';
import { BanTermsFields, NO_TERMS, termsOf, type BanTerms } from './ban-terms.tsx';
import { bansMessages as texts } from './bans.messages.ts';

interface BanAddressDialogProps {
  isOpen: boolean;
  onClose: () => void;
  onBanned: () => Promise<void>;
}

export function BanAddressDialog({ isOpen, onClose, onBanned }: BanAddressDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={texts.addTitle}>
      <p>{texts.addText}</p>
      <BanAddressForm onClose={onClose} onBanned={onBanned} />
    </Dialog>
  );
}

function BanAddressForm({ onClose, onBanned }: Omit<BanAddressDialogProps, 'isOpen'>) {
  const client = useClient();
  const form = useForm<BanTerms & { address: string }>({
    mode: 'uncontrolled',
    initialValues: { address: '', ...NO_TERMS },
    validate: { address: validateAddress },
  });
  const { submit, isSending, error } = useSubmit(async ({ address, ...terms }: BanTerms & { address: string }) => {
    try {
      await client.call('ban.create', { address: address.trim(), ...termsOf(terms) });
    } catch (refusal) {
      return placeErrors(form, refusal);
    }
    await onBanned();
    onClose();
  });
  return (
    <form noValidate onSubmit={submitWhenValid(form, submit)}>
      <TextInput
        {...form.getInputProps('address')}
        key={form.key('address')}
        label={texts.address}
        description={texts.addressHint}
        dir="ltr"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={50}
        data-autofocus
      />
      <BanTermsFields form={form} />
      <Failure error={error} />
      <DialogButtons label={texts.ban} isDanger isSending={isSending} onCancel={onClose} />
    </form>
  );
}
