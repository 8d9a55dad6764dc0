import { NativeSelect, type NativeSelectProps } from '@mantine/core';

import { useMe } from '../../../session/session-context.ts';
import { partsMessages } from '../parts/parts.messages.ts';
import { rolesToGive } from './team-rules.ts';
import { teamMessages as texts } from './team.messages.ts';

/** The roles that may be given, each with what it means. */
export function RoleSelect({ hint, ...select }: NativeSelectProps & { hint?: string | undefined }) {
  const roles = rolesToGive(useMe());
  const data = roles.map((role) => ({
    value: role,
    label: `${partsMessages.roles[role]} – ${partsMessages.roleHints[role]}`,
  }));
  return <NativeSelect {...select} label={texts.role} description={hint} data={data} />;
}
