import { AlertIcon } from '../icons.tsx';

interface Props {
  title: string;
  detail?: string;
  /** Left out where nothing can be done. */
  action?: string;
  onAction: () => void;
}

export function Problem({ title, detail, action, onAction }: Props) {
  return (
    <div class="blank" role="alert">
      <span class="blank-sign problem">
        <AlertIcon />
      </span>
      <h2>{title}</h2>
      {detail && <p dir="auto">{detail}</p>}
      {action && (
        <button type="button" class="button" onClick={onAction}>
          {action}
        </button>
      )}
    </div>
  );
}
