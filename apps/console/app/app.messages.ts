export const appMessages = {
  loading: 'Loading Parley',
  restoreFailed: 'Parley could not be reached',
  retry: 'Try again',
  notFoundTitle: 'Nothing to see here',
  notFoundText: 'There is no page at this address. It may have moved, or the link is incomplete.',
  backToInbox: 'Go to the inbox',
  crashTitle: 'This page has stopped working',
  crashText: 'Nothing you sent is lost. Reloading usually helps; if it keeps happening, tell whoever runs this Parley.',
  reload: 'Reload',
} as const;
