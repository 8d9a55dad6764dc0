import { IconUser } from '@tabler/icons-react';

import { hueOf, initials } from '#chat-view';

import classes from './person-avatar.module.css';

/** As many as the style sheet has. */
const HUES = 8;

interface PersonAvatarProps {
  id: string;
  name: string | null;
  size?: 'xs' | 'sm' | 'md';
  isOnline?: boolean;
}

/** Decoration beside a name that is written out, hence hidden from assistive technology. */
export function PersonAvatar({ id, name, size = 'sm', isOnline = false }: PersonAvatarProps) {
  const letters = initials(name ?? '');
  return (
    <span className={classes.avatar} data-hue={hueOf(id, HUES)} data-size={size} aria-hidden>
      {letters === '' ? <IconUser size="58%" stroke={1.8} /> : letters}
      {isOnline && <span className={classes.online} />}
    </span>
  );
}
