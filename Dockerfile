# citewatch as a service. What runs in it: docs/running-for-many.md
# Images are pinned by digest, and Dependabot moves tag and digest together: what was tried is what runs.
FROM node:22-bookworm@sha256:363e1587494626837fa7f9a23bdb453d13b0ff3c67c705c2805cfc69c2d2fad7 AS build
WORKDIR /app
COPY .npmrc package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY bundle.mjs tsconfig.json ./
COPY src ./src
# Of all packages only this one has something to compile, where no build of it fits.
RUN npm rebuild better-sqlite3
RUN npm run build
# Who has one report needs no client of PostgreSQL: here it stays when what only builds goes.
RUN npm pkg delete devDependencies.pg
RUN npm prune --omit=dev --ignore-scripts

FROM node:22-bookworm-slim@sha256:43ac6c60b8f89723f746e8a92ce91abd5017e627ce1ddfe4238355d3a30b772c
ENV NODE_ENV=production
COPY --from=build /app/package.json /app/
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /app/dist /app/dist
# What is written lies here, in volumes: the image itself may be mounted read-only, but for /tmp.
RUN install --directory --owner=10001 --group=10001 /watched /pages
USER 10001:10001
WORKDIR /watched
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9464/healthz').then((it) => process.exit(it.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/cli.js"]
CMD ["--help"]
