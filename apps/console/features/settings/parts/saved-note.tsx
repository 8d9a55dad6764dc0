import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';

import { partsMessages as texts } from './parts.messages.ts';
import classes from './parts.module.css';

/** Whether it is still to be said that a form was saved: until something in it is changed. */
export function useSaved() {
  const [isShown, setIsShown] = useState(false);
  return { isShown, show: () => setIsShown(true), hide: () => setIsShown(false) };
}

export function SavedNote({ isShown }: { isShown: boolean }) {
  return (
    <output>
      {isShown && (
        <span className={classes.saved}>
          <IconCheck size={16} aria-hidden /> {texts.saved}
        </span>
      )}
    </output>
  );
}
