import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { EMPTY, mergeDraft } from '../../src/manuscript/import/merge-draft.js';
import { readWord } from '../../src/manuscript/read/word.js';
import { isProven } from '../../src/model/remedy.js';
import { findingsNow } from '../../src/night/remedies.js';
import { readDraft } from '../../src/pool/read-draft.js';
import { thoughtIn } from '../../src/pool/thought.js';
import { openZip } from '../../src/reading/zip.js';
import { editSources } from '../../src/settings/edit-source.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import type { Store } from '../../src/store/store.js';
import { annotateReport } from '../../src/tasks/annotate.js';
import { citeAgain, lintWritten } from '../../src/tasks/citations.js';
import { takeIn } from '../../src/tasks/intake.js';
import { check } from '../check.js';
import {
  accepted,
  acceptedOdt,
  commentsOf,
  commentsOfOdt,
  highlightsOf,
  partOf,
  REAL_REPORT,
  rejected,
  rejectedOdt,
} from '../manuscript/annotate/annotated.js';
import { odt, odtOf } from '../manuscript/houses/odt-report.js';
import { pdfReport } from '../manuscript/houses/pdf-report.js';
import { heading, p } from '../manuscript/houses/plan.js';
import { docx, escaped } from '../manuscript/houses/word-report.js';
import { code, field, para, run } from '../manuscript/read/word-file.js';
import { onThisThread } from '../pool/on-this-thread.js';
import { runOf, verdictOf } from '../store/samples.js';
import { fakeWorld, page, settings } from '../world.js';

const thought = thoughtIn(onThisThread);

const STANDS =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects in that year.';
const ALTERED =
  'Women who return are questioned by officers of the province before they may go home to their families.';
const MOVED =
  'The court lowered the maximum rate of private loans to four times the prime rate of that month.';

const note = (publisher: string, title: string, host: string, accessed: string) =>
  `${publisher}, “[${title}](https://${host}.example/article)”, 1 May 2020, last accessed: ${accessed}`;

const NOTES = [
  note('China Daily', 'Police fortify the crackdown', 'stale', '5 January 2024'),
  note('Reuters', 'Women who come home', 'altered', '20 September 2025'),
  note('Central News Agency', 'Police fortify their stations', 'fresh', '20 September 2025'),
  'Xinhua, “Courts and lenders”, 1 May 2020, https://moved.example/old, last accessed: 20 September 2025',
  'Ibid.',
];

const BODY = [
  heading(1, 'China: a report'),
  heading(2, '1. Findings'),
  p(`According to China Daily, “${STANDS}”[^1]`),
  p(`Reuters writes: “${ALTERED}”[^2]`),
  p(`The agency writes: “${STANDS}”[^3]`),
  p(`Xinhua reports: “${MOVED}”[^4] And then the end came.[^5]`),
];

const FACTS = { id: 'R', title: null, publisher: null, published: null, url: null };

/** A report of five notes as a Word file. */
function wordFile(
  body: Parameters<typeof docx>[0]['body'] = BODY,
  notes: readonly string[] = NOTES,
): Uint8Array {
  const made = openZip(docx({ body, notes }));
  const types =
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>';
  return zipSync({
    '[Content_Types].xml': new Uint8Array(Buffer.from(types)),
    ...Object.fromEntries(made.names.map((name) => [name, new Uint8Array(made(name) ?? [])])),
  });
}

