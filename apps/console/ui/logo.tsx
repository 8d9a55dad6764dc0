/** Two bubbles: one who asks, one who answers. */
export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 26 26" aria-hidden focusable="false">
      <path
        fill="#8fd8c5"
        d="M3.500 2.500h11a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H8.200l-3.900 3.200a.500.500 0 0 1-.800-.400v-2.800a3 3 0 0 1-3-3v-6a3 3 0 0 1 3-3Z"
      />
      <path
        fill="#fff"
        d="M19.500 8.500h3a3 3 0 0 1 3 3v6.200a3 3 0 0 1-2.600 3v2.600a.500.500 0 0 1-.800.400l-3.700-3h-6.900a3 3 0 0 1-2.800-2l1.700-1.700h4.600a4.500 4.500 0 0 0 4.500-4.500Z"
      />
    </svg>
  );
}
