# The web application is built in a stage of its own, with the packages that only building needs.
FROM node:20.20-bookworm-slim AS web
WORKDIR /app
COPY . .
RUN npm ci --no-audit --no-fund && npm run web:build

# One image for API, worker and one-off commands; the command says which. Debian, for Temporal's SDK needs glibc.
FROM node:20.20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json ./
COPY tools ./tools
COPY prisma ./prisma
COPY prisma.config.ts config.ts ./
COPY domain ./domain
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force
COPY . .
COPY --from=web /app/dist/web ./dist/web
# What helper processes run is compiled here: later nobody may write beside the packages.
RUN node --import tsx tools/compile.ts activities/papers/process.ts api/imports/reader/program.ts \
    api/open-data/process.ts cli/check-procedures.ts
RUN mkdir -p /data && chown node:node /data
USER node
ENV DATA_DIR=/data HOST=0.0.0.0 PORT=3000
EXPOSE 3000
CMD ["node", "--import", "tsx", "api/main.ts"]
