import { useState } from 'react';

import type { RouteOutput } from '#contracts';

import { useClient } from '../../../session/session-context.ts';
import { CopyField } from '../../../ui/copy-field.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { CodeForm } from '../../login/code-form.tsx';
import { PasswordStep } from './password-step.tsx';
import { QrCode } from './qr-code.tsx';
import classes from './two-factor.module.css';
import { twoFactorMessages as texts } from './two-factor.messages.ts';

interface SetUpDialogProps {
  isOpen: boolean;
  onClose: () => void;
  onEnabled: (backupCodes: readonly string[]) => void;
}

type Begun = RouteOutput<'twoFactor.begin'>;

export function SetUpDialog({ isOpen, onClose, onEnabled }: SetUpDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={texts.beginTitle}>
      <SetUp onClose={onClose} onEnabled={onEnabled} />
    </Dialog>
  );
}

/** Every opening begins with a secret of its own; nothing is in force before a code has shown that the app has it. */
function SetUp({ onClose, onEnabled }: Omit<SetUpDialogProps, 'isOpen'>) {
  const client = useClient();
  const [begun, setBegun] = useState<Begun | null>(null);
  const begin = (password: string) =>
    client.call('twoFactor.begin', { ...(password !== '' && { password }) }).then(setBegun);
  const enable = (code: string) =>
    client.call('twoFactor.enable', { code }).then(({ backupCodes }) => onEnabled(backupCodes));
  if (begun === null) return <PasswordStep onPassword={begin} onCancel={onClose} />;
  return <Scan {...begun} onCode={enable} onCancel={onClose} />;
}

interface ScanProps extends Begun {
  onCode: (code: string) => Promise<unknown>;
  onCancel: () => void;
}

function Scan({ secret, uri, onCode, onCancel }: ScanProps) {
  return (
    <>
      <p>{texts.scan}</p>
      <QrCode text={uri} label={texts.qr} className={classes.qr} />
      <a href={uri} className={classes.here}>
        {texts.here}
      </a>
      <CopyField label={texts.secret} value={secret} />
      <p>{texts.confirm}</p>
      <CodeForm kind="app" submitLabel={texts.enable} onCode={onCode} onCancel={onCancel} />
    </>
  );
}
