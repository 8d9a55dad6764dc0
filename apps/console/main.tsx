import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { browserStore } from '#chat-view';
import { createAgentClient } from '#client';

import { App } from './app/app.tsx';
import './theme/styles.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element #root');

const store = browserStore(() => localStorage);
const client = createAgentClient({ baseUrl: '', store });
createRoot(root).render(
  <StrictMode>
    <App session={{ client, store }} />
  </StrictMode>,
);