/** A report of five notes that was imported and checked on one night, and what is handed on of it. */
async function checked(bytes: Uint8Array) {
  const read = await readDraft({ bytes, name: 'report' });
  if (read.kind !== 'draft') throw new Error(read.kind);
  const times = { now: new Date('2025-10-01T02:00:00Z'), staleAfter: settings().staleAfter };
  const { text } = takeIn(
    { text: EMPTY, file: 'sources.json' },
    { draft: read.draft, facts: FACTS, lint: lintWritten(times) },
  );
  const watch = parseWatchlist(text, 'sources.json');
  const world = fakeWorld();
  const shows = (passage: string, title: string): string => page(passage, title);
  world.pages.set('https://stale.example/article', shows(STANDS, 'Police fortify the crackdown'));
  world.pages.set(
    'https://altered.example/article',
    shows(ALTERED.replace('province', 'ministry'), 'Women who come home'),
  );
  world.pages.set('https://fresh.example/article', shows(STANDS, 'Police fortify their stations'));
  const to = 'https://moved.example/new';
  world.pages.set('https://moved.example/old', {
    finalUrl: to,
    hops: [{ url: 'https://moved.example/old', http: 308, to }],
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: bodyOf(shows(MOVED, 'Courts and lenders')),
  } as never);
  world.pages.set(to, shows(MOVED, 'Courts and lenders'));
  const run = await check(world, watch, settings(), () => {});
  const report = watch.reports[0] as (typeof watch.reports)[number];
  const given = { bytes, draft: read.draft, text, watch, report, now: times.now, publication: {} };
  const annotate = (options: Partial<Parameters<typeof annotateReport>[2]> = {}) =>
    annotateReport(world.store, thought, {
      ...given,
      name: 'report',
      all: false,
      quotations: false,
      proposed: true,
      ...options,
    });
  return { world, run, text, watch, report, bytes, annotate };
}

/** A report without notes as a file of LibreOffice. */
function asOdt(read: ReturnType<typeof readWord>): Uint8Array {
  if ('kind' in read) throw new Error(read.why);
  const tagged = ({ kind, level, runs }: (typeof read.paragraphs)[number]): string => {
    const text = runs
      .map((run) => (run.href === null ? escaped(run.text) : link(run.href, run.text)))
      .join('');
    if (kind === 'heading') return `<text:h text:outline-level="${level}">${text}</text:h>`;
    return kind === 'item'
      ? `<text:list><text:list-item><text:p>${text}</text:p></text:list-item></text:list>`
      : `<text:p>${text}</text:p>`;
  };
  return odtOf(read.paragraphs.map(tagged).join(''));
}
const link = (href: string, text: string): string =>
  `<text:a xlink:type="simple" xlink:href="${escaped(href)}">${escaped(text)}</text:a>`;

const bodyOf = (text: string) => {
  const bytes = new TextEncoder().encode(text);
  return { bytes, sha256: 'a'.repeat(64), truncated: false };
};

