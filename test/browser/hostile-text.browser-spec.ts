import type { Browser, Locator } from 'playwright-core';

import { AgentInBrowser, VisitorInBrowser, launchBrowser } from './browser.ts';
import { startDemoServer } from './demo-server.ts';
import type { DemoServer } from './demo-server.ts';

let server: DemoServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startDemoServer(), launchBrowser()]);
}, 30_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const HOSTILE = [
  `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script><svg onload=alert(1)>`,
  '</textarea></div><style>*{display:none}</style><base href=//evil.example/><iframe src=//evil.example>',
  'javascript:alert(1) [here](javascript:alert(2)) data:text/html,<b>bold</b> vbscript:x JAVASCRIPT://%0aalert(3)',
  'https://bank.example@evil.example/ ftp://files.example //evil.example www.evil.example &lt;b&gt;',
  'Invoice \u202Egnp.exe and \u2067\u2066 never closed, https://good.example/\u202Egpj.evil',
  'pass\u200Bword \u{E0041}\u{E0042} \uFEFF a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u030A',
  `${'W'.repeat(3_000)} https://long.example/${'x'.repeat(2_000)}`,
];
const LINKS = ['https://good.example/', `https://long.example/${'x'.repeat(2_000)}`];
const LAST = 'That was all';

/** What stands in a log, as the browser has understood it. */
async function inspect(log: Locator, texts: string) {
  await log.getByText(LAST, { exact: true }).waitFor();
  return log.evaluate((element, selector) => {
    const written = [...element.querySelectorAll(selector)];
    return {
      texts: written.map(({ textContent }) => textContent),
      /** Elements that only the text could have made. */
      foreign: element.querySelectorAll('img, script, style, iframe, base, b').length,
      links: [...element.querySelectorAll('a')].map(({ href, target, rel }) => ({ href, target, rel })),
      /** A text that turns the direction does so for itself alone. */
      areIsolated: written.every((text) => getComputedStyle(text).unicodeBidi.startsWith('isolate')),
      isTooWide: [element, document.documentElement].some(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth),
    };
  }, texts);
}

it('what a visitor writes is shown as it was written, to the visitor and to the agent: nothing of it is interpreted but links', async () => {
  const visitor = await VisitorInBrowser.arrive(browser, server.url);
  const agent = await AgentInBrowser.signIn(browser, server.url, server.login);
  const titles = [await visitor.page.title(), await agent.page.title()];
  await visitor.openChat();
  for (const text of [...HOSTILE, LAST]) await visitor.write(text);
  await agent.openConversation(LAST);

  const seen = {
    texts: [...HOSTILE, LAST],
    foreign: 0,
    links: LINKS.map((href) => ({ href, target: '_blank', rel: 'noopener noreferrer nofollow' })),
    areIsolated: true,
    isTooWide: false,
  };
  expect(await inspect(visitor.chat.getByRole('log'), '.bubble')).toEqual(seen);
  expect(await inspect(agent.page.getByRole('log'), '[dir="auto"]')).toEqual(seen);
  expect([await visitor.page.title(), (await agent.page.title()).replace(/^\(\d+\) /, '')]).toEqual(titles);
  expect([...visitor.problems, ...agent.problems]).toEqual([]);
}, 60_000);
