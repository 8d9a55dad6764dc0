import { messages } from '../../messages.ts';
import { DownIcon } from '../icons.tsx';

export function JumpButton({ hasNews, onJump }: { hasNews: boolean; onJump: () => void }) {
  return (
    <button type="button" class={hasNews ? 'jump news' : 'jump'} onClick={onJump}>
      <DownIcon />
      <span class={hasNews ? '' : 'visually-hidden'}>{hasNews ? messages.newMessages : messages.jumpToLatest}</span>
    </button>
  );
}
