import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';

import { Pages } from './pages.tsx';
import { SessionGate } from './session-gate.tsx';
import { Splash } from './splash.tsx';

const InvitationPage = lazy(() =>
  import('../features/login/links/invitation-page.tsx').then(({ InvitationPage }) => ({ default: InvitationPage })),
);
const NewPasswordPage = lazy(() =>
  import('../features/login/links/new-password-page.tsx').then(({ NewPasswordPage }) => ({ default: NewPasswordPage })),
);

/** Links that were sent to somebody lead to their pages whether or not somebody is signed in; everything else is behind the gate. */
export function Entrances() {
  return (
    <Suspense fallback={<Splash error={null} onRetry={() => undefined} />}>
      <Switch>
        <Route path="/invitation" component={InvitationPage} />
        <Route path="/new-password" component={NewPasswordPage} />
        <Route>
          <SessionGate>
            <Pages />
          </SessionGate>
        </Route>
      </Switch>
    </Suspense>
  );
}
