import { z } from 'zod';

import { CONVERSATION_STATUSES } from '#contracts';

/** Where a page of the list ended, with the filter it was made with. `me` is resolved; null assignee: whoever. */
export const listPosition = z.strictObject({
  filter: z.strictObject({
    statuses: z.array(z.enum(CONVERSATION_STATUSES)),
    assignee: z.union([z.uuid(), z.literal('nobody')]).nullable(),
  }),
  at: z.iso.datetime().refine((at) => at > '1970', 'lies before all time'),
  id: z.uuid(),
});

export type ListFilter = z.output<typeof listPosition>['filter'];
