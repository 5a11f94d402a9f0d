import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Imported } from '../../src/model/manuscript.js';
import type { Watchlist } from '../../src/model/watchlist.js';
import { citewatch, emptyFolder } from '../command-line.js';
import { AUTUMN } from '../replica/nights.js';
import { type Replica, startReplica } from '../replica/web.js';

const ROOT = join(import.meta.dirname, '../..');
const SHIPPED_TEXT = readFileSync(join(ROOT, 'sources.json'), 'utf8');
const SHIPPED = JSON.parse(SHIPPED_TEXT) as Watchlist;
/** A report that was published; it is not part of the repository, what is cited in it is. */
const REAL = join(ROOT, '../shared/seed/ASI2025-01');
/** The source of which the report says that it is cited although a newer edition is out. */
const KEPT = SHIPPED.sources.find(({ id }) => id === 'usdos-hrr-2023-china')?.url ?? '';
const CHOSEN =
  'Asylos has chosen to cite the human rights report on China that was published in 2024, and not that of 2025.';

/** The report with the same citations as the shipped file, in words of our own between them. */
function rendering(): string {
  const sources = new Map(SHIPPED.sources.map((source) => [source.id, source]));
  const citations = SHIPPED.reports[0]?.citations ?? [];
  const parts = citations.flatMap(({ source, cited, quotes, section }, i) => {
    const url = sources.get(source)?.url ?? null;
    if (cited === null) return [];
    const line =
      url === null
        ? cited
        : cited.replace(/[“"]([^”"]+)[”"]/u, (_, title) => `[“${title}”](${url})`);
    const said = url === KEPT ? CHOSEN : 'It was reported as follows:';
    const heading =
      section === citations[i - 1]?.section ? [] : [`## ${section}. Section ${section}`];
    return [...heading, said, ...quotes.map(({ text }) => `> “${text}”`), line];
  });
  return ['# A report', ...parts, ''].join('\n\n');
}

let replica: Replica;
let web: readonly string[];
/** What a night says of the shipped file. */
let shipped: ReadonlyMap<string, string>;
beforeAll(async () => {
  replica = await startReplica(SHIPPED);
  replica.setNight(AUTUMN);
  web = [
    ...replica.connectTo.flatMap((rule) => ['--connect-to', rule]),
    '--cacert',
    replica.caFile,
    '--archive',
    'none',
    '--host-delay',
    '0',
    '--now',
    '2026-02-20T02:00:00Z',
  ];
  const folder = emptyFolder();
  writeFileSync(join(folder, 'sources.json'), SHIPPED_TEXT);
  shipped = await editions(folder);
});
afterAll(() => replica.close());

/** The status of each source's edition by its address (its title where it has none), and the latest that is out. */
async function editions(folder: string): Promise<ReadonlyMap<string, string>> {
  const { out } = await citewatch(['check', '--json', '--fail-on', 'never', ...web], folder);
  const { sources } = JSON.parse(out) as {
    readonly sources: readonly {
      readonly url: string | null;
      readonly title: string;
      readonly edition: {
        readonly status: string;
        readonly newer: readonly { readonly edition: string }[];
      };
    }[];
  };
  return new Map(
    sources.map(({ url, title, edition }) => [
      url ?? title,
      `${edition.status} ${/\d{4}$/u.exec(edition.newer.at(-1)?.edition ?? '')?.[0] ?? ''}`,
    ]),
  );
}

/** A folder with a report in it, brought in by one of the doors. */
async function folderOf(report: string, door: 'init' | 'import'): Promise<string> {
  const folder = emptyFolder();
  const { code, err } = await citewatch(
    [door, report, ...(door === 'init' ? ['--no-check'] : [])],
    folder,
  );
  expect(code, err).toBe(0);
  return folder;
}

const REPORTS: readonly (readonly [string, string])[] = [
  ['in our own rendering', ''],
  ['as DOCX', `${REAL}.docx`],
];

describe.each(REPORTS.filter(([, path]) => path === '' || existsSync(path)))(
  'the real report %s',
  (_, path) => {
    let report = path;
    beforeAll(() => {
      if (path !== '') return;
      report = join(emptyFolder(), 'ASI2025-01.md');
      writeFileSync(report, rendering());
    });

    it.each(['init', 'import'] as const)(
      'has the edition verdicts of the shipped file by %s, once its decision is taken',
      async (door) => {
        const folder = await folderOf(report, door);
        const { sources } = JSON.parse(
          readFileSync(join(folder, 'sources.json'), 'utf8'),
        ) as Watchlist;
        const kept = sources.find(({ url }) => url === KEPT)?.id ?? '';
        const taken = ['--about', 'edition-newer', '--edition', '2024', '--reason', CHOSEN];
        const ack = await citewatch(['ack', kept, ...taken], folder);
        expect(ack.code, ack.err).toBe(0);
        const found = await editions(folder);
        expect(found.size).toBeGreaterThanOrEqual(33);
        expect([...found].filter(([, status]) => !status.startsWith('unknown'))).toHaveLength(10);
        for (const [at, status] of found) expect([at, status]).toEqual([at, shipped.get(at)]);
      },
    );

    it('proposes its decision with the report’s sentence, and records none', async () => {
      const folder = emptyFolder();
      const { out } = await citewatch(['import', report, '--json'], folder);
      const { proposed } = JSON.parse(out) as Imported;
      expect(proposed).toMatchObject([
        { about: 'edition-newer', reason: expect.stringContaining('has chosen to cite') },
      ]);
      expect(
        (JSON.parse(readFileSync(join(folder, 'sources.json'), 'utf8')) as Watchlist).decisions,
      ).toEqual([]);
    });
  },
);
