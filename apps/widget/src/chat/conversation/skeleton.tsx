import { messages } from '../../messages.ts';

/** Stands in for a conversation that is being loaded. */
export function Skeleton() {
  return (
    <output class="skeleton">
      <span class="visually-hidden">{messages.loading}</span>
      {['theirs', 'theirs short', 'own', 'theirs', 'own short'].map((shape) => (
        <span key={shape} class={`ghost ${shape}`} aria-hidden="true" />
      ))}
    </output>
  );
}
