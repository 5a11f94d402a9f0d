import { load } from 'cheerio';
import { expect, it, test } from 'vitest';
import type { Finding, FindingReason } from '../../src/model/finding.js';
import { EMPTY_LEDGER } from '../../src/model/manuscript.js';
import type { Digest, Run } from '../../src/model/run.js';
import type { Subscription } from '../../src/model/settings.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { openZip } from '../../src/reading/zip.js';
import { renderCertificate } from '../../src/surfaces/certificate.js';
import { webhookPayload } from '../../src/surfaces/chat.js';
import { escapeHtml, html } from '../../src/surfaces/escape.js';
import { evidenceOf, unobservedReason } from '../../src/surfaces/evidence.js';
import { renderCalendar } from '../../src/surfaces/files/calendar.js';
import { renderFeed, renderJsonFeed } from '../../src/surfaces/files/feed.js';
import { renderMarkdown } from '../../src/surfaces/files/markdown.js';
import { headline, offlineSinceWords, summariseFindings } from '../../src/surfaces/headline.js';
import { renderIssue, renderIssueComment } from '../../src/surfaces/issue.js';
import { renderDigest } from '../../src/surfaces/mail/digest.js';
import { caseTitle, overview } from '../../src/surfaces/overview.js';
import { renderPage } from '../../src/surfaces/page/page.js';
import type { Beside } from '../../src/surfaces/page-context.js';
import { type Publication, place, reportName } from '../../src/surfaces/publication.js';
import { savedPageView } from '../../src/surfaces/saved-page.js';
import { scheduleDocx } from '../../src/surfaces/schedule/docx.js';
import {
  badCaptureLines,
  readingReason,
  skippedWords,
} from '../../src/surfaces/words/documents.js';
import { createLocale, ENGLISH, type Locale } from '../../src/surfaces/words/locale.js';
import { endWords } from '../../src/surfaces/words/words.js';
import { parseCalendar, propertyOf } from './calendar-rules.js';
import { RUN } from './fixture-night.js';
import { digestOf, finding, link, NIGHT } from './fixture-run.js';
import { SCHEDULE } from './greek.js';
import { CASES, CLAIMS, PAGES } from './pages-in-greek.js';

/** What a night holds of other people’s words and names, which no catalogue has: they come in Greek letters here. */
const OF_OTHERS = new Set(
  'id source citation cited quote title publisher report section text found nearest edition editions decision words name'.split(
    ' ',
  ),
);
const QPS = createLocale('qps');

const LATIN = 'abcdefghijklmnopqrstuvwxyz';
const GREEK = 'αβγδεζηθικλμνξοπρστυφχψωϝϟ';
const inGreek = (text: string): string =>
  text.replace(/[a-z]/giu, (c) => {
    const letter = GREEK[LATIN.indexOf(c.toLowerCase())] ?? '';
    return c === c.toLowerCase() ? letter : letter.toUpperCase();
  });
const greek = <T>(value: T, isOfOthers = false): T => {
  if (typeof value === 'string') return (isOfOthers ? inGreek(value) : value) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => greek(one, isOfOthers)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, greek(one, OF_OTHERS.has(key))]),
  ) as T;
};

