import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Evidence, openEvidence } from '../../src/evidence/evidence.js';
import type { Tip } from '../../src/evidence/log.js';
import { EVIDENCE_LIMITS } from '../../src/evidence/retention.js';
import { renderEvidenceProblem } from '../../src/surfaces/exhibit/exhibit.js';
import { emptyFolder } from './evidence-folder.js';
import { entryOf, forge, linesIn, rewrite } from './forging.js';
import { captureOf, certificate, overTls } from './samples.js';
import { noOpenssl, openTsa, type Tsa } from './tsa.js';

const HOUR = 3_600_000;
const open = (folder: string): Evidence => openEvidence(folder, EVIDENCE_LIMITS);
const hoursFromNow = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();

let tsa: Tsa;
/** An authority that somebody made for himself. */
let own: Tsa;
/** Two nights of two captures each, with certificates, stamped at their ends. */
let sound: string;
let tip: Tip;

/** What a forger may write otherwise when he writes all of it anew. */
interface Forged {
  readonly hours?: number;
  readonly text?: string;
  readonly subject?: string;
  /** Who stamps it; nobody where it is absent. */
  readonly by?: Tsa;
}

async function write(
  folder: string,
  { hours = 0, text = 'the passage', subject = 'tip', by }: Forged,
): Promise<void> {
  for (const run of [1, 2]) {
    const evidence = open(folder);
    for (const one of [subject, 'hrr']) {
      const capture = captureOf(one, run, `${text} ${run}`);
      const at = hoursFromNow(hours + (run === 1 ? -2 : 0));
      await evidence.keep(
        overTls({ ...capture, outcome: { ...capture.outcome, at } }, [
          certificate('leaf'),
          certificate('between'),
        ]),
      );
    }
    const of = await evidence.tip();
    const order = { at: hoursFromNow(0), tsa: 'https://tsa.example/', of, roots: null };
    if (by !== undefined) await evidence.stamp(order, async (query) => by.answer(query));
  }
}

beforeAll(async () => {
  if (noOpenssl !== null) return console.warn(noOpenssl);
  tsa = openTsa();
  own = openTsa('Test');
  sound = join(import.meta.dirname, `../../node_modules/.cache/tampering-${process.pid}`);
  rmSync(sound, { recursive: true, force: true });
  await write(sound, { by: tsa });
  tip = await open(sound).tip();
  return () => {
    tsa.remove();
    own.remove();
    rmSync(sound, { recursive: true });
  };
});

const empty = (folder: string): void => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
};

/** All of it written anew; with `keepStamps`, the stamps that it had stand where they stood. */
const anew =
  (forged: Forged, keepStamps = false) =>
  async (folder: string): Promise<void> => {
    const stamps = linesIn(folder).filter(({ kind }) => kind === 'stamp');
    empty(folder);
    await write(folder, forged);
    if (!keepStamps) return;
    const [first, second] = stamps.map(entryOf);
    const lines = linesIn(folder).map(entryOf);
    const nights = [1, 2].map((run) =>
      lines.filter((line) => 'file' in line && line.file.includes(`00000${run}`)),
    );
    rewrite(
      folder,
      [...(nights[0] ?? []), first, ...(nights[1] ?? []), second].filter(
        (line) => line !== undefined,
      ),
    );
  };

type Harm = (folder: string) => unknown;

/** As docs/evidence.md lists them. */
const HARMS: Readonly<Record<string, Harm>> = {
  'the tail cut off log, `head` and files alike': (f) => {
    forge(f, (all) =>
      all.slice(
        0,
        all.findIndex((e) => e.kind === 'capture' && e.run === 2),
      ),
    );
    rmSync(join(f, 'run-000002.warc.gz'));
  },
  'the last time stamp taken off, and `head` set back': (f) =>
    void forge(f, (all) => all.slice(0, -1)),
  'all of it removed': empty,
  'all of it written anew with other words, without stamps': anew({ text: 'made up' }),
  'all of it written anew around the stamps that it had': anew({}, true),
  'all of it re-dated and sealed anew, stamps kept': anew({ hours: -24 }, true),
  'a capture taken out and the lines behind it sealed anew': (f) =>
    void forge(f, (all) => all.slice(1)),
  'a subject renamed in log and records, all sealed anew': anew({ subject: 'other' }, true),
  'a captured text exchanged in log and records, all sealed anew': anew(
    { text: 'another passage' },
    true,
  ),
  'all of it written anew, stamped by an authority that somebody made': (f) =>
    anew({ text: 'made up', by: own })(f),
  'a capture added behind the last stamp, dated before it': (f) => {
    const capture = captureOf('late', 3, 'late');
    return open(f).keep({ ...capture, outcome: { ...capture.outcome, at: hoursFromNow(-24) } });
  },
};

/** The table of docs/evidence.md: what was done, whether a noted line finds it, whether a time stamp does. */
const TABLE = [
  ...(readFileSync(join(import.meta.dirname, '../../docs/evidence.md'), 'utf8')
    .split('## What only something outside of the folder finds')[1]
    ?.split('\n## ')[0]
    ?.matchAll(/^\| (?!what was done|-)(.+?) \| (yes|no)\b.*? \| (yes|no|with)\b.*? \|$/gmu) ?? []),
].map(([, what = '', noted = '', stamp = '']) => ({
  what,
  noted: noted === 'yes',
  stamp: stamp !== 'no',
}));

it('docs/evidence.md lists what is tried here, and nothing else', () => {
  expect(TABLE.map(({ what }) => what).sort()).toEqual(Object.keys(HARMS).sort());
});

const BY_NOTED = /what was noted down|dropped from the log/u;
const BY_STAMP = /time stamp/u;

describe.skipIf(noOpenssl !== null)('what only something outside of the folder finds', () => {
  it.each(TABLE)(
    '$what: a noted line finds it: $noted, a time stamp: $stamp',
    async ({ what, noted, stamp }) => {
      const folder = emptyFolder();
      cpSync(sound, folder, { recursive: true });
      await HARMS[what]?.(folder);
      const { problems } = await open(folder).verify(
        [{ tip, by: 'what was noted down' }],
        tsa.root,
      );
      const told = problems.map(renderEvidenceProblem);
      expect(told.some((line) => BY_NOTED.test(line))).toBe(noted);
      expect(told.some((line) => BY_STAMP.test(line))).toBe(stamp);
      // Nothing in it gives it away but these.
      expect(told.filter((line) => !BY_NOTED.test(line) && !BY_STAMP.test(line))).toEqual([]);
    },
  );

  it('nothing is found where nothing was done', async () => {
    const { problems, notes } = await open(sound).verify(
      [{ tip, by: 'what was noted down' }],
      tsa.root,
    );
    expect([...problems, ...notes]).toEqual([]);
  });

  it('without roots an authority that somebody made is believed, and the verification says that nobody vouches for it', async () => {
    const folder = emptyFolder();
    await write(folder, { text: 'made up', by: own });
    const { problems, stamps } = await open(folder).verify();
    expect(problems).toEqual([]);
    expect(stamps).toMatchObject({ count: 2, pinned: false });
  });
});
