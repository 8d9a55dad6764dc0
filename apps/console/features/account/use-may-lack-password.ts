import { useResource } from '../../ui/use-resource.ts';

/** Who came by single sign-on may have no password. */
export function useMayLackPassword(): boolean {
  const { data } = useResource('session.list', {});
  return data?.sessions.find(({ isCurrent }) => isCurrent)?.method === 'sso';
}
