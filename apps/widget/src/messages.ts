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

  consentTitle: 'Before we chat',
  consent: (name: string) =>
    `To show you the answers of ${name}, the chat has to remember this device and what you write. It does not before you agree.`,
  agree: 'Agree and start the chat',
  decline: 'No, thank you',
  privacyPolicy: 'Privacy policy',
  privacy: 'Your privacy',
  remembered: 'This device is remembered, so that your conversation is here when you come back.',
  forgetting: (name: string) =>
    `Once it is forgotten, the conversation stays with ${name}, but nobody can read it here.`,
  forget: 'End chat and forget me on this device',
  back: 'Back to the chat',
  forgotten: 'This device has forgotten it.',

  ended: 'The chat has ended',
  endedElsewhere: 'It was ended on this device, in another tab perhaps.',
  startChat: 'Start a new chat',
  banned: 'This chat is not open to you',
  bannedDetail: 'You have been shut out of it.',
  notHere: 'The chat is not available here',
  notHereDetail: 'This website is not one of those it was set up for.',
  notProven: 'We could not confirm who you are',
  notProvenDetail: 'Please reload the page. If that does not help, sign in to the website again.',

  write: 'Write a message…',
  send: 'Send message',
  charactersLeft: (count: number) => (count >= 0 ? `${count} left` : `${-count} too many`),
};
