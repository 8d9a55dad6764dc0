import { useCallback, useEffect, useLayoutEffect, useState } from 'preact/hooks';

import type { ClientError, VisitorClient, VisitorStart } from '#client';

import type { Page } from '../frame/page.ts';
import { useStore } from '../use-store.ts';

export interface Session {
  /** Why there is none, as far as the server says. */
  refusal: ClientError | null;
  /** The visitor has ended it here. */
  isEnded: boolean;
  /** There is one, or there is about to be. */
  isRunning: boolean;
  /** This browser may keep things: the server has let it in, now or before. */
  mayRemember: boolean;
  start: (options?: VisitorStart) => void;
  /** Ends it, and takes everything out of this browser. */
  forget: () => void;
}

interface Options {
  client: VisitorClient;
  page: Page;
  /** Another visitor uses this browser from now on: called before anything is drawn for them. */
  onHandover: () => void;
}

/** `left`: the user has left the website, and the chat begins anew once it is opened. `ended`: it begins when they say so. */
type Phase = 'running' | 'left' | 'ended';

export function useSession({ client, page, onHandover }: Options): Session {
  const visitor = useStore(client.visitor);
  const refusal = useStore(client.refusal);
  const user = useStore(page.user);
  const { isOpen } = useStore(page.panel);
  const [phase, setPhase] = useState<Phase>(user?.type === 'parley:logout' ? 'left' : 'running');

  const start = useCallback(
    (options?: VisitorStart) => {
      setPhase('running');
      client.start(options).catch(() => undefined); // why, stands in `refusal`
    },
    [client],
  );
  const forget = useCallback(
    (next: Phase) => {
      setPhase(next);
      void client.forget();
      // The page may rely on it: by now, nothing is kept.
      page.tell({ type: 'parley:remember', isAllowed: false });
    },
    [client, page],
  );

  useLayoutEffect(() => client.handovers.subscribe(onHandover), [client, onHandover]);
  useLayoutEffect(() => {
    if (user?.type === 'parley:identify') client.identify(user.token);
    if (user?.type === 'parley:logout') forget('left');
  }, [client, user, forget]);
  // Nobody's chat is shown while the website is about to say whose it is.
  const isAwaited = user?.type === 'parley:identifying' && !visitor;
  const isDue = !isAwaited && (phase === 'running' || (phase === 'left' && isOpen));
  useEffect(() => {
    if (isDue) start();
  }, [start, isDue, phase]);
  useEffect(() => {
    if (visitor) page.tell({ type: 'parley:remember', isAllowed: true });
  }, [page, visitor]);

  const isRunning = isDue && !refusal;
  // Whom the website names may be another one than who was here before.
  const isNamed = user !== null && user.type !== 'parley:anonymous';
  const mayRemember = visitor !== null || (isRunning && !isNamed && client.isKnown);
  return { refusal, isEnded: phase === 'ended', isRunning, mayRemember, start, forget: () => forget('ended') };
}