const cited = { report: 'R', section: '7b', citation: 'R/1' };
const byHand = { at: '2025-10-01T02:00:00.000Z', by: null, days: 54, isStale: true };
const GONE = { kind: 'gone', http: 404 };
const TWICE = { kind: 'twice', why: GONE, http: null, seconds: 60 };
const WHYS: readonly (readonly [Finding['kind'], object])[] = [
  [
    'passage-missing',
    {
      kind: 'passage-missing',
      cited,
      quote: { kind: 'nothing-like-it' },
      nearest: 'x',
      stood: NIGHT,
    },
  ],
  [
    'passage-altered',
    { kind: 'passage-altered', cited, quote: { kind: 'other-words', share: 0.5 }, stood: null },
  ],
  ['passage-omission-changed', { kind: 'omission-changed', cited, since: NIGHT, weighty: true }],
  [
    'passage-omission-weighs',
    { kind: 'omission-weighs', cited, omitted: [{ where: 'over', text: 'x' }] },
  ],
  [
    'passage-context-changed',
    { kind: 'context-changed', cited, as: ['heading', 'row'], since: NIGHT },
  ],
  [
    'edition-newer',
    {
      kind: 'edition-newer',
      editions: ['x'],
      fates: { intact: 1, altered: 1, missing: 0, unverifiable: 0 },
    },
  ],
  ['witness-stale', { kind: 'witness-stale', byHand }],
  ['source-corrected', { kind: 'corrected', words: 'x' }],
  [
    'source-blocked',
    {
      kind: 'blocked',
      link: { kind: 'blocked', why: { kind: 'refused', http: 403 } },
      byHand: null,
    },
  ],
  [
    'source-gone',
    {
      kind: 'failing',
      status: 'gone',
      link: { kind: 'gone', http: 404 },
      confirmed: true,
      days: 4,
    },
  ],
  [
    'source-soft-404',
    {
      kind: 'failing',
      status: 'soft-404',
      link: TWICE,
      confirmed: false,
      days: 1,
      single: true,
      twice: true,
    },
  ],
  [
    'source-server-error',
    {
      kind: 'failing',
      status: 'server-error',
      link: GONE,
      confirmed: false,
      days: 1,
      single: true,
    },
  ],
  [
    'lint-decision-expired',
    { kind: 'decision-expired', about: 'edition-newer', edition: 'x', until: '2025-03' },
  ],
  ['no-url', { kind: 'no-url' }],
];
/** Each kind of news at every source in turn, so that every place of a source comes up with it. */
const news = (state: Finding['state'], of: readonly SourceVerdict[]): readonly Finding[] =>
  WHYS.flatMap(([kind, why], i) =>
    [of[i], of[i + 4]].flatMap((one, severe) => {
      const [citation] = one?.citations ?? [];
      const over = {
        state,
        citation: citation?.id ?? null,
        quote: citation?.quotes[0]?.id ?? null,
      };
      const found = finding(kind, severe ? 'high' : 'low', one?.id ?? '', '', '', {
        ...over,
        why: why as FindingReason,
      });
      return {
        ...found,
        consequences:
          i % 3 === 0 ? [{ ...found, id: `${found.id}-2`, kind: 'passage-missing' as const }] : [],
      };
    }),
  );
const walled = RUN.sources.map((one, i) => ({
  ...one,
  archive: {
    url: 'https://archive.example/1',
    capturedAt: NIGHT,
    carriesPassage: i % 2 === 0,
    unchanged: { before: NIGHT, after: NIGHT },
  },
  archiveSkipped: 2,
  ...(i % 3 === 0 && { link: link({ status: 'blocked', by: 'login', failures: 2 }), byHand }),
  ...(i % 3 === 1 && { witness: 'browser' as const }),
}));
const { sources } = greek({ sources: walled }) as { sources: readonly SourceVerdict[] };
const runOf = (state: Finding['state'], over: object = {}): Run =>
  ({
    ...RUN,
    sources,
    findings: [...news(state, sources), ...greek(RUN.findings)],
    ...over,
  }) as Run;
const RUNS: readonly Run[] = [
  ...(['new', 'open', 'resolved', 'acknowledged'] as const).map((state) => runOf(state)),
  runOf('open', { findings: [] }),
  runOf('open', { run: { ...RUN.run, online: false } }),
  runOf('new', { run: { ...RUN.run, againAfter: 60 } }),
  runOf('new', { run: { ...RUN.run, partOf: 99, evidence: { n: 7, sha256: 'a'.repeat(64) } } }),
];
const DIGESTS: readonly Digest[] = [
  ...RUNS.map((run) => ({ ...digestOf(run), sources: run.sources, updated: 2 })),
  { ...digestOf(runOf('open')), fresh: [], open: [], standing: { stand: 1, of: 2 } },
  { ...digestOf(runOf('open')), fresh: [], open: [], resolved: [] },
];
const titles = new Map([[inGreek('ASI2025-01'), 'Ωω: ψψ']]);
const PUBLICATIONS = [{ titles, page: 'https://a.example/index.html' }, {}];
const [subscription, rhythm] = [
  { reports: ['Ρ', 'Σ'], sections: ['7', '8'], kinds: ['source-gone'] },
  { every: 'week', weekday: 5, hour: 18, timeZone: 'UTC' },
] as const;
const READER = {
  subscription: { selection: subscription, rhythm } as Subscription,
  leave: 'mailto:a@b.example',
};

