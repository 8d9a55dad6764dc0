import { NativeSelect, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';

import { bansMessages as texts } from './bans.messages.ts';

/** What every ban has, as a form holds it: hours are text, empty for a ban without an end. */
export interface BanTerms {
  reason: string;
  hours: string;
}

export const NO_TERMS: BanTerms = { reason: '', hours: '24' };

export function termsOf({ reason, hours }: BanTerms) {
  return {
    ...(reason.trim() !== '' && { reason: reason.trim() }),
    ...(hours !== '' && { hours: Number(hours) }),
  };
}

/** From the shortest to the one without an end. */
const DURATIONS = Object.entries(texts.durations)
  .map(([value, label]) => ({ value, label }))
  .toSorted((a, b) => (Number(a.value) || Infinity) - (Number(b.value) || Infinity));

export function BanTermsFields<V extends BanTerms>({ form }: { form: UseFormReturnType<V> }) {
  return (
    <>
      <NativeSelect {...form.getInputProps('hours')} key={form.key('hours')} label={texts.duration} data={DURATIONS} />
      <TextInput
        {...form.getInputProps('reason')}
        key={form.key('reason')}
        label={texts.reason}
        description={texts.reasonHint}
        maxLength={500}
      />
    </>
  );
}
