/** One horizontal bar, with a line from the lowest to the highest run. */
export interface Bar {
  label: string;
  text: string;
  isOurs: boolean;
  median: number;
  min: number;
  max: number;
}

export interface Chart {
  title: string;
  bars: readonly Bar[];
}

const WIDTH = 880;
const LEFT = 250;
const RIGHT = 110;
const ROW = 34;
const TITLE = 44;
/** Readable on white and on black pages alike: no background of its own, and greys in the middle. */
const STYLE = `
    text { font: 14px system-ui, sans-serif; fill: #6b7280; }
    .title { font-weight: 600; }
    .ours { fill: #0d9488; }
    .theirs { fill: #9ca3af; }
    .range { stroke: #6b7280; stroke-width: 1.5; }`;

/** An SVG of charts one below the other. */
export function drawing(caption: string, charts: readonly Chart[]): string {
  let top = 0;
  const parts = charts.map((chart) => {
    const part = drawChart(chart, top);
    top += TITLE + chart.bars.length * ROW;
    return part;
  });
  const height = top + 40;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img">
  <title>${caption}</title>
  <style>${STYLE}
  </style>
${parts.join('\n')}
  <text x="0" y="${height - 10}">${caption}</text>
</svg>
`;
}

function drawChart({ title, bars }: Chart, top: number): string {
  const scale = (WIDTH - LEFT - RIGHT) / Math.max(...bars.map(({ max }) => max));
  const rows = bars.map((bar, index) => drawBar(bar, top + TITLE + index * ROW, scale));
  return [`  <text class="title" x="0" y="${top + 26}">${title}</text>`, ...rows].join('\n');
}

function drawBar({ label, text, isOurs, median, min, max }: Bar, y: number, scale: number): string {
  const x = (value: number) => (LEFT + value * scale).toFixed(1);
  const middle = y + 11;
  return [
    `  <text x="${LEFT - 10}" y="${y + 16}" text-anchor="end">${label}</text>`,
    `  <rect class="${isOurs ? 'ours' : 'theirs'}" x="${LEFT}" y="${y}" width="${(median * scale).toFixed(1)}" height="22" rx="3"/>`,
    `  <line class="range" x1="${x(min)}" y1="${middle}" x2="${x(max)}" y2="${middle}"/>`,
    `  <text x="${(LEFT + max * scale + 8).toFixed(1)}" y="${y + 16}">${text}</text>`,
  ].join('\n');
}
