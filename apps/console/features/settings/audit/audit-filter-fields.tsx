import { NativeSelect } from '@mantine/core';

import { AUDIT_ACTIONS, type AuditAction } from '#contracts';

import { useResource } from '../../../ui/use-resource.ts';
import classes from './audit.module.css';
import { auditMessages as texts } from './audit.messages.ts';

export interface AuditFilter {
  action?: AuditAction;
  actorId?: string;
}

interface AuditFilterFieldsProps {
  filter: AuditFilter;
  onChange: (filter: AuditFilter) => void;
}

const ACTIONS = AUDIT_ACTIONS.map((action) => ({ value: action, label: texts.filters[action] }));

export function AuditFilterFields({ filter, onChange }: AuditFilterFieldsProps) {
  const agents = useResource('agent.list', {}).data?.agents ?? [];
  const people = agents
    .map(({ id, name }) => ({ value: id, label: name }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
  const choose = (change: { action?: string; actorId?: string }) => {
    const { action, actorId } = { ...filter, ...change };
    const known = AUDIT_ACTIONS.find((candidate) => candidate === action);
    onChange({ ...(known && { action: known }), ...(actorId !== undefined && actorId !== '' && { actorId }) });
  };
  return (
    <div className={classes.filters}>
      <NativeSelect
        label={texts.filterAction}
        data={[{ value: '', label: texts.anyAction }, ...ACTIONS]}
        value={filter.action ?? ''}
        onChange={(event) => choose({ action: event.currentTarget.value })}
      />
      <NativeSelect
        label={texts.filterAgent}
        data={[{ value: '', label: texts.anyone }, ...people]}
        value={filter.actorId ?? ''}
        onChange={(event) => choose({ actorId: event.currentTarget.value })}
      />
    </div>
  );
}
