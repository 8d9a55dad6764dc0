import { messages } from '../../messages.ts';

export function PolicyLink({ url }: { url: string | null | undefined }) {
  if (!url) return null;
  return (
    <a class="policy-link" href={url} target="_blank" rel="noopener noreferrer">
      {messages.privacyPolicy}
    </a>
  );
}
