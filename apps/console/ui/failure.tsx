import { Alert } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';

import { errorText } from './error-text.ts';

/** Why a form was refused, said aloud; nothing as long as there is no error. */
export function Failure({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null;
  return (
    <Alert color="red" p="xs" role="alert" icon={<IconAlertCircle size={18} />}>
      {errorText(error)}
    </Alert>
  );
}
