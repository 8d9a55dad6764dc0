import { Combobox, useCombobox } from '@mantine/core';
import { useState } from 'react';

import type { Person } from '#contracts';
import type { AgentConversationView } from '#client';

import { reportError } from '../../../ui/report-error.ts';
import { conversationMessages as texts } from '../conversation.messages.ts';
import { AssigneeButton } from './assignee-button.tsx';
import { AssigneeOptions } from './assignee-options.tsx';
import { NOBODY } from './match-agents.ts';
import { useAgents } from './use-agents.ts';

/** Shows who has the conversation, and gives it to anybody of the workspace. */
export function AssigneePicker({ assignee, view }: { assignee: Person | null; view: AgentConversationView }) {
  const [search, setSearch] = useState('');
  const { agents, load } = useAgents();
  const combobox = useCombobox({
    onDropdownOpen: () => {
      load();
      combobox.focusSearchInput();
    },
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setSearch('');
    },
  });
  const assign = (value: string) => {
    combobox.closeDropdown();
    view.assign(value === NOBODY ? null : value).catch(reportError);
  };

  return (
    <Combobox store={combobox} width={248} position="bottom-end" shadow="md" onOptionSubmit={assign}>
      <Combobox.Target targetType="button" withAriaAttributes={false}>
        <AssigneeButton
          assignee={assignee}
          isOpen={combobox.dropdownOpened}
          onClick={() => combobox.toggleDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            combobox.updateSelectedOptionIndex();
          }}
          placeholder={texts.searchAgents}
          aria-label={texts.searchAgents}
        />
        <AssigneeOptions agents={agents} assigneeId={assignee?.id ?? null} search={search} />
      </Combobox.Dropdown>
    </Combobox>
  );
}
