import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: ['./src/modules/*/adapters/postgres/schema.ts', './src/modules/*/adapters/postgres/*-tables.ts', './src/adapters/**/*-schema.ts'],
  out: './migrations',
});
