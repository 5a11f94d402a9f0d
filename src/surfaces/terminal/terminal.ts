import type { ContentVerdict } from '../../model/content.js';
import type { EditionVerdict } from '../../model/edition.js';
import type { Finding } from '../../model/finding.js';
import type { LinkVerdict } from '../../model/link.js';
import type { OldPrint } from '../../model/old-print.js';
import type { QuoteVerdict } from '../../model/quote.js';
import type { JudgedRun, RunFacts } from '../../model/run.js';
import type { SourceVerdict } from '../../model/verdict.js';
import type { SourceChange, VerdictChange } from '../../model/verdicts.js';
import { shorten } from '../../passage/text/sentences.js';
import { diffToTerminal } from '../diff/diff-view.js';
import { evidenceOf, type FindingEvidence } from '../evidence.js';
import { headline } from '../headline.js';
import { type Case, caseTitle, isAlreadyReported, overview } from '../overview.js';
import { place, touchedIn } from '../publication.js';
import { commandMessages } from '../words/catalogues.js';
import {
  badCaptureLines,
  contentReason,
  missingStamps,
  quoteReason,
  readingReason,
} from '../words/documents.js';
import { messageOf } from '../words/findings.js';
import { linkReason } from '../words/links.js';
import type { Locale } from '../words/locale.js';
import { stillPrinted } from '../words/old-prints.js';
import { todoWords } from '../words/remedies.js';
import {
  count,
  editionReason,
  fateWords,
  kindWords,
  linkWords,
  quoteWords,
  SEVERITY_MARK,
  updateLine,
} from '../words/words.js';
import { type Paint, painter, plain, wrap } from './screen.js';

export interface Screen {
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
}

/** Characters of a passage that are shown. */
const PASSAGE = 240;

const lines = (locale: Locale, e: FindingEvidence, paint: Paint): readonly string[] => {
  switch (e.kind) {
    case 'words':
      return [diffToTerminal(e.parts, paint)];
    case 'passage':
      return [
        paint.quiet(
          `${e.label === locale.messages.evidence.quoted ? '' : `${e.label}: `}“${shorten(plain(e.text), PASSAGE)}”`,
        ),
      ];
    case 'consequence':
      return [plain(`${e.label}: ${e.text}`)];
    case 'fact':
      return e.ofNight === true ? [] : [paint.quiet(plain(`${e.label}: ${e.text}`))];
    case 'line':
      return [plain(`${e.label}: ${e.line}`)];
    case 'address':
      return [paint.quiet(plain(`${e.label}: ${e.url}`))];
    case 'fates':
      return e.newer.flatMap((n) =>
        n.quotes.map((q) => {
          const words = q.diff.length > 0 ? `: ${diffToTerminal(q.diff, paint)}` : '';
          return `${plain(`${q.quote} in ${n.edition}`)}: ${fateWords(locale, q)}${words}`;
        }),
      );
  }
};

const findingLines = (
  locale: Locale,
  finding: Finding,
  { verdict: source, about }: Case,
  paint: Paint,
  width: number,
): readonly string[] => {
  const { severity } = finding;
  const name = paint[severity](
    `${SEVERITY_MARK[severity]} ${locale.statuses.severity[severity]}: ${kindWords(locale, finding).name}`,
  );
  const since = finding.state === 'new' ? 'new' : `since ${locale.day(finding.since)}`;
  const cited = touchedIn(finding, about)
    .map((citation) => place(locale, citation))
    .join(', ');
  return [
    wrap(`${name} (${plain(since)}). ${plain(messageOf(locale, finding))}`, width, '  '),
    ...evidenceOf(locale, finding, source)
      .flatMap((e) => lines(locale, e, paint))
      .map((l) => wrap(l, width, '    ')),
    ...(cited === '' ? [] : [wrap(paint.quiet(plain(`Cited in ${cited}`)), width, '    ')]),
    wrap(`${paint.strong('To do:')} ${plain(todoWords(locale, finding))}`, width, '    '),
  ];
};

/** The text of each finding; the first has that of its source above it, the last an empty line below. */
const caseTexts = (locale: Locale, of: Case, paint: Paint, width: number): readonly string[] => {
  const head = `${paint.strong(plain(caseTitle(locale, of)))} ${paint.quiet(plain(`· ${of.verdict?.publisher ?? 'not visited in this run'} · ${of.id}`))}`;
  const texts = of.findings.map((f) => findingLines(locale, f, of, paint, width).join('\n'));
  return texts.map(
    (text, n) =>
      `${n === 0 ? `${wrap(head, width)}\n` : ''}${text}${n === texts.length - 1 ? '\n' : ''}`,
  );
};