describe('a report that was checked', () => {
  let night: Awaited<ReturnType<typeof checked>>;
  beforeAll(async () => {
    night = await checked(wordFile());
  });

  it('has a comment at each citation of which a finding is open, one on its title, and no other', async () => {
    const { file, comments } = await night.annotate();
    const told = commentsOf(file);
    const kinds = night.run.findings.map(({ kind }) => kind).sort();
    expect(kinds).toEqual(['access-stale', 'passage-altered', 'source-moved']);
    expect(told.map(({ at }) => at).slice(0, 1)).toEqual(['China: a report']);
    expect(told.length).toBe(comments);
    expect(told.map(({ lines }) => lines)).toMatchObject(
      [
        ['Checked on 1 October 2025, 5 citations: 1 needs work, 4 stand.', /tracked change/],
        [
          /^Last read long ago, since/,
          {},
          /^Set the day of access/,
          /^See https:\/\/stale/,
          /^The citation would read: China Daily/,
        ],
        [
          /^Passage changed/,
          {},
          /^It now reads/,
          '“province” is now “ministry”.',
          /^Read the difference/,
          {},
          /^See https:\/\/altered/,
        ],
        [
          /^Page moved/,
          {},
          /^Cite the new address/,
          /^See https:\/\/moved.example\/new/,
          /^The citation would read: Xinhua/,
        ],
        [/^Page moved/, {}, /^Cite the new address/, /^See https:\/\/moved.example\/new/],
      ].map((lines) =>
        lines.map((line) =>
          line instanceof RegExp
            ? expect.stringMatching(line)
            : typeof line === 'string'
              ? line
              : expect.any(String),
        ),
      ),
    );
    const text = partOf(file);
    const around = [
      ...text.matchAll(/commentRangeStart w:id="\d+"\/><w:r><w:footnoteReference w:id="(\d)"/gu),
    ];
    expect(around.map(([, id]) => id)).toEqual(['1', '2', '4', '5']);
  });

  it('has the lines that cite prints once its changes are taken, and its own words where they are not', async () => {
    const { file } = await night.annotate();
    const [before, after] = [
      partOf(night.bytes, 'word/footnotes.xml'),
      partOf(file, 'word/footnotes.xml'),
    ];
    expect(rejected(after)).toBe(rejected(before));
    const [stale, altered, fresh, moved, ibid] = accepted(after).split('\n');
    const source = night.watch.sources.find(({ url }) => url?.includes('stale'));
    if (source === undefined) throw new Error('not imported');
    const citations = night.report.citations.filter((one) => one.source === source.id);
    const { text } = await citeAgain(night.world.store, [{ source, citations }], 'asylos');
    expect(`${stale?.trim()}\n`).toBe(text);
    expect(stale).toContain('last accessed: 1 October 2025');
    expect(moved?.trim()).toBe(NOTES[3]?.replace('/old', '/new'));
    expect([altered, fresh, ibid].map((line) => line?.trim())).toEqual(
      [NOTES[1], NOTES[2], NOTES[4]].map((line) => line?.replace(/\[([^\]]*)\]\([^)]*\)/u, '$1')),
    );
    expect(rejected(partOf(file))).toBe(rejected(partOf(night.bytes)));
    expect(accepted(partOf(file))).toBe(rejected(partOf(night.bytes)));
  });

  it('has other quoted words only where that is asked for', async () => {
    const { file } = await night.annotate({ quotations: true });
    const before = rejected(partOf(night.bytes));
    expect(accepted(partOf(file))).toBe(before.replace('the province', 'the ministry'));
    expect(rejected(partOf(file))).toBe(before);
  });

  it('has a comment at every citation where that is asked for, in the language of its readers', async () => {
    const languages = new Map([['R', 'fr' as const]]);
    const { file } = await night.annotate({ all: true, publication: { languages } });
    const told = commentsOf(file);
    expect(told.length).toBe(6);
    expect(
      told
        .map(({ lines }) => lines.join(' '))
        .filter((text) => /Confirmée, vérifiée le/u.test(text)).length,
    ).toBe(1);
  });

  it('is read as the same draft again', async () => {
    const { file } = await night.annotate({ quotations: true });
    const [before, after] = await Promise.all(
      [night.bytes, file].map((bytes) => readDraft({ bytes, name: 'report.docx' })),
    );
    expect(after).toEqual(before);
  });
});

