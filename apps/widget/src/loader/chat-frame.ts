import { frameAddress } from '../bridge/frame-address.ts';
import { launcherMessages } from '../messages.ts';

export interface FrameOptions {
  siteKey: string;
  /** Where the loader came from; the chat stands beside it. */
  base: URL;
}

export function createFrame({ siteKey, base }: FrameOptions): HTMLIFrameElement {
  const { lang, dir } = document.documentElement;
  const frame = document.createElement('iframe');
  frame.src = frameAddress(base, { siteKey, pageOrigin: location.origin, lang, dir });
  frame.title = launcherMessages.name;
  frame.allow = 'clipboard-write';
  return frame;
}
