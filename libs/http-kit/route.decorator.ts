import { HttpCode, RequestMapping, RequestMethod, SetMetadata, applyDecorators } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';

import { ROUTES } from '#contracts';
import type { RouteName } from '#contracts';

const ROUTE = 'parley:route';

/** Binds a handler to a route of the contracts: method, path, status, and who may call it. */
export function Route(name: RouteName): MethodDecorator {
  const { method, path, status } = ROUTES[name];
  return applyDecorators(
    RequestMapping({ method: RequestMethod[method], path }),
    HttpCode(status),
    SetMetadata(ROUTE, name),
  );
}

/** The route a handler serves, undefined for a handler that was bound in another way. */
export function routeOf(context: ExecutionContext): RouteName | undefined {
  return Reflect.getMetadata(ROUTE, context.getHandler()) as RouteName | undefined;
}