/** Lines of findings that a summary has, our choice: sixty with what comes in dozens. More is for a page. */
const LINES = 48;

/** Where the rest is, where nobody says it. */
const ELSEWHERE = 'the page';

/** What fits of the findings, and how many more there are; `more` is where those are shown, null where none are to be left out. */
function fitFindings(
  locale: Locale,
  findings: readonly string[],
  more: string | null,
  width: number,
): readonly string[] {
  if (more === null) return findings;
  const shown: string[] = [];
  let room = LINES;
  for (const text of findings) {
    const lines = text.split('\n');
    if (room === 0 || (lines.length > room && shown.length > 0)) break;
    shown.push(lines.slice(0, room).join('\n'));
    room = Math.max(0, room - lines.length);
  }
  const n = findings.length - shown.length;
  return n === 0
    ? shown
    : [
        ...shown,
        wrap(locale.fill(commandMessages.terminal.more, { n, place: plain(more) }), width),
        '',
      ];
}

/** That an archive could not be asked, once for all sources of which that is so, with why it was so first. */
const unaskedLines = (locale: Locale, cases: readonly Case[]): readonly string[] => {
  const verdicts = new Map(cases.flatMap(({ about }) => [...about]));
  const [reason, ...more] = [...verdicts.values()].flatMap(
    ({ archiveUnasked }) => archiveUnasked ?? [],
  );
  return reason === undefined
    ? []
    : [locale.fill(commandMessages.terminal.unasked, { n: more.length + 1, reason })];
};

/** What filed reports still print, a line each, and what marks it there. */
export const renderFiled = (
  locale: Locale,
  filed: readonly OldPrint[],
  { width }: Pick<Screen, 'width'>,
): string =>
  filed.length === 0
    ? ''
    : `${[...filed.map((print) => stillPrinted(locale, print)), commandMessages.terminal.filed].map((line) => wrap(plain(line), width)).join('\n')}\n`;

/** What is said of the run itself, a paragraph each with an empty line behind it. */
const notices = (
  locale: Locale,
  { run }: JudgedRun,
  cases: readonly Case[],
  filed: readonly OldPrint[],
  width: number,
): readonly string[] => {
  const archives = unaskedLines(locale, cases).flatMap((line) => [wrap(plain(line), width), '']);
  const captures = badCaptureLines(locale, run.badCaptures).map((line, i) =>
    wrap(plain(line), width, i === 0 ? '' : '  '),
  );
  const update = updateLine(locale, run.updated);
  return [
    ...(filed.length === 0 ? [] : [renderFiled(locale, filed, { width })]),
    ...archives,
    ...(captures.length === 0 ? [] : [...captures, '']),
    ...(update === '' ? [] : [wrap(update, width), '']),
  ];
};

/** Only what is to do, most urgent first; empty when nothing is. */
export const renderTodo = (
  locale: Locale,
  run: JudgedRun,
  { colour, width }: Screen,
  more: string | null = ELSEWHERE,
  filed: readonly OldPrint[] = [],
): string => {
  const paint = painter(colour);
  const { cases } = overview(locale, run);
  const findings = cases.flatMap((c) => caseTexts(locale, c, paint, width));
  const lines = [
    ...fitFindings(locale, findings, more, width),
    ...notices(locale, run, cases, filed, width),
  ];
  return lines.length === 0 ? '' : `${lines.join('\n').trimEnd()}\n`;
};

/** The night at the end of `check`: what is to do, most urgent first, and one last line that sums it up. */
export const renderTerminal = (
  locale: Locale,
  run: JudgedRun,
  { colour, width }: Screen,
  more: string | null = ELSEWHERE,
  filed: readonly OldPrint[] = [],
): string => {
  const paint = painter(colour);
  const { cases, piles: all } = overview(locale, run);
  const piles = all.filter((pile) => !isAlreadyReported(pile));
  const findings = cases.flatMap((c) => caseTexts(locale, c, paint, width));
  return [
    ...fitFindings(locale, findings, more, width),
    ...piles.map(({ severity, title, action }) =>
      wrap(`${paint[severity](SEVERITY_MARK[severity])} ${title}. ${plain(action)}`, width),
    ),
    ...(piles.length > 0 ? [''] : []),
    ...notices(locale, run, cases, filed, width),
    ...missingStamps(locale, run.run.stamps).flatMap((line) => [wrap(plain(line), width), '']),
    wrap((run.run.online ? paint.strong : paint.high)(headline(locale, run)), width),
    '',
  ].join('\n');
};

