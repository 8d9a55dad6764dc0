import { useState } from 'react';

import { SettingsCard } from '../layout/settings-card.tsx';
import { SettingsPage } from '../layout/settings-page.tsx';
import { AuditFilterFields, type AuditFilter } from './audit-filter-fields.tsx';
import { AuditList } from './audit-list.tsx';
import { auditMessages as texts } from './audit.messages.ts';

export function AuditPage() {
  const [filter, setFilter] = useState<AuditFilter>({});
  return (
    <SettingsPage title={texts.title} description={texts.description}>
      <AuditFilterFields filter={filter} onChange={setFilter} />
      <SettingsCard isFlush>
        <AuditList key={JSON.stringify(filter)} filter={filter} onShowAll={() => setFilter({})} />
      </SettingsCard>
    </SettingsPage>
  );
}
