/** Whom a JWT is about, as it says itself: not looked at is who signed it. Empty for what is none. */
export function subjectOf(identityToken: string): string {
  try {
    const payload = (identityToken.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(payload), (byte) => byte.charCodeAt(0));
    const { sub } = JSON.parse(new TextDecoder().decode(bytes)) as { sub?: unknown };
    return typeof sub === 'string' ? sub : '';
  } catch {
    return '';
  }
}
