import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent } from 'react';

import classes from './list-input.module.css';
import { readEntries, type ReadEntry } from './read-entries.ts';
import { uiMessages as texts } from './ui.messages.ts';

interface ListInputProps {
  label: string;
  description?: string;
  placeholder?: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
  read: ReadEntry;
  error?: string | undefined;
  /** Stands where the entries would be. */
  empty: string;
  /** By which a form finds the field. */
  'data-path'?: string;
}

/** A list that one types in entry by entry. What was typed and not added counts when the field is left. */
export function ListInput({ label, value, onChange, read, error, empty, ...input }: ListInputProps) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);

  const add = () => {
    const { entries, problem } = readEntries(typed, read);
    setProblem(problem);
    if (problem !== null || entries.length === 0) return;
    onChange([...new Set([...value, ...entries])]);
    setTyped('');
  };
  const addOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || typed.trim() === '') return;
    event.preventDefault();
    add();
  };
  const remove = (entry: string) => {
    onChange(value.filter((other) => other !== entry));
    field.current?.focus();
  };

  return (
    <div className={classes.root}>
      <TextInput
        ref={field}
        label={label}
        description={input.description}
        placeholder={input.placeholder}
        dir="ltr"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        error={problem ?? error}
        data-path={input['data-path']}
        data-unfinished={problem === null ? undefined : true}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={addOnEnter}
        onBlur={add}
        rightSectionWidth={68}
        rightSection={
          <Button size="compact-sm" variant="light" onClick={add}>
            {texts.add}
          </Button>
        }
      />
      <Entries label={label} entries={value} onRemove={remove} />
      {value.length === 0 && <p className={classes.empty}>{empty}</p>}
    </div>
  );
}

interface EntriesProps {
  label: string;
  entries: readonly string[];
  onRemove: (entry: string) => void;
}

function Entries({ label, entries, onRemove }: EntriesProps) {
  return (
    <ul className={classes.entries} aria-label={label}>
      {entries.map((entry) => (
        <li key={entry} className={classes.entry}>
          <span dir="ltr">{entry}</span>
          <ActionIcon size="sm" aria-label={texts.removeEntry(entry)} onClick={() => onRemove(entry)}>
            <IconX size={14} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}