/** Characters of a passage that are shown, our choice: enough to know which it is. */
const SHORT_PASSAGE = 60;

interface Claim {
  readonly words: string;
  readonly reason: string;
}

const claimsIn = (locale: Locale) => ({
  link: (one: LinkVerdict): Claim => ({
    words: linkWords(locale, one),
    reason: linkReason(locale, one.why),
  }),
  content: (one: ContentVerdict): Claim => ({
    words: locale.statuses.content[one.change],
    reason: contentReason(locale, one.why),
  }),
  quote: (one: QuoteVerdict): Claim => ({
    words: quoteWords(locale, one),
    reason: quoteReason(locale, one.why),
  }),
  edition: (one: EditionVerdict): Claim => ({
    words: locale.statuses.edition[one.status],
    reason: editionReason(locale, one.why),
  }),
});

const because = ({ words, reason }: Claim): string =>
  plain(reason === '' ? words : `${words}, ${reason}`);

/** Why a source was judged as it was, in one line of any length: address, text, passages, edition, each with what it rests on. */
export function renderWhys(
  locale: Locale,
  { id, link, content, citations, edition }: SourceVerdict,
  { colour }: Screen,
): string {
  const paint = painter(colour);
  const latest = edition.newer.at(-1)?.url ?? null;
  const parts = [
    ['address', because(claimsIn(locale).link(link))],
    [
      'text',
      because({ ...claimsIn(locale).content(content), reason: readingReason(locale, content) }),
    ],
    [
      'passages',
      passagesOf(
        locale,
        citations.flatMap(({ quotes }) => quotes),
      ),
    ],
    [
      'edition',
      `${because(claimsIn(locale).edition(edition))}${latest === null ? '' : `: ${plain(latest)}`}`,
    ],
  ].flatMap(([name, words]) => (words === '' ? [] : [`${paint.quiet(`${name}:`)} ${words}`]));
  return `${paint.strong(plain(id))}  ${parts.join('; ')}\n`;
}

/** Those that stand by their number, each other with its reason. */
function passagesOf(locale: Locale, quotes: readonly QuoteVerdict[]): string {
  const others = quotes.filter(({ verdict }) => verdict !== 'intact');
  const standing = quotes.length - others.length;
  return [
    ...(standing > 0 ? [count(standing, 'stands', 'stand')] : []),
    ...others.map(
      (quote) =>
        `“${shorten(plain(quote.text), SHORT_PASSAGE)}” ${because(claimsIn(locale).quote(quote))}`,
    ),
  ].join(', ');
}

/** What judging a night again by other rules came to: which verdicts differ, from what to what, and why, source by source. */
export function renderRejudged(
  locale: Locale,
  { id, startedAt }: Pick<RunFacts, 'id' | 'startedAt'>,
  changes: readonly SourceChange[],
): string {
  const night = `run ${id}, on ${locale.day(startedAt)}`;
  const n = changes.reduce((sum, one) => sum + one.changes.length, 0);
  if (n === 0) return `What ${night}, received is judged as it was then: no verdict differs.\n`;
  const sources = changes.map(
    ({ source, changes: own }) =>
      `${plain(`${source.title} · ${source.publisher} · ${source.id}`)}\n${own.map((a) => changeLines(locale, a)).join('')}`,
  );
  return `Rules changed: ${count(n, 'verdict differs', 'verdicts differ')} on what ${night}, received; nothing was asked of the web.\n\n${sources.join('\n')}\n`;
}

function changeLines(locale: Locale, { claim, before, after }: VerdictChange): string {
  const claimOf = claimsIn(locale)[claim] as (one: typeof before) => Claim;
  const [then, now] = [claimOf(before), claimOf(after)];
  const name =
    claim === 'quote' ? `${after.id} “${shorten(after.text, SHORT_PASSAGE)}”` : CLAIM_NAMES[claim];
  const reasonOf = ({ words, reason }: Claim): string => plain(reason === '' ? words : reason);
  const words = plain(`${name}: ${then.words} → ${now.words}`);
  return `  ${words}\n    before: ${reasonOf(then)}\n    now: ${reasonOf(now)}\n`;
}

const CLAIM_NAMES = { link: 'address', content: 'text', edition: 'edition' } as const;
