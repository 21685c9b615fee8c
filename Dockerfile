# syntax=docker/dockerfile:1
# The image of one Gongbi server: production dependencies, the built program, nothing to build or shell out with needed at
# run time. It runs as a fixed user without rights, on a root that may be read-only, and writes to /data and /tmp alone.
ARG NODE_VERSION=22

FROM node:${NODE_VERSION}-bookworm AS build
WORKDIR /build
# The toolchain that compiles SQLite's binding is in this stage only.
COPY package.json package-lock.json .npmrc LICENSE ./
RUN npm ci --no-audit --no-fund --ignore-scripts=false
COPY tsconfig.json vite.config.ts ./
COPY .config ./.config
COPY shared ./shared
COPY server ./server
COPY client ./client
# Of the tests only what the settings of the build import.
COPY tests/support/programs.ts tests/support/longest-first.ts ./tests/support/
RUN npm run build && npm prune --omit=dev --no-audit --no-fund --ignore-scripts

FROM node:${NODE_VERSION}-bookworm-slim AS run
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Gongbi 共笔" \
      org.opencontainers.image.description="Self-hosted, real-time meeting assistant for secretariats" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
# Chinese faces, so that whatever is drawn here looks the same on every machine that runs the image.
RUN apt-get update \
 && apt-get install -y --no-install-recommends fonts-noto-cjk \
 && rm -rf /var/lib/apt/lists/*
# A package manager in a running image serves only whoever breaks in.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn* \
 && groupadd --system --gid 10001 gongbi \
 && useradd --system --uid 10001 --gid gongbi --home-dir /nonexistent --shell /usr/sbin/nologin gongbi \
 && install -d -o gongbi -g gongbi -m 0700 /data
WORKDIR /app
COPY --from=build /build/package.json /build/LICENSE ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
ENV NODE_ENV=production \
    DATA_DIR=/data \
    HOST=0.0.0.0 \
    PORT=3000
USER 10001:10001
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "dist/server/health-check.js"]
CMD ["node", "--enable-source-maps", "dist/server/main.js"]
