import { useResource } from '../../../ui/use-resource.ts';
import { SettingsCard } from '../../settings/layout/settings-card.tsx';
import { accountMessages as texts } from '../account.messages.ts';
import { PasswordForm } from './password-form.tsx';

export function PasswordCard() {
  // Who came by single sign-on may have no password yet.
  const { data } = useResource('session.list', {});
  const current = data?.sessions.find(({ isCurrent }) => isCurrent);
  return (
    <SettingsCard title={texts.passwordTitle} description={texts.passwordHint}>
      <PasswordForm mayBeFirst={current?.method === 'sso'} />
    </SettingsCard>
  );
}
