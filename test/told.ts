import { start } from './command-line.js';

/** What a service tells of its work, read back. */
export type Told = Readonly<Record<string, unknown>>;

/** Starts a service with `--log json`; whatever it prints on standard error must be entries. */
export function startTelling(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
) {
  const entries: Told[] = [];
  const hearers = new Set<(entry: Told) => void>();
  let rest = '';
  const { child, ended } = start([...args, '--log', 'json'], {
    cwd,
    env,
    onErr: (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const entry = toldIn(line);
        entries.push(entry);
        for (const hear of hearers) hear(entry);
      }
    },
  });
  /** The first entry of an event of which that holds. */
  const heard = (event: string, holds: Told = {}): Promise<Told> =>
    new Promise((resolve, reject) => {
      const hear = (entry: Told): void => {
        const isMeant = Object.entries({ event, ...holds }).every(
          ([name, value]) => entry[name] === value,
        );
        if (isMeant) resolve(entry);
      };
      for (const entry of entries) hear(entry);
      hearers.add(hear);
      void ended.then(({ err }) => reject(new Error(`ended without ${event}: ${err}`)));
    });
  return { child, ended, entries, heard };
}

function toldIn(line: string): Told {
  try {
    return JSON.parse(line) as Told;
  } catch {
    throw new Error(`this is no entry: ${line}`);
  }
}
