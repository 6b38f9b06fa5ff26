// What the Prisma command line needs to know. The running system gets its address from config.ts and its tables from
// prisma/migrate.ts; this file serves only `prisma generate` and the writing of new migrations.
import { defineConfig } from 'prisma/config'
import { environmentValue } from './config.ts'

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: {
    url:
      environmentValue('DATABASE_OWNER_URL') ??
      environmentValue('DATABASE_URL') ??
      'postgresql://127.0.0.1/trinh',
  },
})
