import { readChatMessage } from '../bridge/protocol.ts';
import type { PageMessage } from '../bridge/protocol.ts';
import { createFrame } from './chat-frame.ts';
import type { FrameOptions } from './chat-frame.ts';
import { HOST_TAG, drawLauncher } from './draw-launcher.ts';
import { fitToKeyboard } from './fit-to-keyboard.ts';
import { hearPage } from './page-commands.ts';
import { pageUser } from './page-user.ts';
import { readPanelState, writePanelState } from './panel-state.ts';

/** Draws one launcher, however often the script is included, and loads the chat when it is first opened. */
export function mountLauncher(options: FrameOptions): void {
  if (document.querySelector(HOST_TAG)) return;
  const { host, button, panel, show } = drawLauncher();
  const state = readPanelState(options.siteKey);
  let frame: HTMLIFrameElement | undefined;
  let isReady = false;
  let isOpen = false;
  let takesFocus = false;
  let unread = 0;
  // What was kept before may be kept again; otherwise the chat says so, once the visitor has agreed.
  let remembers = state !== null;

  const tell = (message: PageMessage) => {
    // Before, the frame's window is not the chat's yet.
    if (isReady) frame?.contentWindow?.postMessage(message, options.base.origin);
  };
  const tellState = () => tell(isOpen ? { type: 'parley:opened', takesFocus } : { type: 'parley:closed' });

  const user = pageUser(tell, state === 'left');

  const load = () => {
    if (frame) return;
    frame = panel.appendChild(createFrame(options));
    void user.fetch();
  };

  const keep = () =>
    writePanelState(options.siteKey, user.hasLeft ? 'left' : remembers ? (isOpen ? 'open' : 'closed') : null);

  const setOpen = (next: boolean, byPerson: boolean) => {
    isOpen = next;
    takesFocus = byPerson;
    if (isOpen) load();
    show(isOpen, unread);
    keep();
    if (byPerson) (isOpen ? frame! : button).focus();
    tellState();
  };

  window.addEventListener('message', (event) => {
    const message = readChatMessage(event, { window: frame?.contentWindow ?? null, origin: options.base.origin });
    if (message?.type === 'parley:ready') {
      isReady = true;
      user.repeat();
      tellState();
    } else if (message?.type === 'parley:close') setOpen(false, true);
    else if (message?.type === 'parley:unread') show(isOpen, (unread = message.count));
    else if (message?.type === 'parley:expired') void user.renew();
    else if (message) {
      remembers = message.isAllowed;
      if (!remembers) user.hasLeft = false;
      keep();
    }
  });
  button.addEventListener('click', () => setOpen(!isOpen, true));
  // On the launcher alone: the page's own dialogs need the key, too. Inside the frame the chat listens.
  host.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && isOpen) setOpen(false, true);
  });

  fitToKeyboard(host);
  document.body.append(host);
  if (state === 'open') setOpen(true, false);
  // Who has opened it before may have an answer coming: load it unseen, for the badge.
  else if (state) load();
  hearPage({
    identify(token) {
      user.identify(token);
      if (frame) void user.fetch();
    },
    logout() {
      user.logout();
      // What the chat keeps is out of reach from here. If the page goes away first, the next one goes on with it.
      keep();
      load();
    },
  });
}
