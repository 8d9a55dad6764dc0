import { IconUser } from '@tabler/icons-react';

import classes from './person-avatar.module.css';
import { hueOf, initials } from './people.ts';

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
    <span className={classes.avatar} data-hue={hueOf(id)} data-size={size} aria-hidden>
      {letters === '' ? <IconUser size="58%" stroke={1.8} /> : letters}
      {isOnline && <span className={classes.online} />}
    </span>
  );
}
