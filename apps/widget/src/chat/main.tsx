import './styles/base.css';
import './styles/header.css';
import './styles/conversation.css';
import './styles/message.css';
import './styles/composer.css';
import './styles/screens.css';

import { render } from 'preact';

import { browserStore } from '#chat-view';
import { createVisitorClient } from '#client';

import { readFrameAddress } from '../bridge/frame-address.ts';
import { App } from './app.tsx';
import { embeddingPage, noPage } from './frame/page.ts';

const { siteKey, pageOrigin, dir } = readFrameAddress(new URL(location.href));
document.documentElement.dir = dir;

const isEmbedded = pageOrigin !== null && window.parent !== window;
const page = isEmbedded ? await embeddingPage(pageOrigin) : noPage();
const store = browserStore(() => localStorage);
const embeddedBy = isEmbedded ? pageOrigin : undefined;
const onIdentityExpired = () => page.tell({ type: 'parley:expired' });
const client = createVisitorClient({ baseUrl: '', siteKey, store, embeddedBy, onIdentityExpired });
const drafts = browserStore(() => sessionStorage);

render(<App {...{ client, siteKey, page, drafts }} />, document.querySelector('#chat')!);
