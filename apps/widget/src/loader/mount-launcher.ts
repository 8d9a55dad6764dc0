import { readChatMessage } from '../bridge/protocol.ts';
import type { PageMessage } from '../bridge/protocol.ts';
import { createFrame } from './chat-frame.ts';
import type { FrameOptions } from './chat-frame.ts';
import { HOST_TAG, drawLauncher } from './draw-launcher.ts';
import { fitToKeyboard } from './fit-to-keyboard.ts';
import { readPanelState, writePanelState } from './panel-state.ts';

/** Draws one launcher, however often the script is included, and loads the chat when it is first opened. */
export function mountLauncher(options: FrameOptions): void {
  if (document.querySelector(HOST_TAG)) return;
  const { host, button, panel, show } = drawLauncher();
  let frame: HTMLIFrameElement | undefined;
  let isReady = false;
  let isOpen = false;
  let takesFocus = false;
  let unread = 0;

  const tell = () => {
    // Before, the frame's window is not the chat's yet.
    if (!isReady) return;
    const message: PageMessage = isOpen ? { type: 'parley:opened', takesFocus } : { type: 'parley:closed' };
    frame?.contentWindow?.postMessage(message, options.base.origin);
  };

  const load = () => {
    frame ??= panel.appendChild(createFrame(options));
  };

  const setOpen = (next: boolean, byPerson: boolean) => {
    isOpen = next;
    takesFocus = byPerson;
    if (isOpen) load();
    show(isOpen, unread);
    writePanelState(options.siteKey, isOpen ? 'open' : 'closed');
    if (byPerson) (isOpen ? frame! : button).focus();
    tell();
  };

  window.addEventListener('message', (event) => {
    const message = readChatMessage(event, { window: frame?.contentWindow ?? null, origin: options.base.origin });
    if (message?.type === 'parley:ready') {
      isReady = true;
      tell();
    } else if (message?.type === 'parley:close') setOpen(false, true);
    else if (message) show(isOpen, (unread = message.count));
  });
  button.addEventListener('click', () => setOpen(!isOpen, true));
  // On the launcher alone: the page's own dialogs need the key, too. Inside the frame the chat listens.
  host.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && isOpen) setOpen(false, true);
  });

  fitToKeyboard(host);
  document.body.append(host);
  const state = readPanelState(options.siteKey);
  if (state === 'open') setOpen(true, false);
  // Who has opened it before may have an answer coming: load it unseen, for the badge.
  else if (state === 'closed') load();
}
