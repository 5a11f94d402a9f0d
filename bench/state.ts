import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { filesBelow } from '../src/delivery/git.js';
import { start } from '../test/command-line.js';
import { git, type Server, startServer } from '../test/delivery/repositories.js';
import { startReplica } from '../test/replica/web.js';

/**
 * `npm run bench -- state [NIGHTS]`: by what the branch of the state grows on a night on which nothing happens. Plays so many nights (30) of
 * `citewatch nightly` over the replica of the report's sources, each on a machine of its own, with a local remote. Counts bytes as the
 * repository has them on its disk, store and evidence apart, and beside them what the same store and evidence take as files, deflated as git
 * does it: that is how they were kept before.
 */
const NIGHTS = Number(process.argv[2] ?? 30);
/** Kilobytes that a quiet night may add on average. */
const MOST = 40;
const STATE = 'citewatch-state';
const SHIPPED = readFileSync(join(import.meta.dirname, '../sources.json'), 'utf8');
const DAY = 86_400_000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Size {
  readonly store: number;
  readonly evidence: number;
}

const sum = ({ store, evidence }: Size): number => store + evidence;
const isEvidence = (path: string): boolean => path.startsWith('evidence/');

/** Bytes on the disk of what a branch holds, by what it is of. */
function sizeOn({ remote }: Server): Size {
  const size = { store: 0, evidence: 0 };
  const listed = git(remote, 'ls-tree', '-r', '--format=%(objectname) %(path)', STATE)
    .trimEnd()
    .split('\n');
  for (const [, blob = '', path = ''] of listed.map((line) => /^(\w+) (.*)$/u.exec(line) ?? []))
    size[isEvidence(path) ? 'evidence' : 'store'] += Number(
      git(remote, 'rev-list', '--disk-usage', '--objects', '--no-walk', blob),
    );
  return size;
}

/** The same for the files of a checkout. */
async function sizeAsFiles(cwd: string): Promise<Size> {
  const folder = join(cwd, '.citewatch');
  const size = { store: 0, evidence: 0 };
  for (const path of await filesBelow(folder))
    size[isEvidence(path) ? 'evidence' : 'store'] += deflateSync(
      readFileSync(join(folder, path)),
    ).length;
  return size;
}

const replica = await startReplica(JSON.parse(SHIPPED));
const server = startServer({ 'sources.json': SHIPPED, '.gitignore': '.citewatch/\n' });
const connect = replica.connectTo.flatMap((rule) => ['--connect-to', rule]);
const nights: { readonly kept: Size; readonly asFiles: Size }[] = [];
try {
  for (let night = 0; night < NIGHTS; night++) {
    const cwd = server.checkout();
    const now = new Date(Date.UTC(2025, 2, 26, 2) + night * DAY).toISOString();
    const quiet = ['--archive', 'none', '--host-delay', '0', '--issue', 'none', '--now', now];
    const args = ['nightly', ...quiet, '--cacert', replica.caFile, ...connect];
    const { code, err } = await start(args, { cwd }).ended;
    if (code !== 0) throw new Error(`night ${night + 1} ended with ${code}: ${err}`);
    nights.push({ kept: sizeOn(server), asFiles: await sizeAsFiles(cwd) });
    rmSync(cwd, { recursive: true });
  }
} finally {
  await replica.close();
  rmSync(server.remote, { recursive: true });
}

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const perNight = (of: (night: (typeof nights)[number]) => number): number => {
  const [first, last] = [nights[0], nights.at(-1)];
  return first === undefined || last === undefined
    ? Number.NaN
    : (of(last) - of(first)) / (nights.length - 1);
};
const grown = perNight(({ kept }) => sum(kept));
const before = perNight(({ asFiles }) => sum(asFiles));
for (const [i, { kept }] of nights.entries())
  say(`night ${String(i + 1).padStart(2)}  store ${kB(kept.store)}, evidence ${kB(kept.evidence)}`);
say(`${NIGHTS} nights, the first of which has everything to keep, and the others nothing new`);
const [store, evidence] = [
  perNight(({ kept }) => kept.store),
  perNight(({ kept }) => kept.evidence),
];
say(
  `a quiet night adds    ${kB(grown)}: store ${kB(store)}, evidence ${kB(evidence)}   (target ${MOST} kB)`,
);
say(`the same as files     ${kB(before)}: ${(before / grown).toFixed(1)} times as much`);
if (grown > MOST * 1000) process.exitCode = 1;
