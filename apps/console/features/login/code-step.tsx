import { Button } from '@mantine/core';
import { useState } from 'react';

import { useClient } from '../../session/session-context.ts';
import { CodeForm } from './code-form.tsx';
import { EntryPage } from './entry-page.tsx';
import { loginMessages as texts } from './login.messages.ts';
import type { CodeKind } from './second-factor-code.ts';
import type { Credentials } from './validate-login.ts';

export function CodeStep({ credentials, onBack }: { credentials: Credentials; onBack: () => void }) {
  const client = useClient();
  const [kind, setKind] = useState<CodeKind>('app');
  return (
    <EntryPage
      documentTitle={texts.documentTitle}
      title={texts.codeTitle}
      subtitle={kind === 'app' ? texts.codeSubtitle : texts.backupSubtitle}
    >
      <CodeForm
        kind={kind}
        onKind={setKind}
        submitLabel={texts.submit}
        onCode={(code) => client.login(credentials.email, credentials.password, code)}
      />
      <Button variant="subtle" color="gray" size="sm" fullWidth onClick={onBack}>
        {texts.back}
      </Button>
    </EntryPage>
  );
}
