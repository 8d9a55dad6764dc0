import { mountLauncher } from './mount-launcher.ts';

const script = document.currentScript ?? document.querySelector('script[data-site]');

if (script instanceof HTMLScriptElement && script.dataset.site) {
  const options = { siteKey: script.dataset.site, base: new URL(script.src) };
  // An async script may run before there is a body to draw on.
  if (document.body) mountLauncher(options);
  else document.addEventListener('DOMContentLoaded', () => mountLauncher(options));
}
