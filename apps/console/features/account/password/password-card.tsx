import { SettingsCard } from '../../settings/layout/settings-card.tsx';
import { accountMessages as texts } from '../account.messages.ts';
import { useMayLackPassword } from '../use-may-lack-password.ts';
import { PasswordForm } from './password-form.tsx';

export function PasswordCard() {
  const mayLackPassword = useMayLackPassword();
  return (
    <SettingsCard title={texts.passwordTitle} description={texts.passwordHint}>
      <PasswordForm mayLackPassword={mayLackPassword} />
    </SettingsCard>
  );
}
