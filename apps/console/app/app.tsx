import { DirectionProvider, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { Router } from 'wouter';

import { SessionContext, type Session } from '../session/session-context.ts';
import { theme } from '../theme/theme.ts';
import { Entrances } from './entrances.tsx';
import { ErrorBoundary } from './error-boundary.tsx';

const BASE = import.meta.env.BASE_URL.replace(/\/$/, '');

/** The style switches are off because `theme/tokens.css` holds those rules: no <style> element is made at run time. */
export function App({ session }: { session: Session }) {
  return (
    <DirectionProvider>
      <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
        <ErrorBoundary>
          <SessionContext value={session}>
            <Router base={BASE}>
              <Entrances />
            </Router>
          </SessionContext>
        </ErrorBoundary>
        <Notifications position="bottom-right" containerWidth={360} />
      </MantineProvider>
    </DirectionProvider>
  );
}
