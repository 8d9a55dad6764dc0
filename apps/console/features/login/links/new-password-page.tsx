import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';

import { EntryPage } from '../entry-page.tsx';
import classes from '../entry-page.module.css';
import { ForgotForm } from '../forgot-form.tsx';
import { loginMessages } from '../login.messages.ts';
import { LinkExpired } from './link-expired.tsx';
import { linksMessages as texts } from './links.messages.ts';
import { NewPasswordForm } from './new-password-form.tsx';
import { useLinkToken } from './use-link-token.ts';

/** Where the link for a new password leads. */
export function NewPasswordPage() {
  const token = useLinkToken();
  return <NewPasswordByToken key={token} token={token} />;
}

function NewPasswordByToken({ token }: { token: string | null }) {
  const [state, setState] = useState<'asking' | 'set' | 'expired'>(token === null ? 'expired' : 'asking');
  if (state === 'set') return <PasswordSet />;
  if (state === 'expired' || token === null) return <Expired />;
  return (
    <EntryPage
      documentTitle={texts.passwordDocumentTitle}
      title={texts.passwordTitle}
      subtitle={texts.passwordSubtitle}
    >
      <NewPasswordForm token={token} onSet={() => setState('set')} onExpired={() => setState('expired')} />
    </EntryPage>
  );
}

function PasswordSet() {
  return (
    <EntryPage documentTitle={texts.passwordDocumentTitle} title={texts.passwordSetTitle}>
      <output>{texts.passwordSet}</output>
      <Button component={Link} href="/" size="sm" fullWidth>
        {texts.toLogin}
      </Button>
    </EntryPage>
  );
}

function Expired() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  return (
    <LinkExpired documentTitle={texts.passwordDocumentTitle} text={texts.passwordExpired}>
      {sentTo === null ? (
        <ForgotForm email="" onSent={setSentTo} />
      ) : (
        <>
          <output>{loginMessages.forgotSent(sentTo)}</output>
          <p className={classes.hint}>{loginMessages.forgotHelp}</p>
        </>
      )}
    </LinkExpired>
  );
}
