import { memo } from 'react';

import { splitLinks } from '#chat-view';

/** Plain text with its line breaks; web addresses become links, nothing else is interpreted. */
export const MessageText = memo(function MessageText({ text }: { text: string }) {
  let offset = 0;
  return splitLinks(text).map((part) => {
    const key = offset;
    offset += part.text.length;
    if (part.href === undefined) return part.text;
    return (
      <a key={key} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
        {part.text}
      </a>
    );
  });
});
