/** Every text of the widget. The loader's stand apart: it must stay small. */
export const launcherMessages = {
  name: 'Chat',
  unread: (count: number) => (count === 1 ? 'Chat, 1 unread message' : `Chat, ${count} unread messages`),
};

export const messages = {
  chat: 'Chat',
  close: 'Close chat',
  online: 'We usually reply in a few minutes',
  away: 'We are away, leave a message',
  support: 'Support',

  loading: 'Loading the conversation',
  history: 'Conversation',
  greeting: 'Hello! How can we help?',
  greetingOnline: 'Write to us below. A person will answer right here.',
  greetingAway: 'Leave us a message. The answer will be waiting for you here.',
  loadOlder: 'Show earlier messages',
  loadingOlder: 'Loading earlier messages…',
  newMessages: 'New messages',
  jumpToLatest: 'Jump to the latest message',
  today: 'Today',
  yesterday: 'Yesterday',

  you: 'You',
  sending: 'Sending…',
  sent: 'Sent',
  delivered: 'Delivered',
  seen: 'Seen',
  failed: 'Not sent',
  retry: 'Retry',
  discard: 'Delete',

  joined: (name: string) => `${name} joined`,
  closed: 'Conversation was closed',
  closedIdle: 'Conversation was closed, as nothing was written for a while',
  reopened: 'Conversation was reopened',
  isTyping: (name: string) => `${name} is typing`,
  startNew: 'Start a new conversation',

  connectionLost: 'Connection lost. Your messages are kept and sent when you are back.',
  startFailed: 'The chat could not be started',
  loadFailed: 'The conversation could not be loaded',
  tryAgain: 'Try again',

  write: 'Write a message…',
  send: 'Send message',
  charactersLeft: (count: number) => (count >= 0 ? `${count} left` : `${-count} too many`),
};
