import { Button } from '@mantine/core';
import { useRef, useState } from 'react';

import { useResource } from '../../../ui/use-resource.ts';
import { SettingsCard } from '../../settings/layout/settings-card.tsx';
import { Badge } from '../../settings/parts/badge.tsx';
import { LoadGate } from '../../settings/parts/load-gate.tsx';
import { BackupCodesDialog } from './backup-codes-dialog.tsx';
import { RenewCodesDialog } from './renew-codes-dialog.tsx';
import { SetUpDialog } from './set-up-dialog.tsx';
import { TurnOffDialog } from './turn-off-dialog.tsx';
import classes from './two-factor.module.css';
import { twoFactorMessages as texts } from './two-factor.messages.ts';

type DialogName = 'setUp' | 'renew' | 'turnOff';

export function TwoFactorCard() {
  const resource = useResource('twoFactor.get', {});
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const [newCodes, setNewCodes] = useState<readonly string[] | null>(null);
  const state = useRef<HTMLDivElement>(null);
  const close = () => setDialog(null);
  const showCodes = (codes: readonly string[]) => {
    close();
    setNewCodes(codes);
    void resource.reload();
  };
  // What opened the dialog is gone by then.
  const codesSaved = () => {
    setNewCodes(null);
    state.current?.focus();
  };
  const isOn = resource.data?.isEnabled;

  return (
    <SettingsCard
      title={texts.title}
      description={texts.hint}
      aside={
        isOn === undefined ? undefined : <Badge tone={isOn ? 'good' : undefined}>{isOn ? texts.on : texts.off}</Badge>
      }
    >
      <LoadGate resource={resource}>
        {({ isEnabled, backupCodesLeft }) => (
          <div ref={state} tabIndex={-1} className={classes.state}>
            {isEnabled ? (
              <EnabledState codesLeft={backupCodesLeft} onDialog={setDialog} />
            ) : (
              <Button size="sm" onClick={() => setDialog('setUp')}>
                {texts.setUp}
              </Button>
            )}
          </div>
        )}
      </LoadGate>
      <SetUpDialog isOpen={dialog === 'setUp'} onClose={close} onEnabled={showCodes} />
      <RenewCodesDialog isOpen={dialog === 'renew'} onClose={close} onRenewed={showCodes} />
      <TurnOffDialog isOpen={dialog === 'turnOff'} onClose={close} onTurnedOff={() => void resource.reload()} />
      <BackupCodesDialog codes={newCodes} onClose={codesSaved} />
    </SettingsCard>
  );
}

function EnabledState({ codesLeft, onDialog }: { codesLeft: number; onDialog: (name: DialogName) => void }) {
  return (
    <>
      <span className={classes.left}>{codesLeft > 0 ? texts.codesLeft(codesLeft) : texts.noCodesLeft}</span>
      <Button size="sm" variant="default" onClick={() => onDialog('renew')}>
        {texts.renew}
      </Button>
      <Button size="sm" variant="default" onClick={() => onDialog('turnOff')}>
        {texts.turnOff}
      </Button>
    </>
  );
}
