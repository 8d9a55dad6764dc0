import { useMe } from '../../../session/session-context.ts';
import { PersonAvatar } from '../../../ui/person-avatar.tsx';
import { SettingsCard } from '../../settings/layout/settings-card.tsx';
import { accountMessages as texts } from '../account.messages.ts';
import classes from './profile-card.module.css';

export function ProfileCard() {
  const { id, name, email, role } = useMe();
  return (
    <SettingsCard
      title={texts.profileTitle}
      description={texts.profileHint}
      aside={<PersonAvatar id={id} name={name} size="md" />}
    >
      <dl className={classes.facts}>
        <dt>{texts.name}</dt>
        <dd>
          <bdi>{name}</bdi>
        </dd>
        <dt>{texts.email}</dt>
        <dd>
          <bdi dir="ltr">{email}</bdi>
        </dd>
        <dt>{texts.role}</dt>
        <dd>{texts.roles[role]}</dd>
      </dl>
    </SettingsCard>
  );
}
