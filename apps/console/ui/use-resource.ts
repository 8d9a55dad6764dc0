import { useCallback, useEffect, useRef, useState } from 'react';

import type { RouteInput, RouteName, RouteOutput } from '#contracts';

import { useClient } from '../session/session-context.ts';

export interface Resource<T> {
  /** What was read last; it stays while it is read again. */
  data: T | undefined;
  /** Why the last reading failed. */
  error: unknown;
  /** Never rejects. */
  reload: () => Promise<void>;
  /** Puts what a change has answered in its place. */
  set: (data: T) => void;
}

/** What a route answers, read when the page opens. An answer that was overtaken by a newer one is dropped. */
export function useResource<N extends RouteName>(route: N, input: RouteInput<N>): Resource<RouteOutput<N>> {
  const client = useClient();
  const [state, setState] = useState<{ data?: RouteOutput<N>; error: unknown }>({ error: null });
  const latest = useRef(0);
  const query = JSON.stringify(input);

  const set = useCallback((data: RouteOutput<N>) => {
    latest.current++;
    setState({ data, error: null });
  }, []);
  const reload = useCallback(async () => {
    const turn = ++latest.current;
    try {
      const data = await client.call(route, JSON.parse(query) as RouteInput<N>);
      if (turn === latest.current) setState({ data, error: null });
    } catch (error) {
      if (turn === latest.current) setState((before) => ({ ...before, error }));
    }
  }, [client, route, query]);
  useEffect(() => {
    void (async () => reload())();
  }, [reload]);

  return { data: state.data, error: state.error, reload, set };
}
