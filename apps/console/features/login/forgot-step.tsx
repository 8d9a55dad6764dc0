import { Button } from '@mantine/core';
import { useState } from 'react';

import { EntryPage } from './entry-page.tsx';
import classes from './entry-page.module.css';
import { ForgotForm } from './forgot-form.tsx';
import { loginMessages as texts } from './login.messages.ts';

interface ForgotStepProps {
  email: string;
  onEmail: (email: string) => void;
  onBack: () => void;
}

/** Says the same whether there is such an account or not. */
export function ForgotStep({ email, onEmail, onBack }: ForgotStepProps) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const back = (
    <Button variant="subtle" color="gray" size="sm" fullWidth onClick={onBack}>
      {texts.back}
    </Button>
  );
  if (sentTo !== null) {
    return (
      <EntryPage documentTitle={texts.documentTitle} title={texts.forgotSentTitle}>
        <output>{texts.forgotSent(sentTo)}</output>
        <p className={classes.hint}>{texts.forgotHelp}</p>
        {back}
      </EntryPage>
    );
  }
  const sent = (address: string) => {
    onEmail(address);
    setSentTo(address);
  };
  return (
    <EntryPage documentTitle={texts.documentTitle} title={texts.forgotTitle} subtitle={texts.forgotSubtitle}>
      <ForgotForm email={email} onSent={sent} />
      {back}
    </EntryPage>
  );
}
