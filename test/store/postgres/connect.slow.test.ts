import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { isShared, parseShared } from '../../../src/model/settings.js';
import { openPool } from '../../../src/store/postgres/connect.js';
import {
  packedPayload,
  payloadBytes,
  putPayloads,
  reportRows,
  statementsOn,
} from '../../../src/store/postgres/database.js';
import { migrateShared, SHARED_STEPS } from '../../../src/store/postgres/migrations.js';
import { isTransientError, toConnectionError } from '../../../src/store/postgres/outages.js';
import { postgresServer } from '../../postgres-server.js';

const server = await postgresServer();

describe.skipIf(server === null)('a shared store', () => {
  const database = (user?: 'postgres') => server?.database(user) as Promise<string>;
  const opened = async (address: string): Promise<pg.Pool> => {
    const shared = parseShared(address);
    const pool = openPool(shared);
    try {
      await migrateShared(pool, shared.shown);
      return pool;
    } catch (error) {
      await pool.end();
      throw error;
    }
  };

  it('is made once, by whoever comes first of many', async () => {
    const address = await database();
    const pools = await Promise.all([1, 2, 3, 4].map(() => opened(address)));
    const bytes = new TextEncoder().encode('“PRC victims” 受害者');
    const payload = await packedPayload(bytes);
    await Promise.all(pools.map((pool) => putPayloads(statementsOn(pool), [payload])));
    // Nothing refers to them, so that they show only where they are taken away.
    expect(await payloadBytes(pools[3] as pg.Pool, payload.sha256)).toBeNull();
    const taker = await (pools[3] as pg.Pool).connect();
    await taker.query(`SELECT set_config('citewatch.reclaimed', $1, false)`, [payload.sha256]);
    const kept = await payloadBytes(taker, payload.sha256);
    taker.release(true);
    expect(new Uint8Array(kept ?? [])).toEqual(bytes);
    expect(await payloadBytes(pools[0] as pg.Pool, '00')).toBeNull();
    await Promise.all(pools.map((pool) => pool.end()));
  });

  it('takes the steps of several lists, whenever each grows', async () => {
    const { url, shown } = parseShared(await database());
    const pool = openPool({ url, shown, report: null });
    const others = { 'a-01': 'CREATE TABLE a (n int)' };
    await migrateShared(pool, shown);
    await migrateShared(pool, shown, { ...others, ...SHARED_STEPS });
    await migrateShared(pool, shown, {
      ...others,
      'a-02': 'INSERT INTO a VALUES (7)',
      ...SHARED_STEPS,
    });
    expect((await pool.query('SELECT n FROM a')).rows).toEqual([{ n: 7 }]);
    await expect(migrateShared(pool, shown)).rejects.toThrow(
      /^postgres:\S+ was written by a newer citewatch \(store version \d+; this one knows \d+\)\. Update citewatch\.$/,
    );
    await pool.end();
  });

  it('is never asked with the rights of one who passes by row-level security', async () => {
    const pool = await opened(await database('postgres'));
    const { rows } = await pool.query(
      'SELECT rolsuper OR rolbypassrls AS passes FROM pg_roles WHERE rolname = current_user',
    );
    expect(rows).toEqual([{ passes: false }]);
    await pool.end();
  });

  it('says in one sentence why it cannot be opened, and never the password', async () => {
    const address = await database();
    const told = async (change: (url: URL) => void): Promise<string> => {
      const url = new URL(address);
      change(url);
      const error = (await opened(url.href).catch((e: unknown) => e)) as Error;
      return error.message;
    };
    const wrong = await told((url) => {
      url.password = 'hunter2';
    });
    expect(wrong).toMatch(/^cannot open the store postgres:\/\/\S+: the password is wrong/);
    expect(wrong).not.toContain('hunter2');
    const none = await told((url) => {
      url.password = '';
    });
    expect(none).toMatch(/: no password was given: set PGPASSWORD/);
    const absent = await told((url) => {
      url.pathname = '/nowhere';
    });
    expect(absent).toMatch(/: there is no such database$/);
    const down = await told((url) => {
      url.port = '9';
    });
    expect(down).toMatch(/: no server answers there$/);
    for (const message of [wrong, absent, down])
      expect(message).not.toContain(new URL(address).password);
  });
});

describe('what is lost', () => {
  it('is a connection, and not whatever else fails', () => {
    for (const gone of [
      { code: '57P01' },
      { code: 'ECONNRESET' },
      { message: 'Connection terminated unexpectedly' },
    ])
      expect(toConnectionError(gone, 'postgres://h/all')).toMatchObject({
        message: expect.stringMatching(/^the connection to the store postgres:\/\/h\/all was lost/),
      });
    const other = new Error('duplicate key');
    expect(toConnectionError(other, 'postgres://h/all')).toBe(other);
  });

  it('is no lock that did not come: another process holds it, and it may pass', () => {
    for (const code of ['55P03', '40P01']) {
      const told = toConnectionError({ code }, 'postgres://h/all');
      expect(told).toMatchObject({ name: 'StoreAway', isLockedOut: true });
      expect(String(told)).toMatch(
        /another process holds a lock on the store postgres:\/\/h\/all: .* try again/,
      );
      expect([
        isTransientError(told),
        toConnectionError(told, 'postgres://h/all') === told,
      ]).toEqual([true, true]);
    }
  });

  it.skipIf(server === null)(
    'is nothing where a table is locked, or all connections are in use',
    async () => {
      const { url, shown } = parseShared((await server?.database()) as string);
      const options = '-c lock_timeout=50';
      const pool = new pg.Pool({
        connectionString: url,
        max: 2,
        connectionTimeoutMillis: 500,
        options,
      });
      const [holder, other] = await Promise.all([pool.connect(), pool.connect()]);
      const rows = reportRows(pool, shown);
      await expect(rows.rows('SELECT 1')).rejects.toThrow(
        `all connections are in use to the store ${shown}`,
      );
      await holder.query('CREATE TABLE wanted (n int)');
      await holder.query('BEGIN; LOCK TABLE wanted');
      other.release();
      await expect(rows.rows('SELECT * FROM wanted')).rejects.toThrow(
        'another process holds a lock on',
      );
      await expect(rows.together((within) => within.write('DELETE FROM wanted'))).rejects.toThrow(
        'another process holds a lock on',
      );
      await holder.query('ROLLBACK');
      holder.release();
      expect(await rows.rows('SELECT * FROM wanted')).toEqual([]);
      await pool.end();
    },
  );
});

describe('the address of a shared store', () => {
  it('is shown without its password and what else is told to the server', () => {
    const { shown, report } = parseShared(
      'postgresql://me:secret@db.example:5433/all?sslmode=require#China.2025',
    );
    expect(shown).toBe('postgres://me@db.example:5433/all#China.2025');
    expect(report).toBe('China.2025');
    expect(parseShared('postgres://').shown).toBe('postgres://');
    expect(parseShared('postgres:///all').shown).toBe('postgres:///all');
  });

  it('is none of a file', () => {
    expect(['postgres://', 'postgresql://h/db'].every(isShared)).toBe(true);
    expect(['.citewatch/citewatch.db', 'postgres:', ':memory:'].some(isShared)).toBe(false);
  });

  it.each([
    'postgres://me:secret@h/db#',
    'postgres://me:secret@h/db#../x',
    'postgres://me:secret@[/db',
  ])('%s is refused, and the password not repeated', (db) => {
    expect(() => parseShared(db)).toThrow(/postgres:\/\//);
    expect(() => parseShared(db)).not.toThrow(/secret/);
  });
});
