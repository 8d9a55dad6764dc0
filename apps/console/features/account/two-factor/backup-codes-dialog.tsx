import { Alert, Button, VisuallyHidden } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy, IconDownload, IconEyeOff } from '@tabler/icons-react';

import { useMe } from '../../../session/session-context.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import dialog from '../../../ui/dialog.module.css';
import { codesFile, readableCode } from './backup-codes.ts';
import { downloadText } from './download-text.ts';
import classes from './two-factor.module.css';
import { twoFactorMessages as texts } from './two-factor.messages.ts';

interface BackupCodesDialogProps {
  codes: readonly string[] | null;
  onClose: () => void;
}

/** The codes are nowhere else: it closes by its button alone. */
export function BackupCodesDialog({ codes, onClose }: BackupCodesDialogProps) {
  return (
    <Dialog isOpen={codes !== null} onClose={onClose} title={texts.codesTitle} isSticky>
      <p>{texts.codesText}</p>
      <Alert color="yellow" p="xs" icon={<IconEyeOff size={18} />}>
        {texts.codesOnce}
      </Alert>
      <ul className={classes.codes} dir="ltr">
        {codes?.map((code) => (
          <li key={code}>{readableCode(code)}</li>
        ))}
      </ul>
      <Tools codes={codes ?? []} />
      <div className={dialog.buttons}>
        <Button size="sm" onClick={onClose}>
          {texts.done}
        </Button>
      </div>
    </Dialog>
  );
}

function Tools({ codes }: { codes: readonly string[] }) {
  const { email } = useMe();
  const { copied, copy } = useClipboard({ timeout: 3_000 });
  const file = codesFile(codes, email);
  return (
    <div className={classes.tools}>
      <Button
        size="sm"
        variant="default"
        data-autofocus
        leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
        onClick={() => copy(file)}
      >
        {copied ? texts.copied : texts.copy}
      </Button>
      <Button
        size="sm"
        variant="default"
        leftSection={<IconDownload size={16} />}
        onClick={() => downloadText(texts.fileName, file)}
      >
        {texts.download}
      </Button>
      <VisuallyHidden component="output">{copied ? texts.copied : ''}</VisuallyHidden>
    </div>
  );
}
