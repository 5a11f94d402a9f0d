import { hash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpack } from '../../src/store/compression.js';
import { citewatch, type Ended, emptyFolder, type Started, start } from '../command-line.js';
import type { PostgresServer } from '../postgres.js';
import { postgresServer } from '../postgres-server.js';
import { citation, page, source, watchlist } from '../world.js';
import { type ManyHosts, manyHosts } from './many-hosts.js';

/** What the documents tell an administrator to do. */
const PROTECT =
  /^## Private means alone[\s\S]*?```sh\n([\s\S]*?)```/mu.exec(
    readFileSync(join(import.meta.dirname, '../../docs/running-for-many.md'), 'utf8'),
  )?.[1] ?? '';

const server = (await postgresServer()) as PostgresServer;

/** What a private report is called, where its sources lie, what they are called, and what it quotes. */
const TRACES = ['hushed', 'only-secret', 'secret-', 'forty cases'];
const found = (seen: string): readonly string[] => TRACES.filter((trace) => seen.includes(trace));
const passage = (many: string): string => `The court heard ${many} cases of usury that year.`;

// Commands in processes of their own, on a machine that others use.
describe.skipIf(server === null)(
  'the neighbour of a private report, with any SQL',
  { timeout: 120_000 },
  () => {
    let web: ManyHosts;
    let database: string;
    let worker: Started;
    /** The folder of the private report. */
    let secret: string;
    let protectedBy: Ended;
    /** The night of the private report, which waits for a page until it is let go. */
    let night: Promise<Ended>;
    let letGo: () => void;
    const clients: pg.Client[] = [];
    const notices: string[] = [];

    /** The address of the database for somebody else. */
    const as = (user: string): string => {
      const url = new URL(database);
      if (user === 'postgres') url.password = new URL(server.root).password;
      url.username = user;
      return url.href;
    };
    async function connected(user: string): Promise<pg.Client> {
      const client = new pg.Client({ connectionString: as(user) });
      client.on('error', () => {});
      client.on('notice', ({ message = '' }) => notices.push(message));
      await client.connect();
      await client.query('SET search_path = citewatch');
      clients.push(client);
      return client;
    }
    function folderOf(name: string, url: string, many: string): string {
      const folder = emptyFolder();
      const list = watchlist(
        [source(`${name}-0`, { url })],
        [citation(0, `${name}-0`, passage(many))],
      );
      writeFileSync(join(folder, 'sources.json'), JSON.stringify(list));
      return folder;
    }
    const check = (user: string, folder: string) => {
      const quick = [
        '--host-delay',
        '0',
        '--archive',
        'none',
        '--fail-on',
        'never',
        '--connect-to',
        web.connectTo,
      ];
      return citewatch(['check', '--db', as(user), ...quick], folder);
    };
    const add = (user: string, folder: string, ...more: readonly string[]) =>
      citewatch(['reports', 'add', '--db', as(user), ...more], folder);

    beforeAll(async () => {
      let held: (() => void)[] | null = [];
      letGo = () => {
        for (const go of held ?? []) go();
        held = null;
      };
      web = await manyHosts(({ url = '' }, response) => {
        response.setHeader('content-type', 'text/html').setHeader('etag', '"v1"');
        const answer = () =>
          response.end(page(passage(url.includes('secret') ? 'forty' : 'thirty')));
        if (held !== null && url.includes('held')) held.push(answer);
        else answer();
      });
      database = await server.database();
      // Somebody kept a report here before the store was protected.
      const before = folderOf('before', 'http://a.example/before', 'thirty');
      expect(await add(new URL(database).username, before, '--name', 'before')).toMatchObject({
        code: 0,
      });
      const root = await connected('postgres');
      const password = decodeURIComponent(new URL(database).password);
      for (const line of PROTECT.replace('…', password).replace('…', password).trim().split('\n')) {
        const [, sql] = /--command="(.*)"/u.exec(line) ?? [];
        if (sql === undefined) {
          protectedBy = await citewatch(
            [...line.split(' ').slice(1, -1), as('postgres')],
            emptyFolder(),
          );
          expect(protectedBy, protectedBy.err).toMatchObject({ code: 0 });
          continue;
        }
        const [group = ''] = /citewatch_\w+/u.exec(sql) ?? [];
        await root.query(
          sql.replace(group, group.replace('citewatch', `citewatch_${new URL(database).username}`)),
        );
      }
      const [, keepers = ''] = /GRANT (\S+_reports) TO/u.exec(protectedBy.out) ?? [];
      await root.query(`CREATE ROLE eve LOGIN PASSWORD '${password}'; GRANT ${keepers} TO eve`);

      let err = '';
      worker = start(
        ['work', '--db', as('service'), '--connect-to', web.connectTo, '--host-delay', '0'],
        {
          cwd: emptyFolder(),
          onErr: (text) => {
            err += text;
          },
        },
      );
      while (!err.includes('working for')) await new Promise((later) => setTimeout(later, 10));
      const open = folderOf('open', 'http://a.example/open', 'thirty');
      expect(await add('eve', open, '--name', 'open')).toMatchObject({ code: 0 });
      const done = await check('eve', open);
      expect(done, done.err).toMatchObject({ code: 0 });
      secret = folderOf('secret', 'http://only-secret.example/secret', 'forty');
      expect(await add('ana', secret, '--name', 'hushed', '--private')).toMatchObject({ code: 0 });
      const first = await check('ana', secret);
      expect(first, first.err).toMatchObject({ code: 0 });
      const list = watchlist(
        [source('secret-0', { url: 'http://only-secret.example/held-secret' })],
        [],
      );
      writeFileSync(join(secret, 'sources.json'), JSON.stringify(list));
      night = check('ana', secret);
      while (!web.asked.some(({ path }) => path.includes('held')))
        await new Promise((later) => setTimeout(later, 10));
    }, 120_000);

    afterAll(async () => {
      letGo();
      worker.child.kill('SIGKILL');
      await Promise.all(clients.map((client) => client.end()));
    });

    /** All that somebody reads, of every relation like `which`, column by column where not at once, with what he is told where he may not. */
    async function allThat(client: pg.Client, which = '%'): Promise<string> {
      const seen: string[] = [];
      const noted = async (text: string): Promise<boolean> => {
        try {
          const { rows } = await client.query<Record<string, unknown>>(text);
          for (const value of rows.flatMap((row) => Object.values(row))) {
            const unpacked = Buffer.isBuffer(value)
              ? await unpack(value).catch(() => value)
              : String(value);
            seen.push(
              typeof unpacked === 'string' ? unpacked : Buffer.from(unpacked).toString('latin1'),
            );
          }
          return true;
        } catch (error) {
          const { message, detail = '', hint = '' } = error as pg.DatabaseError;
          seen.push(message, detail, hint);
          return false;
        }
      };
      const { rows } = await client.query<{ name: string; columns: readonly string[] }>(
        `SELECT c.oid::regclass::text AS name, array_agg(quote_ident(a.attname)) AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
       WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 't') AND c.relnamespace::regnamespace::text LIKE $1 GROUP BY 1`,
        [which],
      );
      for (const { name, columns } of rows) {
        if (await noted(`SELECT * FROM ${name}`)) continue;
        if (!/^pg_|^information_schema/u.test(name))
          for (const column of columns) await noted(`SELECT ${column} FROM ${name}`);
      }
      return seen.join('\n');
    }
    /** Makes a function that tells what it is asked of. */
    const leaking = (client: pg.Client) =>
      client.query(`CREATE FUNCTION pg_temp.leak(said text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001
      AS $$ BEGIN RAISE NOTICE '%', said; RETURN true; END $$`);
    const meaning = (client: pg.Client, report: string) =>
      client.query(`SET citewatch.report = '${report}'`);

    it('reads nothing of it in any table, view or catalogue, while its night is under way', async () => {
      // What the planner knows of values shows as well.
      await (await connected('postgres')).query('ANALYZE');
      const eve = await connected('eve');
      expect(found(await allThat(eve))).toEqual([]);
      for (const report of ['', 'open', 'hushed']) {
        await meaning(eve, report);
        const seen = await allThat(eve, 'citewatch');
        expect(found(seen).filter((trace) => trace !== report)).toEqual([]);
        expect(seen.includes('thirty cases')).toBe(report !== 'hushed');
      }
      // Whose it is sees it, and who may act for all.
      for (const user of ['ana', 'service']) {
        const client = await connected(user);
        await meaning(client, 'hushed');
        expect(found(await allThat(client, 'citewatch'))).toEqual(TRACES);
      }
      const service = await connected('service');
      await meaning(service, '');
      expect(found(await allThat(service, 'citewatch'))).toContain('only-secret');
    });

    it('is told by no lock that a run of it is under way', async () => {
      const eve = await connected('eve');
      const lockOf = async (name: string): Promise<number> => {
        const { rows } = await eve.query<{ n: number }>(
          `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory'
         AND (classid::bigint << 32 | objid::bigint) = hashtextextended('citewatch run ' || $1, 0)`,
          [name],
        );
        return rows[0]?.n ?? 0;
      };
      const ana = await connected('ana');
      await ana.query(`SELECT pg_advisory_lock(hashtextextended('citewatch run open', 0))`);
      expect([await lockOf('open'), await lockOf('hushed')]).toEqual([1, 0]);
      await ana.query('SELECT pg_advisory_unlock_all()');
    });

    it('changes nothing of who sees what', async () => {
      const eve = await connected('eve');
      await meaning(eve, 'hushed');
      const roles = [...protectedBy.out.matchAll(/citewatch_\w+/gu)].map(([role]) => role);
      const tried = [
        ...roles.filter((role) => !role.endsWith('_reports')).map((role) => `SET ROLE ${role}`),
        ...['ana', 'service', 'postgres'].map((role) => `SET ROLE ${role}`),
        'SET SESSION AUTHORIZATION ana',
        'SET row_security = off; SELECT * FROM readings',
        ...['DISABLE ROW LEVEL SECURITY', 'NO FORCE ROW LEVEL SECURITY', 'OWNER TO eve'].map(
          (change) => `ALTER TABLE readings ${change}`,
        ),
        'CREATE POLICY mine ON readings USING (true)',
        'ALTER POLICY own ON readings USING (true)',
        'CREATE TRIGGER mine BEFORE INSERT ON readings FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()',
        'CREATE RULE mine AS ON INSERT TO readings DO NOTHING',
        'CREATE INDEX mine ON readings (url)',
        'CREATE STATISTICS mine (mcv) ON url, subject FROM readings',
        'CREATE TABLE citewatch.mine (n int)',
        'CREATE VIEW citewatch.mine AS SELECT 1',
        'CREATE SCHEMA mine',
        'CREATE TABLE public.mine (n int)',
        'CREATE FUNCTION citewatch.mine() RETURNS int RETURN 1',
        `CREATE OR REPLACE FUNCTION citewatch.me() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER RETURN 'hushed'`,
        'ALTER FUNCTION citewatch.operates() OWNER TO eve',
        'CREATE OPERATOR citewatch.= (FUNCTION = texteq, LEFTARG = text, RIGHTARG = text)',
        'GRANT SELECT ON nights TO eve',
        'UPDATE lanes SET due = due',
        `INSERT INTO asks (key, night, host, origin, ask, reply) VALUES ('k', now(), 'a.example', 'o', '{}', '{}')`,
        'TABLE nights',
        'TABLE pg_statistic',
        'TABLE pg_authid',
        'TABLE pg_largeobject',
        'DROP FUNCTION citewatch.me()',
        `COPY readings TO '/tmp/readings'`,
        'TRUNCATE readings',
      ];
      for (const text of tried) {
        const error = await eve.query(text).then(
          () => text,
          ({ code, message }: pg.DatabaseError) => `${code} ${message}`,
        );
        expect(error, text).toMatch(/^42501 /u);
        await eve.query('SET row_security = on');
      }
      const objects = await eve.query('SELECT FROM pg_largeobject_metadata');
      expect(objects.rowCount).toBe(0);
    });

    it('deceives no function by what he makes for himself', async () => {
      const eve = await connected('eve');
      await meaning(eve, 'hushed');
      const truth =
        '(name name, privilege text, how text) RETURNS boolean LANGUAGE sql AS $$ SELECT true $$';
      await eve.query(`
      CREATE TEMP TABLE reports (name text, private boolean, login text);
      CREATE FUNCTION pg_temp.has_table_privilege ${truth};
      CREATE FUNCTION pg_temp.operates() RETURNS boolean LANGUAGE sql AS $$ SELECT true $$;
      SET search_path = pg_temp, citewatch, pg_catalog`);
      await leaking(eve);
      const told = await eve.query('SELECT citewatch.me(), citewatch.operates()');
      expect(told.rows).toEqual([{ me: null, operates: false }]);
      for (const report of ['hushed', 'open', '']) {
        await meaning(eve, report);
        await eve.query(
          'SELECT FROM citewatch.readings WHERE pg_temp.leak(url) OR pg_temp.leak(subject)',
        );
        await eve.query(
          'SELECT FROM citewatch.reports WHERE pg_temp.leak(name) OR pg_temp.leak(sources)',
        );
        await eve.query(
          'SELECT FROM citewatch.asks WHERE pg_temp.leak(reply) OR pg_temp.leak(key)',
        );
        const { rows } = await eve.query(
          `EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM citewatch.readings`,
        );
        expect(found(JSON.stringify(rows))).toEqual([]);
      }
      // What is to be seen is told so, and nothing else.
      expect(notices.join()).toContain('a.example/open');
      expect(found(notices.join())).toEqual([]);
    });

    it('asks nothing of a row that has the name under which he would write', async () => {
      const eve = await connected('eve');
      await meaning(eve, 'hushed');
      await leaking(eve);
      for (const text of [
        `INSERT INTO reports AS r (name, sources, private, added_at) VALUES ('hushed', '', false, '')
       ON CONFLICT (name) DO UPDATE SET sources = '' WHERE pg_temp.leak('taken: ' || r.sources)`,
        `INSERT INTO runs AS r (id, month, started_at, state, online) VALUES (1, '2025-10-01', '', 'open', true)
       ON CONFLICT (report, id) DO UPDATE SET state = 'open' WHERE pg_temp.leak('taken: ' || r.started_at)`,
      ])
        await expect(eve.query(text)).rejects.toMatchObject({ code: '42501' });
      expect(notices.join()).not.toContain('taken');
      // Of his own he may.
      await meaning(eve, 'open');
      await eve.query(
        `INSERT INTO runs AS r (id, month, started_at, state, online) VALUES (1, '2025-10-01', '', 'open', true)
       ON CONFLICT (report, id) DO UPDATE SET state = 'open' WHERE pg_temp.leak('taken: ' || r.started_at)`,
      );
      expect(notices.join()).toContain('taken');
    });

    it('meets none with a statement that he began before the name was that of a private report', async () => {
      const eve = await connected('eve');
      const of = folderOf('late', 'http://a.example/late', 'thirty');
      expect(await add('eve', of, '--name', 'late')).toMatchObject({ code: 0 });
      await meaning(eve, 'late');
      await leaking(eve);
      const slow = eve.query(
        `INSERT INTO runs AS r (id, month, started_at, state, online)
       SELECT 1, '2025-10-01', '', 'open', true FROM pg_sleep(6)
       ON CONFLICT (report, id) DO UPDATE SET state = 'open' WHERE pg_temp.leak('met: ' || r.started_at)`,
      );
      let isOver = false;
      const over = slow.finally(() => {
        isOver = true;
      });
      await new Promise((later) => setTimeout(later, 500));
      // The name is free again, but for the statement.
      await (await connected('eve')).query(
        `SET citewatch.report = 'late'; DELETE FROM reports WHERE name = 'late'`,
      );
      expect(await add('ana', of, '--name', 'late', '--private')).toMatchObject({ code: 0 });
      expect(isOver).toBe(true);
      await over;
      expect(notices.join()).not.toContain('met');
    });

    it('learns from no unique key or foreign key what it read', async () => {
      const eve = await connected('eve');
      await meaning(eve, 'open');
      const isKept = (many: string): Promise<boolean> =>
        eve
          .query(
            `BEGIN; INSERT INTO payloads VALUES ('${hash('sha256', page(passage(many)))}', '')`,
          )
          .then(
            () => false,
            ({ code }: pg.DatabaseError) => code === '23505',
          )
          .finally(() => eve.query('ROLLBACK'));
      expect([await isKept('thirty'), await isKept('forty')]).toEqual([true, false]);
      const own =
        'SELECT report, subject, sha256, text_sha256, content_type, url, first_run, document, bytes FROM readings';
      const refers = eve.query(
        `INSERT INTO readings ${own.replace('sha256,', `'x',`).replace('bytes FROM', `'${hash('sha256', page(passage('forty')))}' FROM`)}`,
      );
      await expect(refers).rejects.toMatchObject({ code: '23503' });
    });

    it('is told that a name is taken, and nothing of where', async () => {
      const taken = await add(
        'eve',
        folderOf('open', 'http://a.example/open', 'thirty'),
        '--name',
        'hushed',
      );
      expect(taken).toMatchObject({ code: 3, out: '' });
      expect(taken.err).toMatch(/#hushed: is there already: give this one another name/u);
      const renamed = await citewatch(
        ['reports', 'rename', 'open', 'hushed', '--db', as('eve')],
        emptyFolder(),
      );
      expect(renamed).toMatchObject({
        code: 3,
        err: expect.stringMatching(/#hushed: is there already/u),
      });
      for (const args of [
        ['reports', 'remove', 'hushed'],
        ['reports', 'rename', 'hushed', 'mine'],
        ['reports', 'list'],
        ['reports', 'page', '--out', 'pages'],
      ]) {
        const { err, out } = await citewatch([...args, '--db', as('eve')], emptyFolder());
        expect(`${out}${err}`.replaceAll('#hushed', '')).not.toContain('hushed');
      }
    });

    it('has left nothing undone: the night ends, and the report is renamed, copied and checked on', async () => {
      letGo();
      const ended = await night;
      expect(ended, ended.err).toMatchObject({ code: 0 });
      const renamed = await citewatch(
        ['reports', 'rename', 'hushed', 'hushed-2', '--db', as('ana')],
        secret,
      );
      expect(renamed, renamed.err).toMatchObject({ code: 0 });
      const copied = await citewatch(['store', 'copy', `${as('ana')}#hushed-2`, 'own.db'], secret);
      expect(copied.out, copied.err).toContain('2 runs');
      const back = await citewatch(
        ['store', 'copy', 'own.db', `${as('ana')}#hushed-3`, '--private'],
        secret,
      );
      expect(back.out, back.err).toContain('2 runs');
      const on = await check('ana', secret);
      expect(on, on.err).toMatchObject({ code: 0 });
      expect(JSON.parse(readFileSync(join(secret, 'reports/latest.json'), 'utf8')).run.id).toBe(3);
      const eve = await connected('eve');
      expect(found(await allThat(eve, 'citewatch'))).toEqual([]);
      const again = await citewatch(['reports', 'protect', '--db', as('postgres')], emptyFolder());
      expect(again.out).toMatch(/Nothing had another owner; no step was lacking/u);
    });

    it('is whoever had the tables before, and has not been let in', async () => {
      const former = await connected(new URL(database).username);
      await expect(former.query('SELECT FROM citewatch.reports')).rejects.toMatchObject({
        code: '42501',
      });
      expect(found(await allThat(former, 'citewatch'))).toEqual([]);
      expect(protectedBy.out).toContain(
        `, ${new URL(database).username}, who has no right there any more`,
      );
    });

    it('cannot bring the store up to date, and is told who does', async () => {
      const root = await connected('postgres');
      await root.query(`UPDATE citewatch.steps SET name = 'x' WHERE name = 'record-01'`);
      await root.query(`DELETE FROM citewatch.steps WHERE name = 'x'`);
      const { code, err } = await citewatch(['reports', 'list', '--db', as('eve')], emptyFolder());
      expect({ code, err }).toMatchObject({
        code: 1,
        err: expect.stringMatching(
          /an administrator brings it up to date with citewatch reports protect/u,
        ),
      });
      await root.query(`INSERT INTO citewatch.steps VALUES ('record-01', '')`);
      expect(await citewatch(['reports', 'list', '--db', as('eve')], emptyFolder())).toMatchObject({
        code: 0,
      });
    });

    it('of another database of the server is of other groups, also where its administrator may make roles only', async () => {
      const [protectedBefore, root] = [database, await connected('postgres')];
      database = await server.database();
      const admin = new URL(database).username;
      await root.query(`ALTER ROLE ${admin} CREATEROLE`);
      const other = await citewatch(['reports', 'protect', '--db', as(admin)], emptyFolder());
      expect(other, other.err).toMatchObject({ code: 0 });
      expect(other.out).toContain(`citewatch_${admin}_owner`);
      const eve = await connected('eve');
      await expect(eve.query('SELECT FROM citewatch.reports')).rejects.toMatchObject({
        code: '42501',
      });
      expect(
        (await citewatch(['reports', 'list', '--db', as('postgres')], emptyFolder())).code,
      ).toBe(0);
      const again = await citewatch(['reports', 'protect', '--db', as(admin)], emptyFolder());
      expect(again.out, again.err).toMatch(/Nothing had another owner; no step was lacking/u);
      database = protectedBefore;
    });
  },
);