describe('the same report', () => {
  const plan = { body: BODY, notes: NOTES };
  const said = async (file: Uint8Array) =>
    commentsOf(file)
      .map(({ lines }) =>
        lines.join('\n').replace(/&#(\d+);/gu, (_, code) => String.fromCharCode(code)),
      )
      .filter((text) => !text.startsWith('Checked on'));

  it('as a file of LibreOffice has the comments and the lines that the Word file has', async () => {
    const [word, open] = [await checked(wordFile()), await checked(odt(plan))];
    const [inWord, { file }] = [(await word.annotate()).file, await open.annotate()];
    const told = commentsOfOdt(file).map(({ lines }) => lines.join('\n'));
    expect(told[0]).toContain('is a tracked change.');
    expect(
      told
        .slice(1)
        .map((text) => text.replace(/&#(\d+);/gu, (_, code) => String.fromCharCode(code))),
    ).toEqual(await said(inWord));
    const [before, after] = [partOf(open.bytes, 'content.xml'), partOf(file, 'content.xml')];
    expect(rejectedOdt(after)).toBe(rejectedOdt(before));
    const lines = accepted(partOf(inWord, 'word/footnotes.xml')).split('\n');
    for (const line of lines) expect(acceptedOdt(after).split('\n')).toContain(line.trim());
    const taken = after.replace(
      /<text:tracked-changes.*?<\/text:tracked-changes>|<text:change[^>]*>/gsu,
      '',
    );
    const again = await readDraft({
      bytes: zipSync({ 'content.xml': Buffer.from(taken) }),
      name: 'report',
    });
    if (again.kind !== 'draft') throw new Error(again.kind);
    const { ids, changes } = mergeDraft(open.text, open.watch, again.draft, FACTS);
    expect(ids).toEqual(open.report.citations.map(({ id }) => id));
    const made = changes.map((one) => `${one.kind} ${'field' in one ? one.field : ''}`);
    const lined = 'citation-changed cited';
    expect(made).toEqual(['source-differs url', 'citation-changed accessed', lined, lined]);
    const { file: quoted } = await open.annotate({ quotations: true });
    expect(acceptedOdt(partOf(quoted, 'content.xml'))).toContain('officers of the ministry');
    const drafts = [open.bytes, quoted].map((bytes) => readDraft({ bytes, name: 'report' }));
    expect(await drafts[1]).toEqual(await drafts[0]);
  });

  it('as a PDF has the comments at the lines themselves, which show what is mended, and no change', async () => {
    const [word, pdf] = [await checked(wordFile()), await checked(pdfReport(plan, 'Asylos'))];
    const { file, comments, changes } = await pdf.annotate();
    const told = await highlightsOf(file);
    expect([told.length, changes]).toEqual([comments, 2]);
    expect(told.slice(1).map(({ at }) => at)).toEqual([
      ...[0, 1, 3].map((i) => NOTES[i]?.replace(/\[([^\]]*)\]\([^)]*\)/u, '$1')),
      'Ibid',
    ]);
    expect(told[0]?.lines).toEqual([
      'Checked on 1 October 2025, 5 citations: 1 needs work, 4 stand.',
    ]);
    expect(told.slice(1).map(({ lines }) => lines.join('\n'))).toEqual(
      await said((await word.annotate()).file),
    );
    expect(told[1]?.lines.at(-1)).toMatch(
      /^The citation would read: China Daily, .* 1 October 2025$/u,
    );
    const drafts = [pdf.bytes, file].map((bytes) => readDraft({ bytes, name: 'report' }));
    expect(await drafts[1]).toEqual(await drafts[0]);
  });
});

describe('remedies that were taken', () => {
  const plan = { body: BODY, notes: NOTES };
  it.each([
    ['Word', wordFile()],
    ['LibreOffice', odt(plan)],
  ])('are each a tracked change in a file of %s, and nothing else is', async (_, bytes) => {
    const night = await checked(bytes);
    const findings = await findingsNow(
      night.world.store,
      night.watch,
      new Date('2025-10-01T02:00:00Z'),
    );
    const remedies = findings.flatMap((one) => (one.remedies ?? []).filter(isProven).slice(0, 1));
    expect(remedies.map(({ kind }) => kind).sort()).toEqual(['accessed', 'moved', 'quote']);
    const before = await night.annotate({ proposed: false });
    expect([before.changes, before.taken]).toEqual([0, 0]);
    const text = remedies.reduce((list, { edit }) => editSources(list, edit), night.text);
    const watch = parseWatchlist(text, 'sources.json');
    const [report] = watch.reports;
    if (report === undefined) throw new Error('no report');
    const { file, taken, unplaced } = await night.annotate({
      proposed: false,
      text,
      watch,
      report,
    });
    // The address stands in a note, and in the one that says “ibid.”, which prints none.
    expect(watch.changes).toHaveLength(4);
    expect([taken, unplaced.map(({ what, citations }) => [what, citations])]).toEqual([
      3,
      [['address', ['R/5']]],
    ]);
    const isWord =
      bytes.length === night.bytes.length && openZip(file)('word/document.xml') !== null;
    const words = isWord
      ? accepted(partOf(file)) + accepted(partOf(file, 'word/footnotes.xml'))
      : acceptedOdt(partOf(file, 'content.xml'));
    for (const one of ['officers of the ministry', 'https://moved.example/new', '1 October 2025'])
      expect(words).toContain(one);
    expect(words).not.toContain('https://moved.example/old');
  });
});

describe('a citation line', () => {
  const body = [
    heading(1, 'China: a report'),
    heading(2, '1. Findings'),
    p(`China Daily writes: “${STANDS}”[^1]`),
  ];
  const line = (published: string, accessed: string) =>
    `China Daily, “Police fortify the crackdown”, ${published}, https://stale.example/article, last accessed: ${accessed}`;
  const footnotes = async (published: string) => {
    const { file } = await (
      await checked(wordFile(body, [line(published, '5 January 2024')]))
    ).annotate();
    const xml = partOf(file, 'word/footnotes.xml');
    return [accepted(xml).trim(), rejected(xml).trim()];
  };

  it('that prints its address keeps its form, and its day of access changes', async () => {
    const [fresh, old] = ['1 October 2025', '5 January 2024'].map((day) => line('1 May 2020', day));
    expect(await footnotes('1 May 2020')).toEqual([fresh, old]);
  });

  it('that prints one day twice changes that of access, and not that of publication', async () => {
    const [fresh, old] = ['1 October 2025', '5 January 2024'].map((day) =>
      line('5 January 2024', day),
    );
    expect(await footnotes('5 January 2024')).toEqual([fresh, old]);
  });

  it('that is the text of one field for two documents is left to a comment', async () => {
    const item = (host: string, title: string, publisher: string) => ({
      itemData: {
        type: 'webpage',
        title,
        publisher,
        URL: host,
        accessed: { 'date-parts': [[2024, 1, 5]] },
      },
    });
    const items = [
      item('https://stale.example/article', 'Police fortify the crackdown', 'China Daily'),
      item('https://fresh.example/article', 'Police fortify their stations', 'CNA'),
    ];
    const shown =
      'China Daily, “Police fortify the crackdown”; CNA, “Police fortify their stations”';
    const cited = (citationItems: typeof items, text: string) =>
      para(
        run(`It writes: “${STANDS}” `) +
          field(
            code(` ADDIN ZOTERO_ITEM CSL_CITATION ${JSON.stringify({ citationItems })} `),
            run(text),
          ),
      );
    const [two, one] = await Promise.all(
      [cited(items, shown), cited(items.slice(0, 1), shown.split(';')[0] ?? '')].map(
        async (xml) => {
          const { file } = await (
            await checked(wordFile([heading(1, 'China: a report'), xml], []))
          ).annotate();
          return partOf(file).includes('<w:ins ');
        },
      ),
    );
    expect([two, one]).toEqual([false, true]);
  });
});

describe.skipIf(REAL_REPORT === null)('a published report', () => {
  const text = readFileSync(join(import.meta.dirname, '../../sources.json'), 'utf8');
  const watch = parseWatchlist(text, 'sources.json');
  const report = watch.reports[0] as (typeof watch.reports)[number];
  const [now, at] = [new Date('2025-10-01T02:00:00Z'), '2025-10-01T02:00:00.000Z'];
  const verdicts = watch.sources.map(({ id, url }) => ({
    ...verdictOf(id, 'alive', at),
    url,
    citations: report.citations
      .filter(({ source }) => source === id)
      .map((one) => ({ ...one, report: report.id, currency: 'stale' as const, quotes: [] })),
  }));
  const stale = report.citations.filter(({ cited }, i) => i % 3 === 0 && cited !== null);
  const findings = stale.map((one) => ({
    id: `access-stale:${one.id}`,
    source: one.source,
    citation: one.id,
    quote: null,
    edition: null,
    kind: 'access-stale',
    severity: 'low',
    state: 'new',
    since: at,
    why: {
      kind: 'access-stale',
      accessed: one.accessed,
      cited: { report: report.id, section: one.section },
    },
  }));
  const store = {
    runs: async () => [runOf(1).run],
    lastGood: async () => runOf(1).run,
    lives: async () =>
      findings.map((finding) => ({ finding, openedIn: 1, freshIn: 1, resolvedIn: null })),
    verdicts: async () => verdicts,
  } as unknown as Store;

  it('has a comment at each citation of which a finding is open and none elsewhere, and loses nothing', async () => {
    const bytes = readFileSync(REAL_REPORT ?? '');
    const read = await readDraft({ bytes, name: 'report.docx' });
    if (read.kind !== 'draft') throw new Error(read.kind);
    const given = {
      bytes,
      draft: read.draft,
      text,
      watch,
      report,
      publication: {},
      now,
      all: false,
      quotations: false,
      proposed: true,
    };
    const { file } = await annotateReport(store, thought, { ...given, name: 'report' });
    const spaceless = (line: string | null | undefined) => line?.replace(/\s+/gu, '');
    const decoded = (line: string) =>
      line
        .replace(/&quot;/gu, '"')
        .replace(/&#39;/gu, "'")
        .replace(/&amp;/gu, '&');
    const [, ...told] = commentsOf(file);
    expect(told.map((one) => spaceless(decoded(one.at)))).toEqual(
      stale.map(({ cited }) => spaceless(cited)),
    );
    const [xml, before] = [partOf(file), partOf(bytes)];
    expect(rejected(xml)).toBe(rejected(before));
    const lines = decoded(accepted(xml)).split('\n');
    const changed = decoded(rejected(before))
      .split('\n')
      .flatMap((line, i) => (line === lines[i] ? [] : [lines[i]]));
    const again = await Promise.all(
      stale.map(async (one) => {
        const source = watch.sources.find(({ id }) => id === one.source);
        const life = async () =>
          verdicts.filter(({ id }) => id === one.source).map((verdict) => ({ verdict }));
        if (source === undefined) throw new Error(one.source);
        return (
          await citeAgain({ life } as never, [{ source, citations: [one] }], 'asylos')
        ).text.trim();
      }),
    );
    expect(changed.length).toBeGreaterThan(10);
    expect(changed.filter((line) => !again.includes(line ?? ''))).toEqual([]);
    const [old, fresh] = [openZip(bytes), openZip(file)];
    expect(fresh.names).toEqual(old.names);
    const others = old.names.filter(
      (name) =>
        Buffer.compare(old(name) ?? new Uint8Array(), fresh(name) ?? new Uint8Array()) !== 0,
    );
    expect(others).toEqual(['word/document.xml', 'word/comments.xml']);
    expect(await readDraft({ bytes: file, name: 'report.docx' })).toEqual(read);
  });

  it.each([
    [
      'a file of LibreOffice',
      () => asOdt(readWord(openZip(readFileSync(REAL_REPORT ?? '')))),
      async (file: Uint8Array) => commentsOfOdt(file),
    ],
    ['a PDF', () => readFileSync((REAL_REPORT ?? '').replace(/docx$/u, 'pdf')), highlightsOf],
  ] as const)(
    'as %s has a comment at the words of each, and is read the same',
    async (_, made, commentsIn) => {
      const bytes = made();
      const read = await readDraft({ bytes, name: 'report' });
      if (read.kind !== 'draft') throw new Error(read.kind);
      const given = {
        text,
        watch,
        report,
        publication: {},
        now,
        all: false,
        quotations: false,
        proposed: true,
      };
      const { file } = await annotateReport(store, thought, {
        ...given,
        name: 'report',
        bytes,
        draft: read.draft,
      });
      const letters = (line: string | null | undefined) =>
        line?.replace(/&[#\w]+;|[^\p{L}\p{N}]/gu, '');
      const [, ...told] = await commentsIn(file);
      expect(told.map(({ at }) => letters(at))).toEqual(stale.map(({ cited }) => letters(cited)));
      expect(await readDraft({ bytes: file, name: 'report' })).toEqual(read);
    },
  );
});
