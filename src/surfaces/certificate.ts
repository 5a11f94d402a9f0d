import type { JudgedCase } from '../model/case.js';
import { sourcesOfFinding } from '../model/finding.js';
import type { Lint } from '../model/lint.js';
import type { Ledger } from '../model/manuscript.js';
import type { OldPrint } from '../model/old-print.js';
import type { JudgedRun } from '../model/run.js';
import { textBeside } from '../model/text-beside.js';
import { shorten } from '../passage/text/sentences.js';
import { changedWords } from './annotation.js';
import { caseSums } from './cases.js';
import { type Html, html } from './escape.js';
import { lastObservedQuote } from './evidence.js';
import { headline, offlineReason } from './headline.js';
import { caseTitle, doubt, overview, tallyOf } from './overview.js';
import { sums } from './page/sections.js';
import { stillPage } from './page/style.js';
import { grouped, place } from './publication.js';
import { commandMessages, fill, fillHtml, messages, sideBySide } from './words/messages.js';
import { stillPrinted } from './words/old-prints.js';
import { kindWords, moment, quoteWords, SEVERITY, withLabel } from './words/words.js';

const words = messages.certificate;
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
export function renderCertificate({
  files,
  run,
  program,
  rules,
  beside,
  cases,
  claims,
  uncited,
  filed = [],
}: Checked): string {
  const { startedAt, finishedAt, evidence } = run.run;
  const names = files.map(({ name }) => name);
  const fact = (label: string, body: Html | string): Html =>
    html`<dt>${label}</dt><dd>${body}</dd>`;
  const body = html`<header><p class="soft">${words.kind}</p><h1>${fillHtml(words.title, { names })}</h1></header>
<main><p><b>${run.run.online ? headline(run) : fill(messages.headline['nothing-judged'], { reason: offlineReason(run).words })}</b></p>
<dl>${files.map(({ name, sha256 }) => fact(words.file, html`<bdi>${name}</bdi><br><code>SHA-256 ${sha256}</code>`))}
${fact(
  words.read,
  sideBySide(
    files.map(({ ledger }) => fill(words.ledger, { ...ledger, lost: ledger.lost.length })),
    'semicolon',
  ),
)}
${fact(words.when, fill(words.span, { from: moment(startedAt), to: moment(finishedAt) }))}
${fact(words.by, fill(words['by-rules'], { program, rules: rules.slice(0, 12) }))}
${fact(words.citations, sums(tallyOf(run)))}
${fact(words.quotations, quotations(run))}
${fact(words.uncited, fill(words['uncited-sum'], { n: uncited.length }))}
${cases.length > 0 && fact(words.cases, fill(words['cases-sum'], caseSums(cases)))}
${evidence !== undefined && fact(words.evidence, html`${fillHtml(words.tip, { n: evidence.n })}<br><code>${evidence.n}:${evidence.sha256}</code>`)}
${beside.length > 0 && fact(words.beside, html`${beside.map((name) => html`<bdi>${name}</bdi> `)}`)}</dl>
${lists([
  [words.person, persons(run)],
  [messages.filed.heading, filed.map(stillPrinted)],
  [words.cases, cases.flatMap(caseWords)],
  [words.claims, claims.flatMap(claimWords)],
  [words.uncited, uncited.flatMap(uncitedWords)],
  [words.unchecked, unchecked(run)],
])}
<h2>${words.limits}</h2><ul><li>${words['limits-time']}</li><li>${words['limits-truth']}</li><li>${words['limits-unknown']}</li></ul></main>`;
  return stillPage(fill(words.title, { names }), STYLE, body);
}

/** How the quotations fare, each kind of verdict with its number, the best first. */
function quotations({ sources }: JudgedRun): string {
  const counts = new Map<string, number>();
  for (const { citations } of sources)
    for (const quote of citations.flatMap(({ quotes }) => quotes))
      counts.set(quoteWords(quote), (counts.get(quoteWords(quote)) ?? 0) + 1);
  const told = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([what, n]) => withLabel(what, `${n}`));
  return told.length === 0 ? words['no-quotations'] : sideBySide(told);
}

/** Lists that have anything, each with its share of the lines. */
function lists(
  all: readonly (readonly [heading: string, items: readonly string[]])[],
): readonly Html[] {
  const shown = all.filter(([, items]) => items.length > 0);
  const lines = Math.floor(LINES / shown.length);
  return shown.map(([heading, items]) => {
    const more = items.length - lines;
    return html`<h2>${heading}</h2><ul>${items.slice(0, lines).map((item) => html`<li>${item}</li>`)}${more > 0 && html`<li>${fill(words.more, { n: more })}</li>`}</ul>`;
  });
}

/** What a person has to look at of a case; nothing where it exists, or could not be asked for. */
function caseWords({ citation: { key, name }, verdict }: JudgedCase): readonly string[] {
  const told = { case: [key, name ?? []].flat().join(' ') };
  if (verdict.kind === 'not-asked') return [];
  const by = { ...told, register: commandMessages.cases[verdict.register] };
  if (verdict.kind === 'not-found') return [fill(words['case-missing'], by)];
  if (verdict.kind === 'other-name')
    return [fill(words['case-other'], { ...by, found: verdict.found })];
  const { later } = verdict;
  return later === undefined || later === 'unknown'
    ? []
    : [fill(words['case-later'], { ...told, later: later.cited })];
}

const claimWords = ({ place: { citation, source }, why }: Lint): readonly string[] =>
  why.rule === 'claim-beyond'
    ? why.claims.map((claim) =>
        fill(words.claim, {
          ...claim,
          place: citation ?? source ?? '',
          sentence: shorten(claim.sentence, SENTENCE),
          source: shorten(claim.source, SENTENCE),
        }),
      )
    : [];

const uncitedWords = ({ why }: Lint): readonly string[] =>
  why.rule === 'uncited-quotation'
    ? [fill(messages.shared.quoted, { text: shorten(why.words, SENTENCE) })]
    : [];

/** What a person has to look at, with the words that changed; what could not be checked has a list of its own. */
function persons(run: JudgedRun): readonly string[] {
  const { cases, unknown } = overview(run);
  const open = new Set([...unknown].map(({ id }) => id));
  return cases.flatMap((of) => {
    const [finding] = of.findings;
    if (sourcesOfFinding(finding).every((id) => open.has(id))) return [];
    const quote = lastObservedQuote(finding, of.verdict);
    const changed = quote?.verdict === 'altered' ? shorten(changedWords(quote.diff), SENTENCE) : '';
    const where = sideBySide(
      [...of.about.values()].flatMap(({ citations }) => citations.map(place)).slice(0, 3),
    );
    const named = `${SEVERITY[finding.severity].mark} ${withLabel(kindWords(finding).name, shorten(caseTitle(of), TITLE))} (${where})`;
    return changed === '' ? named : withLabel(named, changed);
  });
}

/** What could not be checked, by why: of a reason one title stands for all. */
const unchecked = (run: JudgedRun): readonly string[] =>
  [...grouped([...overview(run).unknown], (source) => doubt(source) ?? messages.page.unchecked)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([why, [{ title }, ...more]]) =>
      fill(words.alike, {
        n: more.length + 1,
        title: fill(messages.shared.quoted, { text: shorten(title, TITLE) }),
        why,
      }),
    );
