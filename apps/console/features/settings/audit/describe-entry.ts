import type { RouteOutput } from '#contracts';

import { fullDate } from '../../../ui/dates.ts';
import { visitorName } from '../../../ui/people.ts';
import { auditMessages as texts } from './audit.messages.ts';

export type AuditEntry = RouteOutput<'audit.list'>['entries'][number];

/** What was done, and to whom: "Invited ben@example.com". */
export function describeEntry({ action, target }: Pick<AuditEntry, 'action' | 'target'>): string {
  return texts.actions[action](target === null ? texts.someone : targetName(target));
}

function targetName(target: NonNullable<AuditEntry['target']>): string {
  if (target.kind === 'visitor') return visitorName(target);
  return target.name ?? texts.someone;
}

/** The details as lines to read: `Role: agent → admin`. Ids say nothing to people and are left out. */
export function describeDetails(details: AuditEntry['details']): string[] {
  return Object.entries(details)
    .filter(([key, value]) => !isId(key, value) && value !== null && value !== '')
    .map(([key, value]) => texts.detail(texts.labels[key] ?? key, describe(value)));
}

const TIMESTAMP = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

function isId(key: string, value: unknown): boolean {
  return key.endsWith('Id') ? key !== 'clientId' : typeof value === 'string' && UUID.test(value);
}

function describe(value: unknown): string {
  if (value === null || value === undefined || value === '') return texts.nothing;
  if (typeof value === 'boolean') return value ? texts.yes : texts.no;
  if (Array.isArray(value)) return value.length === 0 ? texts.nothing : value.map(describe).join(', ');
  if (isChange(value)) return texts.change(describe(value.from), describe(value.to));
  if (typeof value === 'string') return TIMESTAMP.test(value) ? fullDate(value) : (texts.words[value] ?? value);
  return JSON.stringify(value);
}

function isChange(value: unknown): value is { from: unknown; to: unknown } {
  return typeof value === 'object' && value !== null && 'from' in value && 'to' in value;
}
