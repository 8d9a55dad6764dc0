/** What sites paste into their pages. */
export function embedSnippet(origin: string, siteKey: string): string {
  return `<script src="${origin}/widget.js" data-site="${siteKey}" async></script>`;
}

/** How a site's server says who its user is. */
export function signingExample(siteKey: string): string {
  return `import { SignJWT } from 'jose';

const secret = new TextEncoder()
  .encode(process.env.PARLEY_IDENTITY_SECRET);
const token = await new SignJWT({ name: user.name, email: user.email })
  .setProtectedHeader({ alg: 'HS256' })
  .setSubject(user.id)
  .setAudience('${siteKey}')
  .setExpirationTime('5 minutes')
  .sign(secret);`;
}

/** The widget may be loaded later than the page: until then calls wait in `q`. */
export const IDENTIFY_EXAMPLE = `<script>
  window.Parley ??= (...call) => (Parley.q ??= []).push(call);
  Parley('identify', 'TOKEN FROM YOUR SERVER');
</script>`;
