import { type ClientBase, escapeIdentifier } from 'pg';
import type { ProtectedStore } from '../../model/run.js';
import type { SharedAddress } from '../../model/settings.js';
import { openPool, SCHEMA } from './connect.js';
import { inTransaction } from './database.js';
import { lockSteps, takeSteps } from './migrations.js';
import { openingError } from './outages.js';
import { REPORT_TABLES } from './reports.js';

/** Bytes of the longest name that PostgreSQL keeps whole (NAMEDATALEN - 1): of longer ones two may become one. */
const LONGEST_NAME = 63;

/** Roles as which nobody logs in. */
interface Roles {
  /** Has schema, tables and functions. */
  readonly owner: string;
  /** Those who keep reports. */
  readonly reports: string;
  /** Those who may act for every report, being of the former too. */
  readonly operators: string;
}

/**
 * Takes a shared store out of the hands of all who log in, as an administrator: its tables become those of a role of their own, steps that it
 * lacks are taken, and two groups get the rights that they need. All or none, and as often as somebody likes.
 */
export async function protectStore(address: SharedAddress): Promise<ProtectedStore> {
  const pool = openPool(address, 1, false);
  try {
    return await inTransaction(pool, async (client) => {
      await lockSteps(client);
      const { former, ...roles } = await rolesOf(client);
      await makeRoles(client, Object.values(roles));
      const [owner, reports, operators] = [roles.owner, roles.reports, roles.operators].map(
        escapeIdentifier,
      );
      await client.query(`GRANT ${reports} TO ${operators}; GRANT ${owner} TO CURRENT_USER`);
      if (former === null) await client.query(`CREATE SCHEMA ${SCHEMA} AUTHORIZATION ${owner}`);
      await client.query(`SET LOCAL ROLE ${escapeIdentifier(former ?? roles.owner)}`);
      const steps = await takeSteps(client, address.shown);
      await client.query('RESET ROLE');
      const handedOver = await handOver(client, roles.owner);
      await grant(client, roles);
      await client.query(`REVOKE ${owner} FROM CURRENT_USER`);
      const written = {
        owner: inSql(roles.owner),
        reports: inSql(roles.reports),
        operators: inSql(roles.operators),
      };
      return { ...written, former: former === roles.owner ? null : former, steps, handedOver };
    });
  } catch (error) {
    if ((error as { code?: unknown }).code !== '42501') throw openingError(error, address.shown);
    const message = `${address.shown}: protecting it needs a superuser, or one who may make roles (CREATEROLE) and has its tables`;
    throw new Error(message, { cause: error });
  } finally {
    await pool.end();
  }
}

/** A role's name as people write it. */
const inSql = (name: string): string =>
  /^[a-z_][a-z\d_]*$/u.test(name) ? name : escapeIdentifier(name);

/** The roles of a store: as its owner is called, else by its database, for roles are those of all databases of a server. And whose it is. */
async function rolesOf(client: ClientBase): Promise<Roles & { readonly former: string | null }> {
  const { rows } = await client.query<{
    database: string;
    former: string | null;
    base: string | null;
  }>(
    `SELECT current_database() AS database, o.rolname AS former,
       CASE WHEN NOT o.rolcanlogin THEN substring(o.rolname FROM '^(.*)_owner$') END AS base
     FROM (SELECT) one LEFT JOIN pg_namespace n ON n.nspname = $1 LEFT JOIN pg_roles o ON o.oid = n.nspowner`,
    [SCHEMA],
  );
  const { database, former, base } = rows[0] as (typeof rows)[number];
  const name = base ?? (database === SCHEMA ? SCHEMA : `${SCHEMA}_${database}`);
  return {
    owner: `${name}_owner`,
    reports: `${name}_reports`,
    operators: `${name}_operators`,
    former,
  };
}

