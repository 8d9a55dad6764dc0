import { initials } from '#chat-view';
import type { Site } from '#contracts';

import { messages } from '../messages.ts';
import { CloseIcon, ShieldIcon, SpeechIcon } from './icons.tsx';

interface Props {
  site: Pick<Site, 'name' | 'isOnline'> | null;
  /** Somebody may be written to. */
  isOpen: boolean;
  /** Null while nothing is remembered. */
  onPrivacy: (() => void) | null;
  onClose: (() => void) | null;
}

export function Header({ site, isOpen, onPrivacy, onClose }: Props) {
  return (
    <header class="header">
      <span class="mark" aria-hidden="true">
        {site ? initials(site.name) : <SpeechIcon />}
      </span>
      <div class="headline">
        <h1 dir="auto">{site?.name ?? messages.chat}</h1>
        {site && isOpen && (
          <p class={site.isOnline ? 'presence online' : 'presence'}>
            {site.isOnline ? messages.online : messages.away}
          </p>
        )}
      </div>
      {onPrivacy && (
        <button
          type="button"
          class="icon-button"
          aria-label={messages.privacy}
          title={messages.privacy}
          onClick={onPrivacy}
        >
          <ShieldIcon />
        </button>
      )}
      {onClose && (
        <button type="button" class="icon-button" aria-label={messages.close} title={messages.close} onClick={onClose}>
          <CloseIcon />
        </button>
      )}
    </header>
  );
}
