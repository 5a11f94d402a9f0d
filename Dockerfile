# citewatch as a service. What runs in it: docs/running-for-many.md
# Images are pinned by digest, and Dependabot moves tag and digest together: what was tried is what runs.
FROM node:24-bookworm@sha256:64af3819f9275802414d7cdc38c27e9d82bd564dec4d4da87d008255d36c63b4 AS build
WORKDIR /app
COPY .npmrc package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY licenses ./licenses
COPY tools ./tools
COPY src ./src
RUN npm run build
# Who has one report needs no client of PostgreSQL: here it stays when what only builds goes.
RUN npm pkg delete devDependencies.pg && npm pkg set dependencies.pg="$(npm pkg get peerDependencies.pg | tr -d '"')"
RUN npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20
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
