import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useLocation } from 'wouter';

import { LIMITS } from '#contracts';

import { useClient } from '../../../session/session-context.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { DialogButtons } from '../../../ui/dialog-buttons.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { ListInput } from '../../../ui/list-input.tsx';
import { useSubmit } from '../../../ui/use-submit.ts';
import { placeErrors, submitWhenValid } from '../parts/form-submit.ts';
import { readOrigin } from './read-origin.ts';
import { validateSite } from './site-values.ts';
import { sitesMessages as texts } from './sites.messages.ts';

interface AddSiteDialogProps {
  isOpen: boolean;
  onClose: () => void;
  onAdded: () => Promise<void>;
}

export function AddSiteDialog({ isOpen, onClose, onAdded }: AddSiteDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={texts.addTitle}>
      <AddSiteForm onAdded={onAdded} onCancel={onClose} />
    </Dialog>
  );
}

/** What is needed at first; the rest is on the page of the site, where it leads. */
function AddSiteForm({ onAdded, onCancel }: { onAdded: () => Promise<void>; onCancel: () => void }) {
  const client = useClient();
  const [, navigate] = useLocation();
  const form = useForm<{ name: string; allowedOrigins: string[] }>({
    initialValues: { name: '', allowedOrigins: [] },
    validate: { name: validateSite.name },
  });
  const { submit, isSending, error } = useSubmit(async ({ name, allowedOrigins }: typeof form.values) => {
    try {
      const site = await client.call('site.create', { name: name.trim(), allowedOrigins });
      await onAdded();
      navigate(`/settings/sites/${site.id}`);
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
      <ListInput
        {...form.getInputProps('allowedOrigins')}
        value={form.values.allowedOrigins}
        label={texts.allowedOrigins}
        description={texts.allowedOriginsHint}
        placeholder={texts.originPlaceholder}
        empty={texts.noOrigins}
        read={readOrigin}
      />
      <Failure error={error} />
      <DialogButtons label={texts.add} isSending={isSending} onCancel={onCancel} />
    </form>
  );
}
