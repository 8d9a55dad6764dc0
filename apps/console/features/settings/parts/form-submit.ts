import type { UseFormReturnType } from '@mantine/form';
import type { SubmitEvent } from 'react';

import { refusedFields } from '../../../ui/error-code.ts';
import { partsMessages as texts } from './parts.messages.ts';

/** For a form's `onSubmit`: the first field that is wrong gets the focus, and nothing is sent. */
export function submitWhenValid<V extends object>(form: UseFormReturnType<V>, send: (values: V) => void) {
  const submit = form.onSubmit(send, (errors) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus());
  return (event: SubmitEvent<HTMLFormElement>) => {
    const unfinished = event.currentTarget.querySelector<HTMLElement>('[data-unfinished]');
    if (!unfinished) return submit(event);
    event.preventDefault();
    unfinished.focus();
  };
}

/** Puts what the server refused at the fields it names; whatever names none of them is thrown on. */
export function placeErrors<V extends object>(form: UseFormReturnType<V>, error: unknown): void {
  const fields = refusedFields(error).filter((field) => field in form.getValues());
  if (fields.length === 0) throw error;
  for (const field of fields.toReversed()) refuseField(form, field, texts.refused);
}

/** Says at a field what is wrong with it, and puts the focus there. */
export function refuseField<V extends object>(form: UseFormReturnType<V>, field: string, problem: string): void {
  form.setFieldError(field, problem);
  form.getInputNode(field)?.focus();
}
