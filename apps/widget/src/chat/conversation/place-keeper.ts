/** Closer to an edge than this, in pixels, counts as being there. */
const AT_BOTTOM = 40;
const NEAR_TOP = 160;

interface Reports {
  onAtBottom: (isAtBottom: boolean) => void;
  onNearTop: () => void;
}

/** Stays at the end of a scrolled element while the reader is there, and otherwise leaves the reader's place alone. */
export class PlaceKeeper {
  private isPinned = true;
  private fromBottom = 0;

  constructor(
    private readonly element: HTMLElement,
    private readonly reports: Reports,
  ) {}

  /** Returns how to stop. */
  start(): () => void {
    // Bubbles, the typing line, the composer and the on-screen keyboard all change what fits.
    const resized = new ResizeObserver(() => this.settle());
    resized.observe(this.element);
    for (const child of this.element.children) resized.observe(child);
    this.element.addEventListener('scroll', this.onScroll, { passive: true });
    return () => {
      resized.disconnect();
      this.element.removeEventListener('scroll', this.onScroll);
    };
  }

  /** Call when lines were added above: what was in view is in view again. */
  restore(): void {
    this.element.scrollTop = this.element.scrollHeight - this.fromBottom;
  }

  /** Call after every other change. */
  settle(): void {
    if (this.isPinned) this.element.scrollTop = this.element.scrollHeight;
    this.remember();
  }

  toBottom(): void {
    this.isPinned = true;
    this.settle();
  }

  private readonly onScroll = () => {
    this.remember();
    this.isPinned = this.fromBottom - this.element.clientHeight < AT_BOTTOM;
    this.reports.onAtBottom(this.isPinned);
    if (this.element.scrollTop < NEAR_TOP && !this.isPinned) this.reports.onNearTop();
  };

  private remember(): void {
    this.fromBottom = this.element.scrollHeight - this.element.scrollTop;
  }
}
