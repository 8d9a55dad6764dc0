import { notifications } from '@mantine/notifications';

import { errorText } from './error-text.ts';

/** Says that something the agent did failed. One text is shown once, however often it happens. */
export function reportError(error: unknown): void {
  const message = errorText(error);
  notifications.show({ id: message, message, color: 'red', withBorder: true });
}
