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
  const waiting = new Map<string, (entry: Told) => void>();
  let rest = '';
  const { child, ended } = start([...args, '--log', 'json'], {
    cwd,
    env,
    onErr: (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const entry = JSON.parse(line) as Told;
        entries.push(entry);
        waiting.get(entry.event as string)?.(entry);
      }
    },
  });
  /** The first entry of an event. */
  const heard = (event: string): Promise<Told> =>
    new Promise((resolve, reject) => {
      const before = entries.find((entry) => entry.event === event);
      if (before !== undefined) resolve(before);
      waiting.set(event, resolve);
      void ended.then(({ err }) => reject(new Error(`ended without ${event}: ${err}`)));
    });
  return { child, ended, entries, heard };
}
