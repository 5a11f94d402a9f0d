import { hash } from 'node:crypto';
import type { QueryResult, QueryResultRow } from 'pg';
import type { Asking } from '../record/postgres/payloads.js';

const names = new Map<string, string>();

/** Asks a statement that is asked often: each connection prepares it once. */
export function prepared<R extends QueryResultRow>(
  db: Asking,
  text: string,
  values: readonly unknown[],
): Promise<QueryResult<R>> {
  const name = names.get(text) ?? hash('sha256', text, 'base64url');
  names.set(text, name);
  return db.query<R>({ name, text, values: [...values] });
}
