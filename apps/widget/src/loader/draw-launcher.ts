import { launcherMessages } from '../messages.ts';
import { styles } from './launcher-styles.ts';

/** Also the sign that a launcher is there already. */
export const HOST_TAG = 'parley-chat';

const SPEECH =
  'M12 3.5c-5 0-9 3.4-9 7.7 0 2.3 1.2 4.4 3.1 5.8-.1 1.1-.5 2.2-1.3 3.1-.2.3 0 .7.4.6 1.9-.2 3.5-.9 4.7-1.9.7.1 1.4.2 2.1.2 5 0 9-3.5 9-7.8s-4-7.7-9-7.7Z';
const CHEVRON = 'm6 9 6 6 6-6';

/** Everything the page sees of the chat, in a shadow tree that the page's styles do not reach. */
export function drawLauncher() {
  const host = document.createElement(HOST_TAG);
  const root = host.attachShadow({ mode: 'open' });
  // A constructed sheet: a page's Content-Security-Policy may forbid <style>, and innerHTML.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];

  const panel = element('div', 'panel');
  panel.id = 'panel';
  const badge = element('span', 'badge');
  badge.ariaHidden = 'true';
  const button = element('button', 'launcher');
  button.type = 'button';
  button.setAttribute('aria-controls', panel.id);
  button.append(icon('speech', SPEECH), icon('chevron', CHEVRON), badge);
  root.append(panel, button);

  const show = (isOpen: boolean, unread: number) => {
    host.toggleAttribute('open', isOpen);
    button.ariaExpanded = String(isOpen);
    button.ariaLabel = unread && !isOpen ? launcherMessages.unread(unread) : launcherMessages.name;
    badge.textContent = unread > 9 ? '9+' : String(unread);
    badge.hidden = !unread || isOpen;
  };
  show(false, 0);
  return { host, button, panel, show };
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string): HTMLElementTagNameMap[K] {
  return Object.assign(document.createElement(tag), { className });
}

function icon(name: string, shape: string): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', name);
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svg.namespaceURI, 'path');
  path.setAttribute('d', shape);
  svg.append(path);
  return svg;
}