/** Makes roles where they are missing. Throws where one is somebody, or may do more than they. */
async function makeRoles(client: ClientBase, names: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ name: string; isPlain: boolean }>(
    `SELECT rolname AS name, NOT (rolcanlogin OR rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication) AS "isPlain"
     FROM pg_roles WHERE rolname = ANY ($1)`,
    [names],
  );
  for (const name of names) {
    const there = rows.find((one) => one.name === name);
    if (there?.isPlain === false || Buffer.byteLength(name) > LONGEST_NAME)
      throw new Error(
        `the role ${name} cannot be used: it may log in or do more than its members, or is longer than ${LONGEST_NAME} bytes`,
      );
    if (there === undefined) await client.query(`CREATE ROLE ${escapeIdentifier(name)} NOLOGIN`);
  }
}

/** Gives schema, tables, sequences and functions to a role, which nobody is and for whom row-level security need not hold; says how many had another owner. */
async function handOver(client: ClientBase, owner: string): Promise<number> {
  const to = `OWNER TO ${escapeIdentifier(owner)}`;
  const { rows } = await client.query<{ altered: string }>(
    `SELECT format('SCHEMA %I', nspname) AS altered FROM pg_namespace WHERE nspname = $1 AND nspowner <> $2::regrole
     UNION ALL
     SELECT format('%s %s', CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, c.oid::regclass) FROM pg_class c
     WHERE relnamespace = $1::regnamespace AND relowner <> $2::regrole AND relkind IN ('r', 'p', 'S')
       -- That of an identity column goes with its table.
       AND NOT (relkind = 'S' AND EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')))
     UNION ALL
     SELECT format('FUNCTION %s', oid::regprocedure) FROM pg_proc WHERE pronamespace = $1::regnamespace AND proowner <> $2::regrole`,
    [SCHEMA, escapeIdentifier(owner)],
  );
  for (const { altered } of rows) await client.query(`ALTER ${altered} ${to}`);
  const forced = await client.query<{ name: string }>(
    `SELECT oid::regclass AS name FROM pg_class WHERE relnamespace = $1::regnamespace AND relforcerowsecurity AND NOT relispartition`,
    [SCHEMA],
  );
  for (const { name } of forced.rows)
    await client.query(`ALTER TABLE ${name} NO FORCE ROW LEVEL SECURITY`);
  return rows.length;
}

/** Grants what each group needs, and takes all else from everybody. */
async function grant(
  client: ClientBase,
  { reports: keepers, operators: all }: Roles,
): Promise<void> {
  const [reports, operators] = [escapeIdentifier(keepers), escapeIdentifier(all)];
  const from = `FROM PUBLIC, ${reports}, ${operators}`;
  await client.query(`
    REVOKE ALL ON SCHEMA ${SCHEMA} ${from};
    REVOKE ALL ON ALL TABLES IN SCHEMA ${SCHEMA} ${from};
    REVOKE ALL ON ALL SEQUENCES IN SCHEMA ${SCHEMA} ${from};
    REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${SCHEMA} ${from};
    GRANT USAGE ON SCHEMA ${SCHEMA} TO ${reports};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${SCHEMA} TO ${reports};
    GRANT USAGE ON SEQUENCE landed TO ${reports};
    GRANT SELECT ON steps TO ${reports};
    GRANT SELECT, UPDATE, DELETE ON reports TO ${reports};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ${REPORT_TABLES.join(', ')} TO ${reports};
    GRANT SELECT, INSERT, DELETE ON payloads TO ${reports};
    -- Who asks hosts sees which; others store requests, read answers and tidy up.
    GRANT SELECT (id, key, night, tag, since, status, reply, payload, answered),
      INSERT (key, night, host, origin, tag, ask, login), DELETE ON asks TO ${reports};
    GRANT SELECT, UPDATE (used), DELETE ON representations TO ${reports};
    GRANT SELECT (next, held, due, backlog), DELETE ON lanes TO ${reports};
    GRANT SELECT, INSERT, UPDATE, DELETE ON asks, representations, lanes, nights TO ${operators}`);
}
