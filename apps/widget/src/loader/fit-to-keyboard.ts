/** On a phone the chat fills what the on-screen keyboard leaves free; the layout viewport does not shrink everywhere. */
export function fitToKeyboard(host: HTMLElement): void {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const fit = () => {
    // Zoomed in, the visual viewport is a part of the page, and not ours to follow.
    const isZoomed = viewport.scale > 1.01;
    host.style.setProperty('--height', isZoomed ? '100%' : `${viewport.height}px`);
    host.style.setProperty('--top', isZoomed ? '0px' : `${viewport.offsetTop}px`);
  };
  viewport.addEventListener('resize', fit);
  viewport.addEventListener('scroll', fit);
  fit();
}
