interface Origins {
  baseUrl: string;
  realtimeUrl?: string;
}

/** Origin and namespace; an empty origin leaves the namespace alone, which means the page's own. */
export function socketUrl({ baseUrl, realtimeUrl }: Origins, named: string | null, namespace: string): string {
  return (realtimeUrl || named || baseUrl).replace(/\/$/, '') + namespace;
}