/** Lines of text as a document: each part of it alone. */
const BESIDE: Beside = {
  runs: [1, 2, 3].map((id) => ({
    ...RUN.run,
    id,
    startedAt: `2025-10-0${id}T02:00:00.000Z`,
    tally: { work: 1, decided: 1, unknown: 1, stand: 2 },
  })),
  lives: new Map(
    sources.map(({ id }, i) => [
      id,
      {
        nights: [
          { at: '2025-10-01T02:00:00.000Z', word: 'stood' },
          { at: '2025-10-02T02:00:00.000Z', word: 'failed' },
          { at: '2025-10-03T02:00:00.000Z', word: 'failed' },
        ],
        capture: {
          run: 1,
          at: NIGHT,
          stood: i % 2 === 0,
          fault: i % 3 === 0 ? { kind: 'other-text' } : undefined,
        },
        lines: ['Εκδότης, “Τίτλος”, 2'],
      } as never,
    ]),
  ),
  series: [
    {
      name: 'ω',
      issues: [
        { edition: '7', url: 'https://a.example', year: null, cited: [] },
        { edition: '8', url: null, year: '2025', cited: [sources[0]?.id ?? ''] },
      ],
    },
  ] as never,
};
const asHtml = (...lines: readonly string[]): string =>
  lines
    .flatMap((text) => text.split('\n\n'))
    .map((text) => `<p>${escapeHtml(text)}</p>`)
    .join('');
const fromDigests = (
  { language }: Locale,
  render: (digest: Digest, publication: Publication) => string,
): string =>
  DIGESTS.flatMap((digest) =>
    PUBLICATIONS.map((publication) => render(digest, { ...publication, language })),
  ).join('');
const fromRuns = (render: (run: Run) => string): string => RUNS.map(render).join('');
const strings = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value
      ? Object.values(value).flatMap(strings)
      : [];

