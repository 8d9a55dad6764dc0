import './styles/base.css';
import './styles/header.css';
import './styles/conversation.css';
import './styles/message.css';
import './styles/composer.css';

import { render } from 'preact';

import { browserStore } from '#chat-view';
import { createVisitorClient } from '#client';

import { readFrameAddress } from '../bridge/frame-address.ts';
import { App } from './app.tsx';
import { embeddingPage, noPage } from './frame/page.ts';

const { siteKey, pageOrigin, dir } = readFrameAddress(new URL(location.href));
document.documentElement.dir = dir;

const page = pageOrigin && window.parent !== window ? embeddingPage(pageOrigin) : noPage();
const client = createVisitorClient({ baseUrl: '', siteKey, store: browserStore(() => localStorage) });
const drafts = browserStore(() => sessionStorage);

render(
  <App client={client} page={page} drafts={drafts} draftKey={`parley:draft:${siteKey}`} />,
  document.querySelector('#chat')!,
);
