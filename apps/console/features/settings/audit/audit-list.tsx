import { Button } from '@mantine/core';
import { IconListSearch } from '@tabler/icons-react';

import { MoreButton } from '../../../ui/more-button.tsx';
import { LoadGate } from '../parts/load-gate.tsx';
import { NothingYet } from '../parts/nothing-yet.tsx';
import type { AuditFilter } from './audit-filter-fields.tsx';
import { AuditTable } from './audit-table.tsx';
import classes from './audit.module.css';
import { auditMessages as texts } from './audit.messages.ts';
import { useAuditPages } from './use-audit-pages.ts';

interface AuditListProps {
  filter: AuditFilter;
  onShowAll: () => void;
}

export function AuditList({ filter, onShowAll }: AuditListProps) {
  const { newest, entries, hasOlder, loadOlder } = useAuditPages(filter);
  return (
    <LoadGate resource={newest}>
      {() =>
        entries.length === 0 ? (
          <NoEntries isFiltered={Object.keys(filter).length > 0} onShowAll={onShowAll} />
        ) : (
          <>
            <AuditTable entries={entries} />
            {hasOlder && (
              <MoreButton key={entries.length} label={texts.older} className={classes.more} load={loadOlder} />
            )}
          </>
        )
      }
    </LoadGate>
  );
}

function NoEntries({ isFiltered, onShowAll }: { isFiltered: boolean; onShowAll: () => void }) {
  const icon = <IconListSearch stroke={1.4} />;
  if (!isFiltered) return <NothingYet icon={icon} title={texts.none} text={texts.noneText} />;
  const all = (
    <Button variant="default" size="sm" onClick={onShowAll}>
      {texts.showAll}
    </Button>
  );
  return <NothingYet icon={icon} title={texts.noMatch} text={texts.noMatchText} action={all} />;
}
