import type { JudgedCase } from '../model/case.js';
import { sourcesOfFinding } from '../model/finding.js';
import type { Lint } from '../model/lint.js';
import type { Ledger } from '../model/manuscript.js';
import type { OldPrint } from '../model/old-print.js';
import type { JudgedRun } from '../model/run.js';
import { shorten } from '../passage/text/sentences.js';
import { textBeside } from '../text-beside.js';
import { changedWords } from './annotation.js';
import { caseSums } from './cases.js';
import { type Html, html } from './escape.js';
import { lastObservedQuote } from './evidence.js';
import { headline, offlineReason } from './headline.js';
import { caseTitle, doubt, overview, tallyOf } from './overview.js';
import { sums } from './page/sections.js';
import { stillPage } from './page/style.js';
import { groupItems, place } from './publication.js';
import { commandMessages } from './words/catalogues.js';
import type { Locale } from './words/locale.js';
import { stillPrinted } from './words/old-prints.js';
import { kindWords, moment, quoteWords, SEVERITY_MARK, withLabel } from './words/words.js';

const STYLE = textBeside(new URL('./certificate.css', import.meta.url));

/** A file that was checked, as it was read. */
export interface CheckedFile {
  readonly name: string;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly ledger: Ledger;
}

/** What was checked, once, and by what. */
export interface Checked {
  readonly files: readonly CheckedFile[];
  readonly run: JudgedRun;
  /** Name and version of the program. */
  readonly program: string;
  /** Digest of the rules of reading and judging: the one that an exhibit and a replay name. */
  readonly rules: string;
  /** What lies beside it, by name. */
  readonly beside: readonly string[];
  /** The cases that the files cite. */
  readonly cases: readonly JudgedCase[];
  /** What says more than it quotes. */
  readonly claims: readonly Lint[];
  /** What is quoted, and no citation follows. */
  readonly uncited: readonly Lint[];
  /** What the files still print as it was before a remedy in the folder beside them. */
  readonly filed?: readonly OldPrint[];
}

/** Lines of all lists together: with all else they fill a page of A4. Our choice. */
const LINES = 18;
/** Characters of a title, our choice: with what is said of it a line of print. */
const TITLE = 70;
/** Characters of a sentence and of changed words, our choice: a few lines of print. */
const SENTENCE = 200;

/**
 * The certificate of one check, a page of A4: what was looked at, when and by what, and how much of it stands. It says what was seen and
 * no more: what could not be checked is counted beside what stands.
 */
export function renderCertificate(
  locale: Locale,
  { files, run, program, rules, beside, cases, claims, uncited, filed = [] }: Checked,
): string {
  const { startedAt, finishedAt, evidence } = run.run;
  const names = files.map(({ name }) => name);
  const fact = (label: string, body: Html | string): Html =>
    html`<dt>${label}</dt><dd>${body}</dd>`;
  const body = html`<header><p class="soft">${locale.messages.certificate.kind}</p><h1>${locale.fillHtml(locale.messages.certificate.title, { names })}</h1></header>
<main><p><b>${run.run.online ? headline(locale, run) : locale.fill(locale.messages.headline['nothing-judged'], { reason: offlineReason(locale, run).words })}</b></p>
<dl>${files.map(({ name, sha256 }) => fact(locale.messages.certificate.file, html`<bdi>${name}</bdi><br><code>SHA-256 ${sha256}</code>`))}
${fact(
  locale.messages.certificate.read,
  locale.sideBySide(
    files.map(({ ledger }) =>
      locale.fill(locale.messages.certificate.ledger, { ...ledger, lost: ledger.lost.length }),
    ),
    'semicolon',
  ),
)}
${fact(locale.messages.certificate.when, locale.fill(locale.messages.certificate.span, { from: moment(locale, startedAt), to: moment(locale, finishedAt) }))}
${fact(locale.messages.certificate.by, locale.fill(locale.messages.certificate['by-rules'], { program, rules: rules.slice(0, 12) }))}
${fact(locale.messages.certificate.citations, sums(locale, tallyOf(run)))}
${fact(locale.messages.certificate.quotations, quotations(locale, run))}
${fact(locale.messages.certificate.uncited, locale.fill(locale.messages.certificate['uncited-sum'], { n: uncited.length }))}
${cases.length > 0 && fact(locale.messages.certificate.cases, locale.fill(locale.messages.certificate['cases-sum'], caseSums(cases)))}
${evidence !== undefined && fact(locale.messages.certificate.evidence, html`${locale.fillHtml(locale.messages.certificate.tip, { n: evidence.n })}<br><code>${evidence.n}:${evidence.sha256}</code>`)}
${beside.length > 0 && fact(locale.messages.certificate.beside, html`${beside.map((name) => html`<bdi>${name}</bdi> `)}`)}</dl>
${boundedLists(locale, [
  [locale.messages.certificate.person, casesForPersons(locale, run)],
  [locale.messages.filed.heading, filed.map((print) => stillPrinted(locale, print))],
  [locale.messages.certificate.cases, cases.flatMap((a) => caseWords(locale, a))],
  [locale.messages.certificate.claims, claims.flatMap((a) => claimWords(locale, a))],
  [locale.messages.certificate.uncited, uncited.flatMap((a) => uncitedWords(locale, a))],
  [locale.messages.certificate.unchecked, uncheckedByReason(locale, run)],
])}
<h2>${locale.messages.certificate.limits}</h2><ul><li>${locale.messages.certificate['limits-time']}</li><li>${locale.messages.certificate['limits-truth']}</li><li>${locale.messages.certificate['limits-unknown']}</li></ul></main>`;
  return stillPage(locale, locale.fill(locale.messages.certificate.title, { names }), STYLE, body);
}

