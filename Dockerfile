# citewatch as a service. What runs in it: docs/running-for-many.md
FROM node:22-bookworm AS build
WORKDIR /app
COPY .npmrc package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY bundle.mjs tsconfig.json ./
COPY src ./src
# Of all packages only this one has something to compile, where no build of it fits.
RUN npm rebuild better-sqlite3
RUN npm run build
RUN npm prune --omit=dev --ignore-scripts

FROM node:22-bookworm-slim
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
