import { Button, Checkbox, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { LIMITS } from '#contracts';

import { useClient } from '../../../session/session-context.ts';
import { Failure } from '../../../ui/failure.tsx';
import { ListInput } from '../../../ui/list-input.tsx';
import { useSubmit } from '../../../ui/use-submit.ts';
import { SettingsCard } from '../layout/settings-card.tsx';
import parts from '../parts/parts.module.css';
import { placeErrors, submitWhenValid } from '../parts/form-submit.ts';
import { SavedNote, useSaved } from '../parts/saved-note.tsx';
import { readOrigin } from './read-origin.ts';
import { changeOf, validateSite, valuesOf, type Site, type SiteValues } from './site-values.ts';
import { sitesMessages as texts } from './sites.messages.ts';

export function SiteForm({ site, onChange }: { site: Site; onChange: (site: Site) => void }) {
  const client = useClient();
  const saved = useSaved();
  const form = useForm<SiteValues>({
    initialValues: valuesOf(site),
    validate: validateSite,
    onValuesChange: saved.hide,
  });
  const { submit, isSending, error } = useSubmit(async (values: SiteValues) => {
    try {
      const changed = await client.call('site.change', { siteId: site.id, ...changeOf(values) });
      form.setValues(valuesOf(changed));
      form.resetDirty(valuesOf(changed));
      onChange(changed);
      saved.show();
    } catch (refusal) {
      placeErrors(form, refusal);
    }
  });
  return (
    <SettingsCard title={texts.general}>
      <form className={parts.form} noValidate onSubmit={submitWhenValid(form, submit)}>
        <TextInput
          {...form.getInputProps('name')}
          label={texts.name}
          description={texts.nameHint}
          maxLength={LIMITS.nameLength}
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
        <Checkbox
          {...form.getInputProps('requiresConsent', { type: 'checkbox' })}
          label={texts.requiresConsent}
          description={texts.requiresConsentHint}
        />
        <TextInput
          {...form.getInputProps('privacyUrl')}
          label={texts.privacyUrl}
          description={texts.privacyUrlHint}
          type="url"
          dir="ltr"
          maxLength={2_000}
        />
        <Failure error={error} />
        <div className={parts.buttons}>
          <Button type="submit" size="sm" loading={isSending} disabled={!form.isDirty()}>
            {texts.save}
          </Button>
          <SavedNote isShown={saved.isShown} />
        </div>
      </form>
    </SettingsCard>
  );
}
