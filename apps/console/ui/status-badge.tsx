import type { ConversationStatus } from '#contracts';

import classes from './status-badge.module.css';
import { uiMessages as texts } from './ui.messages.ts';

export function StatusBadge({ status }: { status: ConversationStatus }) {
  return (
    <span className={classes.badge} data-status={status}>
      {texts.status[status]}
    </span>
  );
}
