import { Checkbox, Input } from '@mantine/core';
import { useId } from 'react';

import type { Scope } from '#contracts';

import { apiKeysMessages as texts } from './api-keys.messages.ts';
import { scopeGroups, toggled } from './scope-groups.ts';
import classes from './api-keys.module.css';

interface ScopeFieldProps {
  value: readonly Scope[];
  onChange: (scopes: Scope[]) => void;
  error?: string | undefined;
}

/** A row for each resource, with what may be read and written of it. */
export function ScopeField({ value, onChange, error }: ScopeFieldProps) {
  const errorId = useId();
  return (
    <fieldset className={classes.scopes} aria-describedby={error === undefined ? undefined : errorId}>
      <legend className={classes.legend}>{texts.scopes}</legend>
      {scopeGroups().map(({ resource, read, write }) => (
        <div key={resource} className={classes.scope}>
          <span>{texts.resources[resource]}</span>
          {[read, write].map(
            (scope) =>
              scope && (
                <Checkbox
                  key={scope}
                  size="xs"
                  className={scope === write ? classes.write : classes.read}
                  label={scope === write ? texts.write : texts.read}
                  aria-label={texts.rightOf(scope === write ? texts.write : texts.read, texts.resources[resource])}
                  checked={value.includes(scope)}
                  data-path={scope === 'conversations:read' ? 'scopes' : undefined}
                  onChange={(event) => onChange(toggled(value, scope, event.currentTarget.checked))}
                />
              ),
          )}
        </div>
      ))}
      {error !== undefined && <Input.Error id={errorId}>{error}</Input.Error>}
    </fieldset>
  );
}
