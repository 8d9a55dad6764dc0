import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';

import { chromiumPath } from '#testing';

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: ARGUMENTS });
}

/** A person at a computer of their own. What goes wrong in their pages is written down. */
export class Person {
  readonly problems: string[] = [];

  protected constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.problems.push(String(error)));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) this.problems.push(message.text());
    });
  }

  protected static async newPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
    return (await browser.newContext(options)).newPage();
  }
}

export class VisitorInBrowser extends Person {
  static async arrive(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<VisitorInBrowser> {
    return this.arriveAt(browser, `${url}/demo/`, options);
  }

  /** On any page with a chat. */
  static async arriveAt(
    browser: Browser,
    page: string,
    options: BrowserContextOptions = {},
  ): Promise<VisitorInBrowser> {
    const visitor = new VisitorInBrowser(await this.newPage(browser, options));
    await visitor.page.goto(page);
    return visitor;
  }

  get chat(): FrameLocator {
    return this.page.frameLocator('parley-chat iframe');
  }

  async openChat(): Promise<void> {
    await this.page.locator('parley-chat .launcher').click();
    await this.chat.getByPlaceholder('Write a message').waitFor();
  }

  async write(text: string): Promise<void> {
    const field = this.chat.getByPlaceholder('Write a message');
    await field.fill(text);
    await field.press('Enter');
  }

  async reads(text: string): Promise<void> {
    await this.chat.getByRole('log').getByText(text, { exact: true }).waitFor();
  }

  messages(): Promise<string[]> {
    return this.chat.getByRole('log').locator('.bubble').allInnerTexts();
  }
}

export class AgentInBrowser extends Person {
  static async signIn(
    browser: Browser,
    url: string,
    { email, password }: { email: string; password: string },
    options: BrowserContextOptions = {},
  ): Promise<AgentInBrowser> {
    const agent = new AgentInBrowser(await this.newPage(browser, options));
    await agent.page.goto(`${url}/console/`);
    await agent.page.getByLabel('E-mail address').fill(email);
    await agent.page.getByLabel('Password', { exact: true }).fill(password);
    await agent.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await agent.page.getByRole('heading', { name: 'Inbox' }).waitFor();
    return agent;
  }

  async openConversation(preview: string): Promise<void> {
    await this.page.getByText(preview, { exact: true }).first().click();
    await this.page.getByRole('log').getByText(preview, { exact: true }).waitFor();
  }

  async reply(text: string): Promise<void> {
    const field = this.page.getByPlaceholder('Write to', { exact: false });
    await field.fill(text);
    await field.press('Enter');
  }

  async addNote(text: string): Promise<void> {
    await this.page.getByText('Note', { exact: true }).first().click();
    const field = this.page.getByRole('textbox').last();
    await field.fill(text);
    await field.press('Enter');
    await this.reads(text);
    await this.page.getByText('Reply', { exact: true }).first().click();
  }

  async reads(text: string): Promise<void> {
    await this.page.getByRole('log').getByText(text, { exact: true }).waitFor();
  }

  messages(): Promise<string[]> {
    return this.page.getByRole('log').locator('[dir="auto"]').allInnerTexts();
  }
}