/** How the quotations fare, each kind of verdict with its number, the best first. */
function quotations(locale: Locale, { sources }: JudgedRun): string {
  const counts = new Map<string, number>();
  for (const { citations } of sources)
    for (const quote of citations.flatMap(({ quotes }) => quotes))
      counts.set(quoteWords(locale, quote), (counts.get(quoteWords(locale, quote)) ?? 0) + 1);
  const told = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([what, n]) => withLabel(locale, what, `${n}`));
  return told.length === 0 ? locale.messages.certificate['no-quotations'] : locale.sideBySide(told);
}

/** Lists that have anything, each with its share of the lines. */
function boundedLists(
  locale: Locale,
  all: readonly (readonly [heading: string, items: readonly string[]])[],
): readonly Html[] {
  const shown = all.filter(([, items]) => items.length > 0);
  const lines = Math.floor(LINES / shown.length);
  return shown.map(([heading, items]) => {
    const more = items.length - lines;
    return html`<h2>${heading}</h2><ul>${items.slice(0, lines).map((item) => html`<li>${item}</li>`)}${more > 0 && html`<li>${locale.fill(locale.messages.certificate.more, { n: more })}</li>`}</ul>`;
  });
}

/** What a person has to look at of a case; nothing where it exists, or could not be asked for. */
function caseWords(
  locale: Locale,
  { citation: { key, name }, verdict }: JudgedCase,
): readonly string[] {
  const told = { case: [key, name ?? []].flat().join(' ') };
  if (verdict.kind === 'not-asked') return [];
  const by = { ...told, register: commandMessages.cases[verdict.register] };
  if (verdict.kind === 'not-found')
    return [locale.fill(locale.messages.certificate['case-missing'], by)];
  if (verdict.kind === 'other-name')
    return [
      locale.fill(locale.messages.certificate['case-other'], { ...by, found: verdict.found }),
    ];
  const { later } = verdict;
  return later === undefined || later === 'unknown'
    ? []
    : [locale.fill(locale.messages.certificate['case-later'], { ...told, later: later.cited })];
}

const claimWords = (
  locale: Locale,
  { place: { citation, source }, why }: Lint,
): readonly string[] =>
  why.rule === 'claim-beyond'
    ? why.claims.map((claim) =>
        locale.fill(locale.messages.certificate.claim, {
          ...claim,
          place: citation ?? source ?? '',
          sentence: shorten(claim.sentence, SENTENCE),
          source: shorten(claim.source, SENTENCE),
        }),
      )
    : [];

const uncitedWords = (locale: Locale, { why }: Lint): readonly string[] =>
  why.rule === 'uncited-quotation'
    ? [locale.fill(locale.messages.shared.quoted, { text: shorten(why.words, SENTENCE) })]
    : [];

/** What a person has to look at, with the words that changed; what could not be checked has a list of its own. */
function casesForPersons(locale: Locale, run: JudgedRun): readonly string[] {
  const { cases, unknown } = overview(locale, run);
  const open = new Set([...unknown].map(({ id }) => id));
  return cases.flatMap((of) => {
    const [finding] = of.findings;
    if (sourcesOfFinding(finding).every((id) => open.has(id))) return [];
    const quote = lastObservedQuote(finding, of.verdict);
    const changed =
      quote?.verdict === 'altered' ? shorten(changedWords(locale, quote.diff), SENTENCE) : '';
    const where = locale.sideBySide(
      [...of.about.values()]
        .flatMap(({ citations }) => citations.map((citation) => place(locale, citation)))
        .slice(0, 3),
    );
    const named = `${SEVERITY_MARK[finding.severity]} ${withLabel(locale, kindWords(locale, finding).name, shorten(caseTitle(locale, of), TITLE))} (${where})`;
    return changed === '' ? named : withLabel(locale, named, changed);
  });
}

/** What could not be checked, by why: of a reason one title stands for all. */
const uncheckedByReason = (locale: Locale, run: JudgedRun): readonly string[] =>
  [
    ...groupItems(
      [...overview(locale, run).unknown],
      (source) => doubt(locale, source) ?? locale.messages.page.unchecked,
    ),
  ]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([why, [{ title }, ...more]]) =>
      locale.fill(locale.messages.certificate.alike, {
        n: more.length + 1,
        title: locale.fill(locale.messages.shared.quoted, { text: shorten(title, TITLE) }),
        why,
      }),
    );
