import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, parse, resolve } from 'node:path';
import type { Language } from '../../model/languages.js';
import type { RawOptions } from '../../settings/options.js';
import type { FileDesk } from '../../tasks/hand-over.js';
import type { Io } from '../io.js';
import type { PlaceOptions } from '../options.js';

/** Annotates and checks files as the commands do, which are loaded then: a check goes into a folder of its own beside `sources.json`. */
export const fileDesk = (
  options: RawOptions & Pick<PlaceOptions, 'sources' | 'db'>,
  io: Io,
): FileDesk => ({
  annotate: async ({ name, bytes }, report, quotations) => {
    const [{ annotateOwnFile: annotated }, { formatOf }] = await Promise.all([
      import('./annotate.js'),
      import('../../tasks/annotate.js'),
    ]);
    const tracked = quotations && formatOf(bytes)?.tracks === true;
    return annotated(name, bytes, { ...options, report, quotations: tracked }, io);
  },
  fileCheck: async ({ name, bytes }, language, asked) => {
    const { runFileCheck } = await import('./file-check.js');
    const away = mkdtempSync(join(tmpdir(), 'citewatch-file-'));
    try {
      const report = join(away, name);
      writeFileSync(report, bytes);
      const folder = freeFolder(join(dirname(options.sources), `${parse(name).name}.file-check`));
      // What it is called is asked for here, in the language of whoever handed it over.
      const of = {
        lang: language as Language,
        out: folder,
        db: '',
        reports: '.',
        typed: [],
        quiet: true,
      };
      await runFileCheck([report], { ...options, ...of }, quietIo(io, asked));
      return { folder: resolve(folder), files: readdirSync(folder) };
    } finally {
      rmSync(away, { recursive: true, force: true });
    }
  },
});

function freeFolder(path: string): string {
  let n = 1;
  while (existsSync(n === 1 ? path : `${path}-${n}`)) n++;
  return n === 1 ? path : `${path}-${n}`;
}

/** A process that prints nothing, and tells how many sources have been asked. */
const quietIo = (io: Io, asked: (done: number, of: number) => void): Io => ({
  ...io,
  out: () => {},
  err: () => {},
  command: () => {},
  asJson: true,
  live: false,
  ask: null,
  tell: ({ event, fields = {} }) => {
    if (event === 'visited') asked(Number(fields.done), Number(fields.total));
  },
});
