import type { EditionVerdict } from '../../model/edition.js';
import type { Schedule, ScheduleGroup, ScheduleRow } from '../../model/manuscript.js';
import { printOf } from '../../model/old-print.js';
import { isInMainText } from '../../model/quote.js';
import { escapeMarkdown, inlineMarkdown, linkMarkdown } from '../escape.js';
import { quoteReason } from '../words/documents.js';
import type { Locale } from '../words/locale.js';
import { printWords } from '../words/old-prints.js';
import { sentence } from '../words/words.js';

export interface ScheduleSpan {
  readonly text: string;
  /** What a click on it opens, where a browser may open it. */
  readonly url?: string | undefined;
  /** BCP 47, where it is not English. */
  readonly lang?: string | undefined;
  readonly strong?: true | undefined;
}

export interface ScheduleBlock {
  readonly kind: 'title' | 'heading' | 'text' | 'source' | 'extract' | 'detail';
  readonly spans: readonly ScheduleSpan[];
  /** Id of the row that it belongs to; null for what is the schedule's own. */
  readonly row: string | null;
}

const plainBlock = (kind: ScheduleBlock['kind'], text: string): ScheduleBlock => ({
  kind,
  spans: [{ text }],
  row: null,
});

/** A message whose blanks take spans. */
const spansOf = (locale: Locale, message: string, values: object): readonly ScheduleSpan[] =>
  locale
    .fillParts<ScheduleSpan>(message, values)
    .map((part) => (typeof part === 'string' ? { text: part } : part));

export const scheduleTitle = (locale: Locale, { report }: Schedule): string =>
  locale.fill(locale.messages.schedule.title, report);

/** A schedule as paragraphs, in order. Rows are numbered through, so that a skeleton argument can name them. */
export function blocksOf(locale: Locale, schedule: Schedule): readonly ScheduleBlock[] {
  const { report, on, groups, extracts = true } = schedule;
  let number = 0;
  return [
    plainBlock('title', scheduleTitle(locale, schedule)),
    plainBlock('text', locale.fill(locale.messages.schedule.about, { ...report, on })),
    plainBlock('text', summary(locale, schedule)),
    ...groups.flatMap((group) => [
      plainBlock('heading', headingOf(locale, group)),
      ...group.rows
        .flatMap((row) => rowBlocks(locale, row, ++number))
        .filter(({ kind }) => extracts || kind !== 'extract'),
    ]),
    ...indexOf(
      locale,
      groups.flatMap((group) => group.rows),
    ),
  ];
}

/** The documents by their publishers, each with the numbers of its rows. */
function indexOf(locale: Locale, rows: readonly ScheduleRow[]): readonly ScheduleBlock[] {
  const sources = new Map(
    rows.map(({ source }) => [source.id, locale.fill(locale.messages.schedule.document, source)]),
  );
  const numbers = (id: string) =>
    rows.flatMap(({ source }, i) => (source.id === id ? i + 1 : [])).join(', ');
  const lines = [...sources].toSorted(([, a], [, b]) => a.localeCompare(b, 'en'));
  return rows.length === 0
    ? []
    : [
        plainBlock('heading', locale.messages.schedule.index),
        ...lines.map(([id, document]) =>
          plainBlock(
            'detail',
            locale.fill(locale.messages.schedule.documentRows, { document, numbers: numbers(id) }),
          ),
        ),
      ];
}

function headingOf(locale: Locale, { kind, name }: ScheduleGroup): string {
  if (name === null) return locale.messages.schedule.noSection;
  return kind === 'section' ? locale.fill(locale.messages.schedule.section, { name }) : name;
}

/** What a judge should know before reading on: how many extracts there are, and how many of them do not stand. */
function summary(locale: Locale, { groups }: Schedule): string {
  const rows = groups.flatMap((group) => group.rows);
  const tally = (standing: ReturnType<typeof rowState>): number =>
    new Set(rows.filter((row) => rowState(row) === standing).map((row) => row.id)).size;
  const [stands, lost, unchecked] = [tally('stands'), tally('lost'), tally('unchecked')];
  const days = rows
    .flatMap(({ checkedAt }) => checkedAt?.slice(0, 'YYYY-MM-DD'.length) ?? [])
    .sort();
  const [first, last] = [days[0], days.at(-1)];
  const verified = { first, last, span: first !== last };
  return locale.fill(locale.messages.schedule.summary, {
    ...verified,
    stands,
    lost,
    unchecked,
    reference: tally('reference'),
  });
}