/** What people read, as HTML. */
const SURFACES: readonly (readonly [name: string, render: (locale: Locale) => string])[] = [
  [
    'mail',
    (locale) =>
      fromDigests(locale, (digest, publication) => renderDigest(digest, publication, READER).html),
  ],
  [
    'mail as text',
    (locale) =>
      fromDigests(locale, (digest, publication) => {
        const { subject, text } = renderDigest(digest, publication);
        return asHtml(subject, text);
      }),
  ],
  [
    'chat',
    (locale) =>
      fromDigests(locale, (digest, publication) => {
        const { text } = webhookPayload('slack', digest, publication) as { text: string };
        const { formatted_body } = webhookPayload('matrix', digest, publication) as {
          formatted_body: string;
        };
        const { title, message, actions } = webhookPayload('ntfy', digest, publication) as Record<
          string,
          string
        >;
        const labels = strings(actions).filter((one) => !/^view$/u.test(one));
        return (
          asHtml(...text.split('\n'), title ?? '', ...(message ?? '').split('\n'), ...labels) +
          formatted_body
        );
      }),
  ],
  [
    'issue',
    (locale) =>
      fromDigests(locale, (digest, publication) => {
        const matter = { report: 'Ρ', digest, notes: [] };
        const { title, body } = renderIssue(matter, publication);
        const text = `${body}\n${renderIssueComment(matter, publication)}`.replace(
          /<!--.*?-->|<\/?(?:del|ins)>/gsu,
          '',
        );
        return asHtml(title, ...text.split('\n'));
      }),
  ],
  [
    'feed',
    (locale) =>
      fromRuns((run) => {
        const $ = load(renderFeed(run, { language: locale.language }), { xml: true });
        const { title, items } = JSON.parse(renderJsonFeed(run, { language: locale.language })) as {
          title: string;
          items: { content_html: string }[];
        };
        const titles = $('title').map((_, one) => $(one).text());
        return (
          asHtml(title, ...titles.get()) + items.map(({ content_html }) => content_html).join('')
        );
      }),
  ],
  [
    'calendar',
    (locale) => {
      const next = { series: 'x', after: '7', due: '2026-02-03' };
      const decision = {
        source: sources[0]?.id ?? '',
        about: 'edition-newer',
        edition: '7',
        keep: true,
        reason: 'ω',
      };
      const ending = { by: 'notice', on: '2026-01-01', words: 'ω' } as const;
      const run = { ...runOf('open'), sources: sources.map((one) => ({ ...one, ending })) };
      const calendar = parseCalendar(
        renderCalendar(run, { language: locale.language }, {
          series: [{ name: 'ω', issues: [], next }],
          decisions: [{ ...decision, on: '2025-09-24', until: '2026-03' }],
        } as never),
      );
      const said = (of: typeof calendar, name: string) => propertyOf(of, name) ?? '';
      return asHtml(
        said(calendar, 'X-WR-CALNAME'),
        ...calendar.components.flatMap((one) => [said(one, 'SUMMARY'), said(one, 'DESCRIPTION')]),
      );
    },
  ],
  [
    'evidence',
    (locale) =>
      fromRuns((run) => {
        const seen = { run: 1, at: '2025-10-01T02:00:00.000Z' } as const;
        const all = run.findings.flatMap((one) => [one, { ...one, seen } as Finding]);
        return all
          .map((one) => {
            const source = run.sources.find(({ id }) => id === one.source) ?? null;
            const shown = evidenceOf(locale, one, source).map((piece) =>
              'text' in piece
                ? [piece.label, piece.text].join(': ')
                : 'label' in piece
                  ? piece.label
                  : piece.newer.map(({ edition }) => edition).join(' '),
            );
            return asHtml(
              ...shown,
              endWords(locale, one),
              source === null ? '' : (unobservedReason(locale, one, source) ?? ''),
            );
          })
          .join('');
      }),
  ],
  [
    'headline',
    (locale) =>
      fromRuns((run) => {
        const { cases, piles } = overview(locale, run);
        const since = { nights: 2, startedAt: NIGHT, lastStartedAt: NIGHT, why: null };
        return asHtml(
          headline(locale, run),
          ...(offlineSinceWords(locale, { ...run, offlineSince: since } as never) ?? []),
          ...cases.map((a) => caseTitle(locale, a)),
          ...piles.flatMap(({ title, action }) => [title, action]),
          ...PUBLICATIONS.map((publication) => reportName(locale, run.sources, publication)),
          reportName(locale, [], { titles: new Map([...titles, ['ω', 'ω']]) }),
          reportName(locale, [], {}),
          summariseFindings(locale, run.findings),
          ...run.sources.flatMap(({ citations }) =>
            citations.map((citation) => place(locale, citation)),
          ),
          ...Object.values(locale.statuses.severity),
        );
      }),
  ],
  [
    'reading',
    (locale) =>
      asHtml(
        ...savedPageView(locale, { byHand: { ...byHand, n: undefined } as never, quotes: [] })
          .facts,
        ...badCaptureLines(locale, {
          count: 5,
          named: [{ subject: 'ω', fault: { kind: 'other-text' } }],
        } as never),
        skippedWords(locale, 2),
        readingReason(locale, {
          ...RUN.sources[0]?.content,
          rendered: { refused: 2, unsandboxed: true },
        } as never),
      ),
  ],
  [
    'page',
    (locale) =>
      fromRuns((run) =>
        [BESIDE, {}]
          .map((beside) =>
            renderPage(run, { ...PUBLICATIONS[0], language: locale.language }, beside),
          )
          .join(''),
      ) +
      renderPage(
        runOf('open'),
        { language: locale.language, namesCommands: false },
        { ...BESIDE, decide: (id) => `/${id}` },
      ),
  ],
  [
    'certificate',
    (locale) =>
      fromRuns((run) =>
        renderCertificate(locale, {
          files: [{ name: 'ω', sha256: '1', ledger: { ...EMPTY_LEDGER, notes: 2 } }],
          run,
          program: 'citewatch 1',
          rules: '1',
          beside: ['1'],
          cases: CASES,
          claims: CLAIMS,
          uncited: [],
        }),
      ),
  ],
  [
    'latest.md',
    (locale) =>
      fromRuns((run) =>
        asHtml(
          ...renderMarkdown(run, { language: locale.language })
            .replace(/<[^>]*>|`[^`]*`/gu, '')
            .split('\n'),
        ),
      ),
  ],
  ...PAGES,
];

/** Elements that stand within a sentence. */
const INLINE =
  'a, abbr, b, bdi, br, del, em, i, ins, kbd, mark, q, small, span, strong, sub, sup, time';
const BOUNDARY = '\ue000';

/** What is said outside the catalogue’s marks in Latin letters: texts, and what is read out in their place. */
function unmarked(markup: string): readonly string[] {
  const $ = load(markup, { scriptingEnabled: false });
  $('script, style, code').remove();
  const names = ['aria-label', 'aria-description', 'title', 'alt', 'placeholder'];
  const labels = names.flatMap((name) =>
    $(`[${name}]`)
      .map((_, one) => $(one).attr(name))
      .get(),
  );
  $('*').not(INLINE).not('html, head, body').before(BOUNDARY).after(BOUNDARY);
  return [...$.root().text().split(BOUNDARY), ...labels]
    .map(outside)
    .filter((text) => /\p{Script=Latin}/u.test(text));
}

/** A text without what stands between marks, one that was cut off included, and without addresses and the program’s name. */
function outside(text: string): string {
  let depth = 0;
  let left = '';
  for (const c of text) {
    if (c === '⟦') depth += 1;
    else if (c === '⟧') depth = Math.max(0, depth - 1);
    else if (depth === 0) left += c;
  }
  return left
    .replace(/https?:\/\/\S+|\S+@\S+|\bcitewatch\b|\d{4}-\d\d-\d\dT[\d:.]+Z|latest\.csv/gu, '')
    .trim();
}

it.each(['word/document.xml', 'word/footer1.xml'])(
  '%s of a Word file says nothing either',
  async (part) => {
    const unzip = openZip(await scheduleDocx(QPS, SCHEDULE));
    const text = new TextDecoder().decode(unzip(part) ?? new Uint8Array());
    expect(text).toContain('⟦');
    const lines = text
      .replace(/<w:instrText.*?<\/w:instrText>/gsu, '')
      .replaceAll('</w:p>', '\n')
      .replace(/<[^>]*>/gu, '');
    expect(unmarked(asHtml(...lines.split('\n')))).toEqual([]);
  },
);

test.for(SURFACES)('%s says nothing that is not in the catalogue', ([, render]) => {
  const shown = render(QPS);
  expect(shown).toContain('⟦');
  expect([...new Set(unmarked(shown))]).toEqual([]);
  expect(render(ENGLISH)).not.toContain('⟦');
});

it.each([
  ['a sentence', '<p>⟦ω⟧ and more</p>', ['and more']],
  ['a label', '<button aria-label="Close">⟦ω⟧</button>', ['Close']],
  [
    'a heading beside a sentence that was cut off',
    '<h2>New</h2><p>⟦ωω…</p><p>Old</p>',
    ['New', 'Old'],
  ],
  [
    'nothing but names, addresses, commands and sentences',
    '<p>ωω ⟦a ⟦b⟧ <b>c</b>⟧ https://a.example <code>x</code></p>',
    [],
  ],
])('%s is found', (_, markup, found) => expect(unmarked(markup)).toEqual(found));

it('a blank of a message takes markup, and escapes all else', () => {
  expect(
    ENGLISH.fillHtml('<{a}> {b}: {n, plural, =1 {one} other {{n}}}', {
      a: html`<b>x</b>`,
      b: '<i>',
      n: 2,
    }).text,
  ).toBe('&lt;<b>x</b>&gt; <bdi>&lt;i&gt;</bdi>: <bdi>2</bdi>');
  expect(QPS.fillHtml(QPS.messages.mail.leave, { way: 'page', address: html`<a>ω</a>` }).text).toBe(
    '⟦To stop, open: <a>ω</a>⟧',
  );
});

it('a list in English has no comma before its last name', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(ENGLISH.andList)).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
});

it('a schedule in Arabic runs from right to left, and a citation in Latin letters as it is written', async () => {
  const unzip = openZip(await scheduleDocx(createLocale('ar'), SCHEDULE));
  const [text, footer] = ['word/document.xml', 'word/footer1.xml'].map((part) =>
    new TextDecoder().decode(unzip(part) ?? new Uint8Array()),
  );
  const paragraphs = (text ?? '').split('<w:p>').slice(1);
  const turned = (words: RegExp) =>
    paragraphs.filter((one) => words.test(one)).map((one) => one.includes('<w:bidi/>'));
  expect(turned(/جدول البلد/u)).toEqual([true]);
  expect(new Set(turned(/Εκδότης, /u))).toEqual(new Set([false]));
  expect(footer).toContain('<w:bidi/>');
});
