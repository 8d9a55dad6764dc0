import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { useClient } from '../../../session/session-context.ts';
import { errorCode } from '../../../ui/error-code.ts';
import { Failure } from '../../../ui/failure.tsx';
import { ListInput } from '../../../ui/list-input.tsx';
import { useSubmit } from '../../../ui/use-submit.ts';
import { placeErrors, refuseField, submitWhenValid } from '../parts/form-submit.ts';
import { partsMessages } from '../parts/parts.messages.ts';
import parts from '../parts/parts.module.css';
import { SavedNote, useSaved } from '../parts/saved-note.tsx';
import { readDomain, settingsOf, validateSso, valuesOf, type Provider, type SsoValues } from './sso-values.ts';
import { ssoMessages as texts } from './sso.messages.ts';

interface SsoFormProps {
  provider: Provider | null;
  onSaved: (provider: Provider) => void;
}

export function SsoForm({ provider, onSaved }: SsoFormProps) {
  const { form, submit, isSending, error, isSaved } = useSsoForm(provider, onSaved);
  const plain = { dir: 'ltr', autoComplete: 'off', spellCheck: false, maxLength: 500 } as const;
  return (
    <form className={parts.form} noValidate onSubmit={submitWhenValid(form, submit)}>
      <TextInput
        {...form.getInputProps('issuer')}
        {...plain}
        type="url"
        label={texts.issuer}
        description={texts.issuerHint}
      />
      <TextInput {...form.getInputProps('clientId')} {...plain} label={texts.clientId} />
      <PasswordInput
        {...form.getInputProps('clientSecret')}
        {...plain}
        autoComplete="new-password"
        label={texts.clientSecret}
        description={provider ? texts.clientSecretKept : undefined}
        visibilityToggleButtonProps={{ 'aria-label': texts.showSecret }}
      />
      <ListInput
        {...form.getInputProps('domains')}
        value={form.values.domains}
        label={texts.domains}
        description={texts.domainsHint}
        placeholder={texts.domainPlaceholder}
        empty={texts.noDomains}
        read={readDomain}
      />
      <NativeSelect {...form.getInputProps('defaultRole')} label={texts.defaultRole} data={ROLE_CHOICES} />
      <Failure error={error} />
      <div className={parts.buttons}>
        <Button type="submit" size="sm" loading={isSending} disabled={!form.isDirty()}>
          {provider ? texts.saveChanges : texts.save}
        </Button>
        <SavedNote isShown={isSaved} />
      </div>
    </form>
  );
}

const ROLE_CHOICES = [
  { value: '', label: texts.nobodyNew },
  { value: 'agent', label: partsMessages.roles.agent },
  { value: 'supervisor', label: partsMessages.roles.supervisor },
];

function useSsoForm(provider: Provider | null, onSaved: (provider: Provider) => void) {
  const client = useClient();
  const saved = useSaved();
  const form = useForm<SsoValues>({
    initialValues: valuesOf(provider),
    validate: validateSso(provider !== null),
    onValuesChange: saved.hide,
  });
  const { submit, isSending, error } = useSubmit(async (values: SsoValues) => {
    try {
      const kept = await client.call('sso.set', settingsOf(values));
      form.setValues(valuesOf(kept));
      form.resetDirty(valuesOf(kept));
      onSaved(kept);
      saved.show();
    } catch (refusal) {
      const code = errorCode(refusal);
      if (code === 'sso_unavailable') refuseField(form, 'issuer', texts.unavailable);
      else if (code === 'already_exists') refuseField(form, 'domains', texts.domainTaken);
      else placeErrors(form, refusal);
    }
  });
  return { form, submit, isSending, error, isSaved: saved.isShown };
}