function rowBlocks(locale: Locale, row: ScheduleRow, number: number): readonly ScheduleBlock[] {
  const { id, quote, line, url, archive, verdict, edition } = row;
  const block = (
    kind: ScheduleBlock['kind'],
    ...spans: readonly ScheduleSpan[]
  ): ScheduleBlock => ({
    kind,
    spans,
    row: id,
  });
  const now = verdict?.verdict === 'altered' && !isToMend(row) ? verdict.found : null;
  const outdated = editionNote(locale, edition);
  return [
    block('source', { text: `${number}. `, strong: true }, { text: `${line} [${id}]` }),
    ...linesOf(quote?.text).map((text) => block('extract', { text })),
    ...linesOf(quote?.original?.text).map((text, i) => {
      const lang = quote?.original?.lang;
      return block(
        'extract',
        ...(i === 0
          ? spansOf(locale, locale.messages.schedule.original, { lang, text: { text, lang } })
          : [{ text, lang }]),
      );
    }),
    block('detail', {
      text: extractWords(locale, row),
      ...(rowState(row) === 'stands' ? {} : { strong: true }),
    }),
    ...(now === null
      ? []
      : [block('detail', { text: locale.fill(locale.messages.schedule.now, { now }) })]),
    ...(outdated === null ? [] : [block('detail', { text: outdated })]),
    ...row.pending.map((change) =>
      block('detail', {
        text: locale.fill(locale.messages.schedule.pending, {
          print: printWords(locale, printOf(change)),
        }),
      }),
    ),
    // The words that a text fragment repeats are not printed.
    block(
      'detail',
      ...spansOf(locale, locale.messages.schedule.source, {
        address: url && { text: url.replace(/#:~:.*$/su, ''), url },
      }),
    ),
    ...(archive === null
      ? []
      : [
          block(
            'detail',
            ...spansOf(locale, locale.messages.schedule.copy, {
              ...archive,
              address: { text: archive.url, url: archive.url },
            }),
          ),
        ]),
  ];
}

const linesOf = (text: string | undefined): readonly string[] =>
  (text ?? '').split('\n').filter((line) => line.trim() !== '');

/** How an extract stands, as a sentence that a tribunal can rely on. */
function extractWords(locale: Locale, row: ScheduleRow): string {
  const { quote, verdict, checkedAt } = row;
  if (quote === null) return locale.fill(locale.messages.standing.reference, { checkedAt });
  if (checkedAt === null) return locale.messages.standing.unseen;
  if (isToMend(row))
    return locale.fill(locale.messages.standing.toMend, {
      checkedAt,
      stands: verdict !== null && isInMainText(verdict),
    });
  if (verdict === null) return locale.fill(locale.messages.standing.unsought, { checkedAt });
  const { stood, omissionChanged, contextChanged } = verdict;
  // A reason may be a sentence of its own.
  const reason = quoteReason(locale, verdict.why).replace(/\.$/u, '');
  const values = {
    checkedAt,
    reason,
    stood,
    omission: omissionChanged?.since,
    context: contextChanged?.since,
  };
  return locale.fill(locale.messages.standing[verdict.verdict], values);
}

/** What a judge should know of the edition that is cited, with the name of a newer one; null for nothing. */
function editionNote(locale: Locale, edition: EditionVerdict | null): string | null {
  if (edition === null) return null;
  const { status, newer } = edition;
  const newest = newer.at(-1);
  // An older edition that the authors keep on purpose is still an older one.
  const known = status === 'acknowledged' && newest !== undefined ? 'superseded' : status;
  if (!['superseded', 'withdrawn', 'replaced-in-place'].includes(known)) return null;
  return sentence(
    locale.fill(locale.messages.schedule.newer, {
      ...(known === 'superseded' ? newest : {}),
      status: locale.statuses.edition[known],
    }),
  );
}

/** True for an extract in whose place other words were decided: as the report prints it, nobody vouches for it. */
const isToMend = ({ pending }: ScheduleRow): boolean =>
  pending.some(({ field }) => field.startsWith('quotes/'));

/** How a row counts: what stands in the document's own text, what does not, and what nobody can tell. */
function rowState(row: ScheduleRow): 'stands' | 'lost' | 'unchecked' | 'reference' {
  const { quote, verdict } = row;
  if (quote === null) return 'reference';
  if (isToMend(row)) return 'lost';
  if (verdict === null || verdict.verdict === 'unverifiable') return 'unchecked';
  return isInMainText(verdict) ? 'stands' : 'lost';
}

export const scheduleMarkdown = (locale: Locale, schedule: Schedule): string =>
  `${blocksOf(locale, schedule)
    .map(({ kind, spans }) => LAYOUT[kind].mark + spans.map(spanMarkdown).join(''))
    .join('\n\n')}\n`;

function spanMarkdown({ text, url, strong }: ScheduleSpan, index: number): string {
  if (url !== undefined) return linkMarkdown(text, url);
  const escaped = (index === 0 ? escapeMarkdown : inlineMarkdown)(text);
  // The escaper trims what stands between two stretches of a line.
  return `${/^\s/u.test(text) ? ' ' : ''}${strong ? `**${escaped}**` : escaped}${/\s$/u.test(text) ? ' ' : ''}`;
}

/**
 * Of a paragraph: its mark in Markdown, the letters of its line, and the space around it in lines, as the Word file sets it.
 * A4 with margins of 25.4 mm leaves 159 mm, and Calibri of 11 pt takes 5.3 pt a letter on average. A title is of 16 pt, a heading
 * of 13 pt, an extract set in by 10 mm on either side.
 */
const LAYOUT: Readonly<
  Record<
    ScheduleBlock['kind'],
    { readonly mark: string; readonly letters: number; readonly space: number }
  >
> = {
  title: { mark: '# ', letters: 58, space: 1 },
  heading: { mark: '## ', letters: 72, space: 1.2 },
  text: { mark: '', letters: 85, space: 0.5 },
  source: { mark: '', letters: 85, space: 0.8 },
  extract: { mark: '> ', letters: 74, space: 0.4 },
  detail: { mark: '', letters: 85, space: 0.2 },
};
/** Lines a page: the same page leaves 246 mm, and a line of 11 pt takes 13.4 pt. */
const LINES = 52;
/** Characters as wide as two letters. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60]/gu;

const heightOf = ({ kind, spans }: ScheduleBlock): number => {
  const text = spans.map((span) => span.text).join('');
  const letters = text.length + (text.match(WIDE)?.length ?? 0);
  return Math.max(1, Math.ceil(letters / LAYOUT[kind].letters)) + LAYOUT[kind].space;
};

/** How many A4 pages a schedule fills, estimated from its letters: no printer is asked. */
export function lengthOf(locale: Locale, schedule: Schedule) {
  const rows = new Map<string, number>();
  let lines = 0;
  for (const block of blocksOf(locale, schedule)) {
    const height = heightOf(block);
    lines += height;
    if (block.row !== null) rows.set(block.row, (rows.get(block.row) ?? 0) + height / LINES);
  }
  return {
    pages: Math.ceil(lines / LINES),
    rows: [...rows].map(([id, pages]) => ({ id, pages })).sort((a, b) => b.pages - a.pages),
  };
}

/** Rows that are named when a schedule is too long. Chosen to fit on a screen. */
const MAX_NAMED = 5;

/** Letters of an English word and the space behind it, on average. */
const LETTERS_A_WORD = 6;

/** How long a schedule is, and what to do where that is more than `most` pages. */
export function lengthNote(
  locale: Locale,
  { pages, rows }: ReturnType<typeof lengthOf>,
  most: number,
): string {
  const over = Math.max(0, pages - most);
  const longest = rows.slice(0, MAX_NAMED).map((row) => `${row.id} (${row.pages.toFixed(1)})`);
  const cut = Math.round((over * LINES * LAYOUT.extract.letters) / LETTERS_A_WORD / 50) * 50;
  const values = { pages, most, over, cut, longest: locale.sideBySide(longest) };
  return `${locale.fill(locale.messages.schedule.length, values)}\n`;
}
