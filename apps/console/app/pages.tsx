import { lazy, Suspense } from 'react';
import { Redirect, useRoute } from 'wouter';

import { Shell } from '../shell/shell.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { Splash } from './splash.tsx';
import { Workplace } from './workplace.tsx';

/** Apart from the rest: whoever answers conversations all day does not load it. */
const SettingsArea = lazy(() =>
  import('../features/settings/settings-area.tsx').then(({ SettingsArea }) => ({ default: SettingsArea })),
);

/** Every address of the console for who is signed in. The list stays mounted while one moves between conversations. */
export function Pages() {
  const [isInbox] = useRoute('/');
  const [isConversation, params] = useRoute('/conversations/:id');
  const [isSettings, settings] = useRoute('/settings/:section?/:item?');
  // Single sign-on comes back to it when it has failed.
  const [isLogin] = useRoute('/login');
  if (isLogin) return <Redirect to="/" replace />;
  return (
    <Shell isDetail={isConversation || (isSettings && settings.section !== undefined)}>
      {(isInbox || isConversation) && <Workplace conversationId={isConversation ? params.id : null} />}
      {isSettings && <Settings path={settings.section} />}
      {!isInbox && !isConversation && !isSettings && <NotFoundPage />}
    </Shell>
  );
}

/** The navigation stays usable when this part of the program cannot be loaded. */
function Settings({ path }: { path: string | undefined }) {
  return (
    <ErrorBoundary>
      <Suspense fallback={<Splash error={null} onRetry={() => undefined} />}>
        <SettingsArea path={path} />
      </Suspense>
    </ErrorBoundary>
  );
}
