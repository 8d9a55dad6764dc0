import { Button } from '@mantine/core';

import { useAction } from './use-action.ts';
import { useOnVisible } from './use-on-visible.ts';

interface MoreButtonProps {
  label: string;
  className: string | undefined;
  load: () => Promise<void>;
}

/** Loads as soon as it scrolls into view; the button is for keyboards and for trying again. */
export function MoreButton({ label, className, load }: MoreButtonProps) {
  const { run, isRunning } = useAction(load);
  const ref = useOnVisible<HTMLDivElement>(run);
  return (
    <div ref={ref} className={className}>
      <Button variant="subtle" color="gray" loading={isRunning} onClick={run}>
        {label}
      </Button>
    </div>
  );
}
