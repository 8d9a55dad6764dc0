import { applyDecorators } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';

import type { CommandName } from '#contracts';

const COMMANDS_KEY = 'parley:commands';
const PARAMETERS_KEY = 'parley:command-parameters';

/** What a command's handler can ask for. */
type Parameter = 'input' | 'actor' | 'socket';

/** The handlers of a gateway, by command. */
export type CommandTable = ReadonlyMap<CommandName, { method: string; parameters: readonly Parameter[] }>;

/** A gateway of one audience. Who may connect is its namespace's middleware; what they may do are its `@Command()` methods. */
export function Gateway(namespace: string): ClassDecorator {
  return applyDecorators(WebSocketGateway({ namespace }));
}

/** Binds a method to a command of the contracts. What it returns is the ack's data, what it throws is the ack's error. */
export function Command(name: CommandName): MethodDecorator {
  return (prototype, method) => {
    const parameters = (Reflect.getMetadata(PARAMETERS_KEY, prototype, method) as Parameter[] | undefined) ?? [];
    const table = new Map(commandsOf(prototype));
    table.set(name, { method: String(method), parameters });
    Reflect.defineMetadata(COMMANDS_KEY, table, prototype);
  };
}

function parameter(kind: Parameter): () => ParameterDecorator {
  return () => (prototype, method, index) => {
    if (method === undefined) throw new TypeError('only for the methods of a gateway');
    const parameters = (Reflect.getMetadata(PARAMETERS_KEY, prototype, method) as Parameter[] | undefined) ?? [];
    parameters[index] = kind;
    Reflect.defineMetadata(PARAMETERS_KEY, parameters, prototype, method);
  };
}

/** The validated input of the command. */
export const Input = parameter('input');
/** Who gave the command. */
export const CurrentActor = parameter('actor');
/** The connection it came by. */
export const CurrentSocket = parameter('socket');

export function commandsOf(gateway: object): CommandTable {
  return (Reflect.getMetadata(COMMANDS_KEY, gateway) as CommandTable | undefined) ?? new Map();
}
