import { CopyField } from '../../../ui/copy-field.tsx';
import { SecretDialog } from '../parts/secret-dialog.tsx';
import { apiKeysMessages as texts } from './api-keys.messages.ts';
import type { NewKey } from './api-key.ts';

export function KeySecretDialog({ made, onClose }: { made: NewKey | null; onClose: () => void }) {
  return (
    <SecretDialog
      isOpen={made !== null}
      onClose={onClose}
      title={made ? texts.secretTitle(made.apiKey.name) : ''}
      label={texts.secret}
      secret={made?.secret ?? ''}
    >
      <p>{texts.usage}</p>
      <CopyField
        label={texts.usageLabel}
        value={`curl -H "Authorization: Bearer $PARLEY_API_KEY" \\\n  ${location.origin}/v1/conversations`}
        isCode
      />
    </SecretDialog>
  );
}
