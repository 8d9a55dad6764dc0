import {
  IconBan,
  IconDevices,
  IconHistory,
  IconKey,
  IconLogin2,
  IconUserCircle,
  IconUsers,
  IconWorld,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';

import type { Agent, RouteName } from '#contracts';
import { isAllowed } from '#contracts';

import { AccountPage } from '../../account/account-page.tsx';
import { SessionsPage } from '../../account/sessions/sessions-page.tsx';
import { ApiKeysPage } from '../api-keys/api-keys-page.tsx';
import { AuditPage } from '../audit/audit-page.tsx';
import { BansPage } from '../bans/bans-page.tsx';
import { SitesPage } from '../sites/sites-page.tsx';
import { SsoPage } from '../sso/sso-page.tsx';
import { TeamPage } from '../team/team-page.tsx';
import { settingsMessages as texts } from './settings.messages.ts';

export interface Section {
  /** The last part of its address: `/settings/<path>`. */
  path: string;
  group: keyof typeof texts.groups;
  label: string;
  Icon: typeof IconUserCircle;
  /** Who may call this route sees the section. */
  needs: RouteName;
  Page: ComponentType;
}

/** Every page of the settings, in the order of the navigation. */
export const SECTIONS: readonly [Section, ...Section[]] = [
  {
    path: 'account',
    group: 'account',
    label: texts.sections.account,
    Icon: IconUserCircle,
    needs: 'agent.me',
    Page: AccountPage,
  },
  {
    path: 'sessions',
    group: 'account',
    label: texts.sections.sessions,
    Icon: IconDevices,
    needs: 'session.list',
    Page: SessionsPage,
  },
  {
    path: 'team',
    group: 'workspace',
    label: texts.sections.team,
    Icon: IconUsers,
    needs: 'agent.change',
    Page: TeamPage,
  },
  {
    path: 'sites',
    group: 'workspace',
    label: texts.sections.sites,
    Icon: IconWorld,
    needs: 'site.list',
    Page: SitesPage,
  },
  {
    path: 'bans',
    group: 'workspace',
    label: texts.sections.bans,
    Icon: IconBan,
    needs: 'ban.list',
    Page: BansPage,
  },
  {
    path: 'api-keys',
    group: 'workspace',
    label: texts.sections.apiKeys,
    Icon: IconKey,
    needs: 'apiKey.list',
    Page: ApiKeysPage,
  },
  {
    path: 'sso',
    group: 'workspace',
    label: texts.sections.sso,
    Icon: IconLogin2,
    needs: 'sso.set',
    Page: SsoPage,
  },
  {
    path: 'audit',
    group: 'workspace',
    label: texts.sections.audit,
    Icon: IconHistory,
    needs: 'audit.list',
    Page: AuditPage,
  },
];

export function sectionsFor({ role }: Pick<Agent, 'role'>): readonly Section[] {
  return SECTIONS.filter(({ needs }) => isAllowed(needs, { kind: 'agent', role }));
}
