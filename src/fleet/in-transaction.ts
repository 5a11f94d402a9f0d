import type { Pool, PoolClient } from 'pg';

/** Does something in one transaction: all of it, or nothing where it throws. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: unknown = null;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    broken = error;
    throw error;
  } finally {
    // In whose middle something failed is not used again.
    client.release(broken !== null);
  }
}
