import { SettingsPage } from '../settings/layout/settings-page.tsx';
import { accountMessages as texts } from './account.messages.ts';
import { PasswordCard } from './password/password-card.tsx';
import { ProfileCard } from './profile/profile-card.tsx';
import { TwoFactorCard } from './two-factor/two-factor-card.tsx';

export function AccountPage() {
  return (
    <SettingsPage title={texts.title}>
      <ProfileCard />
      <PasswordCard />
      <TwoFactorCard />
    </SettingsPage>
  );
}
