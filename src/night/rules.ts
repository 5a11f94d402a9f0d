import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where it is written what is made of an answer, and how grave that is; what is written there is made of nothing else of ours. */
export const ROOMS = ['judging', 'model', 'passage', 'reading'];
/** What says which libraries they read with. */
const LIBRARIES = ['package.json', 'package-lock.json'];

const SOURCE = fileURLToPath(new URL('..', import.meta.url));
/** Where the build writes down the digest of its rooms: to read two hundred files takes a night 0.02 s. */
const WRITTEN = join(SOURCE, 'rules.sha256');

/**
 * The rules of reading and judging, as a digest of the files that hold them, of the libraries' versions and of Node's: nobody
 * has to remember to raise a number, and an upgrade judges everything afresh.
 */
export function digestOfRules(): string {
  const hash = createHash('sha256').update(process.version).update(digestOfRoomsHere());
  for (const name of LIBRARIES) {
    const file = join(SOURCE, '..', name);
    if (existsSync(file)) hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** The same whatever Node there is and however the program came there, with or without optional packages: for whoever judges again elsewhere. */
export function digestOfJudging(): string {
  const said = JSON.parse(readFileSync(join(SOURCE, '..', 'package.json'), 'utf8'));
  const libraries = Object.entries({ ...said.dependencies, ...said.devDependencies })
    .filter(([name]) => !(name in said.peerDependencies))
    .sort();
  return createHash('sha256')
    .update(digestOfRoomsHere())
    .update(JSON.stringify(libraries))
    .digest('hex');
}

const digestOfRoomsHere = (): string =>
  existsSync(WRITTEN) ? readFileSync(WRITTEN, 'utf8') : digestOfRooms(SOURCE);

/** The digest of the files that hold the rules, in `source`: ours, or what the compiler makes of it. */
export function digestOfRooms(source: string): string {
  const hash = createHash('sha256');
  for (const room of ROOMS)
    for (const file of readdirSync(join(source, room), { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll(sep, '/'))
      .sort())
      if (/\.(?:[jt]s|json)$/u.test(file) && !/\.d\.ts$|\.schema\.json$/u.test(file))
        hash.update(readFileSync(join(source, room, file)));
  return hash.digest('hex');
}
