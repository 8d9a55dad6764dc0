import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

import { isSecure } from '#config';
import type { Config } from '#config';
import { VISITOR_ROUTES } from '#contracts';

const YEAR = 365 * 24 * 3600;

/** What other websites may call from a browser. Whom they may call it for is another question. */
const CALLED_BY_OTHERS = new Set(Object.values(VISITOR_ROUTES).map(({ method, path }) => `${method} ${path}`));

/** What every answer tells browsers, unless a page says otherwise; and no page of another website gives orders where a cookie would count. */
export function protectBrowsers(app: NestFastifyApplication, config: Config): void {
  app.useSecurityHeaders({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: "'none'", frameAncestors: "'none'" } },
    strictTransportSecurity: isSecure(config) && { maxAge: YEAR, includeSubDomains: false },
    referrerPolicy: { policy: 'no-referrer' },
    // Says what `frame-ancestors` says, but cannot name origins: the widget's frame could not lift it.
    xFrameOptions: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  app.enableCsrfProtection({
    trustedOrigins: config.publicUrl ? [new URL(config.publicUrl).origin] : [],
    exclude: ({ method, routeOptions }: FastifyRequest) => CALLED_BY_OTHERS.has(`${method} ${routeOptions.url}`),
  });
}
