import { afterAll } from 'vitest';
import { type PostgresServer, startPostgres } from './postgres.js';

/** Nothing is worth keeping: no write waits for the disk. */
export const CARELESS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** Starts a server for the tests of this file, which is stopped after them. Null, with the reason printed, where none can run. */
export async function postgresServer(): Promise<PostgresServer | null> {
  try {
    const server = await startPostgres(CARELESS);
    afterAll(() => server.stop());
    return server;
  } catch (error) {
    console.warn(`tests with PostgreSQL are skipped: ${(error as Error).message}`);
    return null;
  }
}
