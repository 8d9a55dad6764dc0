import { messages } from '../../messages.ts';

/** A conversation that has not begun. */
export function Greeting({ isOnline }: { isOnline: boolean }) {
  return (
    <div class="blank">
      <span class="blank-sign" aria-hidden="true">
        <svg viewBox="0 0 48 48" class="greeting-sign">
          <path d="M20 9C10.6 9 4 14.6 4 21.6c0 3.8 2 7.1 5.2 9.4-.1 1.9-.9 3.7-2.2 5.2-.4.5 0 1.2.7 1.1 3.1-.3 5.8-1.5 7.8-3.2 1.4.3 2.9.4 4.5.4 9.4 0 16-5.6 16-12.9S29.4 9 20 9Z" />
          <path
            class="behind"
            d="M39.5 20.5c.3 1 .5 2 .5 3.1 0 8-7.4 13.9-17.3 14.7 2.3 1.1 5.1 1.7 8.1 1.7 1.2 0 2.3-.1 3.4-.3 1.5 1.3 3.5 2.1 5.8 2.3.5.1.9-.5.5-.9-1-1.1-1.5-2.5-1.6-3.9 2.4-1.7 3.9-4.1 3.9-6.9 0-3.9-1.2-7.3-3.3-9.8Z"
          />
        </svg>
      </span>
      <h2>{messages.greeting}</h2>
      <p>{isOnline ? messages.greetingOnline : messages.greetingAway}</p>
    </div>
  );
}
