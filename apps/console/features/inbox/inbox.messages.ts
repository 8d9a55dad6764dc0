import type { InboxFilter } from '#client';

interface EmptyText {
  title: string;
  text: string;
}

const filters: Record<InboxFilter, string> = {
  all: 'All open',
  mine: 'Mine',
  unassigned: 'Unassigned',
  closed: 'Closed',
};

const empty: Record<InboxFilter, EmptyText> = {
  all: { title: 'All quiet', text: 'When somebody writes on your website, the conversation appears here at once.' },
  mine: { title: 'Nothing on your plate', text: 'Conversations that are assigned to you appear here.' },
  unassigned: { title: 'Everybody is looked after', text: 'Conversations without an agent appear here.' },
  closed: { title: 'Nothing closed yet', text: 'Conversations that were brought to an end appear here.' },
};

export const inboxMessages = {
  title: 'Inbox',
  filterLabel: 'Which conversations to show',
  listLabel: (filter: string) => `Conversations: ${filter}`,
  filters,
  empty,
  you: 'You: ',
  agent: (name: string) => `${name}: `,
  noMessage: 'No messages yet',
  unread: 'Unread',
  assignedTo: (name: string) => `Assigned to ${name}`,
  loading: 'Loading conversations',
  loadMore: 'Show more',
  loadFailed: 'The list could not be loaded',
  retry: 'Try again',
  nothingSelected: 'Pick a conversation',
  nothingSelectedText: 'Its messages appear here. In the list, you can stay on the keyboard:',
  nothingToSelect: 'New conversations appear in the list by themselves.',
  keyMove: 'move',
  keyOpen: 'open',
  keyBack: 'back to the list',
} as const;
