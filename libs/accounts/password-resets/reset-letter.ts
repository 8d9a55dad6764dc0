import type { Letter } from '#mail';

export function resetLetter(name: string, url: string): Letter {
  return {
    subject: 'Set a new password for Parley',
    opening: [`Hello ${name},`, 'somebody asked for a new password for this address.'],
    link: { label: 'Set a new password', url },
    closing: [
      'The link works once, for an hour. It ends every session of yours.',
      'If it was not you, ignore this mail. Your password stays as it is.',
    ],
  };
}
