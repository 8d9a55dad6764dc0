/** Logical properties alone: the launcher stands at the end of the line, wherever the page's language has it. */
export const styles = `
:host {
  all: initial;
  --accent: #14594a;
  --surface: #fff;
  --gap: 20px;
  position: fixed;
  z-index: 2147483000;
  inset-block-end: calc(var(--gap) + env(safe-area-inset-bottom));
  inset-inline-end: var(--gap);
  font: 600 12px/1 system-ui, sans-serif;
}
* { box-sizing: border-box; }
.launcher {
  position: relative;
  display: grid;
  place-items: center;
  inline-size: 56px;
  block-size: 56px;
  padding: 0;
  border: 0;
  border-radius: 50%;
  color: #fff;
  background: var(--accent);
  box-shadow: 0 1px 2px #0003, 0 6px 20px #0b2f2740;
  cursor: pointer;
  transition: transform .15s, background .15s;
  -webkit-tap-highlight-color: transparent;
}
.launcher:hover { background: #1b6e5c; }
.launcher:active { transform: scale(.95); }
.launcher:focus-visible { outline: 3px solid #fff; box-shadow: 0 0 0 6px var(--accent); }
svg {
  grid-area: 1 / 1;
  inline-size: 28px;
  fill: currentColor;
  transition: opacity .15s, transform .15s;
}
.chevron { fill: none; stroke: currentColor; stroke-width: 2.2; stroke-linecap: round; stroke-linejoin: round; }
:host([open]) .speech, :host(:not([open])) .chevron { opacity: 0; transform: scale(.6); }
.badge {
  position: absolute;
  inset-block-start: -3px;
  inset-inline-end: -3px;
  min-inline-size: 21px;
  padding: 4px 5px;
  border: 2px solid var(--surface);
  border-radius: 12px;
  background: #c0321f;
  text-align: center;
}
.badge[hidden] { display: none; }
.panel {
  position: absolute;
  inset-block-end: 72px;
  inset-inline-end: 0;
  inline-size: min(392px, 100vw - 2 * var(--gap));
  block-size: min(660px, 100vh - 72px - 2 * var(--gap));
  overflow: hidden;
  border-radius: 16px;
  background: var(--surface);
  box-shadow: 0 0 0 1px #10201a14, 0 4px 12px #10201a14, 0 18px 48px #10201a2e;
  opacity: 0;
  visibility: hidden;
  transform: translateY(10px);
  transition: opacity .18s, transform .18s, visibility .18s;
}
/* Visible at once: what is hidden cannot take the focus. */
:host([open]) .panel { opacity: 1; visibility: visible; transform: none; transition-property: opacity, transform; }
iframe { display: block; inline-size: 100%; block-size: 100%; border: 0; }
@media (max-width: 480px) {
  .panel {
    position: fixed;
    inset: var(--top, 0) 0 auto;
    inline-size: 100%;
    block-size: var(--height, 100%);
    border-radius: 0;
    box-shadow: none;
  }
  :host([open]) .launcher { visibility: hidden; }
}
@media (prefers-color-scheme: dark) {
  :host { --accent: #237862; --surface: #151b19; }
  .launcher:hover { background: #2a8a72; }
  .panel { box-shadow: 0 0 0 1px #ffffff1f, 0 18px 48px #000a; }
}
@media (prefers-reduced-motion: reduce) {
  * { transition: none !important; }
}
@media print {
  :host { display: none; }
}
`;
