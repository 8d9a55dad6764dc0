import { useMemo } from 'react';

import { qrPath } from './qr-path.ts';

interface QrCodeProps {
  text: string;
  label: string;
  className: string | undefined;
}

/** Dark on light in either colour scheme: many readers do not take it the other way round. */
export function QrCode({ text, label, className }: QrCodeProps) {
  const { size, path } = useMemo(() => qrPath(text), [text]);
  return (
    <svg
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <img> would need a data: URL
      role="img"
      aria-label={label}
      className={className}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
