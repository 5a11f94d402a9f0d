import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { emptyFolder } from '../command-line.js';
import { citation, source, watchlist } from '../world.js';
import { BEHAVIOURS } from './behaviours.js';
import { startHostileWeb } from './web.js';

/** What a process holds after a night over the hostile web. Memory in bytes. */
export interface Held {
  readonly round: number;
  readonly code: number;
  readonly heap: number;
  readonly external: number;
  readonly rss: number;
  /** Open files and sockets; -1 where the system does not tell. */
  readonly descriptors: number;
  /** What keeps the event loop alive. */
  readonly resources: number;
}

const CHILD = join(import.meta.dirname, 'soak-child.mjs');
/** Short enough for many rounds. */
const LIMITS = {
  timeout: '1500',
  retries: '0',
  hostDelay: '0',
  concurrency: '64',
  maxBytes: '2M',
  archive: 'none',
};

/** Checks the hostile web so many times in one process with a store on the disk; `tell` hears of each round. */
export async function soak(rounds: number, tell: (held: Held) => void): Promise<readonly Held[]> {
  // Some addresses no list may have.
  const behaviours = BEHAVIOURS.filter(({ url }) => /^https?:\/\/[^/@]+(?:\/|$)/u.test(url));
  const web = await startHostileWeb(behaviours);
  const folder = emptyFolder();
  const sources = behaviours.map(({ name, url, title }) => source(name, { url, title }));
  const citations = behaviours.map(({ name, title }, i) =>
    citation(i, name, `What ${title} says stands here.`),
  );
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('sources.json'), JSON.stringify(watchlist(sources, citations)));
  writeFileSync(at('ca.pem'), web.ca);
  const places = {
    sources: at('sources.json'),
    db: at('kept/citewatch.db'),
    reports: at('reports'),
  };
  const options = { ...places, ...LIMITS, cacert: at('ca.pem'), connectTo: web.connectTo };
  const child = spawn(
    process.execPath,
    ['--expose-gc', CHILD, String(rounds), JSON.stringify(options)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const held: Held[] = [];
  const lines = createInterface(child.stdout).on('line', (line) => {
    const one = JSON.parse(line) as Held;
    held.push(one);
    tell(one);
  });
  await once(lines, 'close');
  await web.close();
  return held;
}

/** How much more of each a process holds after its last round than after its second: the first fills what is filled once. */
export function growth(
  held: readonly Held[],
): Readonly<Record<'heap' | 'rss' | 'descriptors' | 'resources', number>> {
  const [first, last] = [held[1], held.at(-1)];
  const ratio = (name: 'heap' | 'rss' | 'descriptors' | 'resources'): number =>
    (last?.[name] ?? Number.NaN) / (first?.[name] ?? Number.NaN);
  return {
    heap: ratio('heap'),
    rss: ratio('rss'),
    descriptors: ratio('descriptors'),
    resources: ratio('resources'),
  };
}
