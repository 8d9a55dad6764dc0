function Icon({ shape }: { shape: string }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={shape} />
    </svg>
  );
}

export const SpeechIcon = () => (
  <Icon shape="M12 4c-4.7 0-8.5 3.2-8.5 7.2 0 2.2 1.1 4.1 2.9 5.4-.1 1-.5 2-1.2 2.8 1.7-.2 3.2-.8 4.3-1.7.8.2 1.6.3 2.5.3 4.7 0 8.5-3.1 8.5-7S16.7 4 12 4Z" />
);
export const CloseIcon = () => <Icon shape="M6 6l12 12M18 6 6 18" />;
export const SendIcon = () => <Icon shape="M12 19V5M5.5 11.5 12 5l6.5 6.5" />;
export const DownIcon = () => <Icon shape="M12 5v14M5.5 12.5 12 19l6.5-6.5" />;
export const AlertIcon = () => <Icon shape="M12 7.5v5.5M12 16.4v.1M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z" />;
export const OfflineIcon = () => (
  <Icon shape="M4 4l16 16M5 12.5a10 10 0 0 1 4-2.4M2 9a15 15 0 0 1 4.5-2.7M12 19.5v.1M8.5 16a5 5 0 0 1 5-1.2M19 12.5a10 10 0 0 0-4.5-2.5M22 9a15 15 0 0 0-11-4" />
);
export const ShieldIcon = () => (
  <Icon shape="M12 3 5 5.7v5.6c0 4.4 2.9 7.7 7 9.4 4.1-1.7 7-5 7-9.4V5.7L12 3Zm-3 9 2.2 2.2L15.2 10" />
);
