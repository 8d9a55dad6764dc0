import type { z } from 'zod';

import type { CommandName } from './commands.ts';
import type { LogEventType } from './events.ts';
import type { RouteName } from './routes.ts';
import type * as schemas from './schemas/index.ts';

export type Actor = z.infer<typeof schemas.actor>;
export type Agent = z.infer<typeof schemas.agent>;
export type Person = z.infer<typeof schemas.person>;
export type Site = z.infer<typeof schemas.site>;
export type Conversation = z.infer<typeof schemas.conversation>;
export type Receipt = z.infer<typeof schemas.receipt>;
export type LogEvent = z.infer<typeof schemas.logEvent>;
export type LogEventOf<T extends LogEventType> = Extract<LogEvent, { type: T }>;
export type EventPage = z.infer<typeof schemas.eventPage>;
export type Appended = z.infer<typeof schemas.appended>;

type Commands = typeof schemas.commandSchemas;
/** What a client sends, before defaults are filled in. */
export type CommandInput<N extends CommandName> = z.input<Commands[N]['input']>;
/** What a handler receives, after validation. */
export type Command<N extends CommandName> = z.output<Commands[N]['input']>;
export type CommandOutput<N extends CommandName> = z.output<Commands[N]['output']>;

type Routes = typeof schemas.routeSchemas;
export type RouteInput<N extends RouteName> = z.input<Routes[N]['input']>;
export type RouteRequest<N extends RouteName> = z.output<Routes[N]['input']>;
export type RouteOutput<N extends RouteName> = z.output<Routes[N]['output']>;

type Events = typeof schemas.eventSchemas;
export type EventName = keyof Events;
export type EventPayload<N extends EventName> = z.output<Events[N]>;
