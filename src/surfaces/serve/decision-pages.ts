import { type Finding, isActive, sourcesOfFinding } from '../../model/finding.js';
import type { OldPrint } from '../../model/old-print.js';
import type { Problem } from '../../model/problem.js';
import type { ArchivedCopy } from '../../model/verdict.js';
import type { Source } from '../../model/watchlist.js';
import { shorten } from '../../passage/text/sentences.js';
import { textBeside } from '../../text-beside.js';
import { type Html, html, Html as Markup } from '../escape.js';
import { groupBySource } from '../overview.js';
import { caseArticle, mark } from '../page/case-card.js';
import { deskLinks } from '../page/page.js';
import { hashSource, STYLE } from '../page/style.js';
import { type SavedPageView, savedQuoteWords } from '../saved-page.js';
import { actionOf, messageOf } from '../words/findings.js';
import { type Locale, withoutCommands } from '../words/locale.js';
import { filedSection } from '../words/old-prints.js';
import { kindWords, sentence } from '../words/words.js';
import { type FormsOn, formsOn, labelIn, type SittingView, unsavedForm } from './forms.js';
import { answersOn, remediesOn, undoButton } from './remedy-forms.js';
import { daysForm, sittingNote } from './sitting.js';

const bdi = (text: string): Html => html`<bdi>${text}</bdi>`;

export const decisionPath = (source: string): string =>
  `/source/${encodeURIComponent(source.toWellFormed())}`;

export const problemList = (
  locale: Locale,
  problems: readonly Problem[],
  action: string,
): Html | false =>
  problems.length > 0 &&
  html`<div class="problems" role="alert"><p><strong>${locale.fill(locale.messages.serve.problems, { n: problems.length })}</strong></p><ul>${problems.map((problem) => html`<li>${locale.fill(locale.messages.serve.problem, { ...problem, place: placeOf(locale, problem) })}</li>`)}</ul>
${action !== '' && html`<p><a href="#${action}">${locale.messages.serve.toFilled}</a></p>`}</div>`;

const placeOf = (locale: Locale, { file, line }: Problem): string =>
  labelIn(locale.statuses.formField, file) ??
  (line > 0 ? locale.fill(locale.messages.serve.line, { file, line }) : file);

/** Characters of a passage that are shown. */
const PASSAGE = 160;

/** What a page that somebody saved says, which the last run does not know of. */
const heardSection = (locale: Locale, { facts, quotes }: SavedPageView): Html => html`
<section role="status" aria-label="${locale.messages.serve.heard}"><h2>${locale.messages.serve.heardHead}</h2>
<ul>${quotes.map((quote) => html`<li><q class="text" dir="auto">${shorten(quote.text, PASSAGE)}</q><br><strong>${savedQuoteWords(locale, quote)}</strong></li>`)}</ul>
${facts.map((fact) => html`<p class="small">${fact}</p>`)}</section>`;

const hostSection = (locale: Locale, findings: readonly Finding[]): Html => html`
<h2>${locale.messages.serve.foundOfHost}</h2>${findings.map(
  (finding) => html`${mark(locale, finding.severity, kindWords(locale, finding).name)}
<p>${messageOf(locale, finding)} ${actionOf(locale, finding)}</p><p><a href="${decisionPath(finding.source)}">${locale.fillHtml(locale.messages.serve.decideHost, { id: bdi(finding.source) })}</a></p>`,
)}`;

const soundNote = (locale: Locale, { title, publisher, id }: Source): Html => html`
<h2 dir="auto">${title}</h2><p class="soft small"><bdi>${publisher}</bdi> · <bdi>${id}</bdi></p><p>${locale.messages.serve.sound}</p>`;

/** Why a form that was sent has written nothing, though nothing may be wrong with what was filled in. */
type WhyUnwritten = 'changed' | 'stale' | 'too-long' | 'too-long-file' | 'busy';

const unwrittenNote = (locale: Locale, why: WhyUnwritten, action: string): Html =>
  html`<div class="problems" role="alert"><p>${locale.fillHtml(locale.messages.serve.unwritten, { why: html`<strong>${locale.statuses.unwritten[why]}</strong>`, filled: html`<a href="#${action}">${locale.messages.serve.filled}</a>` })}</p></div>`;

export interface SaidOnPage {
  /** What was looked for on the web, and found or not, in one sentence. */
  readonly looked?: string;
  /** What is wrong with the form that came back. */
  readonly problems?: readonly Problem[];
  readonly heard?: SavedPageView | null;
  readonly unwritten?: WhyUnwritten | null;
}

/** The page on one source: its card, and what can be decided. */
export const renderSourcePage = (
  locale: Locale,
  on: FormsOn,
  { problems = [], heard = null, unwritten = null, looked }: SaidOnPage = {},
): string => {
  const action = on.filled?.get('action') ?? '';
  return decisionSheet(
    locale,
    locale.fill(locale.messages.serve.decide, on.source),
    html`${unwritten !== null && unwrittenNote(locale, unwritten, action)}${problemList(locale, problems, action)}${heard !== null && heardSection(locale, heard)}${looked !== undefined && html`<p role="status">${looked}</p>`}${sourceSheet(locale, on)}`,
  );
};

/** The card of a source, what would mend it, and what can be decided. */
const sourceSheet = (locale: Locale, on: FormsOn): Html => {
  const { source, verdict, ofHost, filed, around } = on;
  const [found] = groupBySource(
    on.findings,
    new Map(verdict === null ? [] : [[source.id, verdict]]),
  );
  const card =
    found === undefined
      ? ofHost.length === 0 && soundNote(locale, source)
      : html`<h2>${locale.messages.serve.found}</h2>${caseArticle(withoutCommands(locale), found, { views: found.severity, isHome: true, sources: new Set([source.id]), beside: {}, several: false, lies: 'open' })}`;
  return html`<nav class="small">${around.before !== null && html`<a href="${decisionPath(around.before.id)}" data-key="k" aria-keyshortcuts="k">${locale.messages.serve.before}</a>`} ${around.next !== null && html`<a href="${decisionPath(around.next.id)}" data-key="j" aria-keyshortcuts="j">${locale.messages.serve.next}</a>`} <span class="soft">${locale.messages.serve.keys}</span></nav>
${on.findings.some(({ kind }) => kind === 'access-stale') && daysForm(locale, on.sitting)}${card}${ofHost.length > 0 && hostSection(withoutCommands(locale), ofHost)}${filedSection(locale, filed)}${remediesOn(locale, on)}
<h2>${locale.messages.serve.decision}</h2><p class="soft">${locale.messages.serve.decisionHow}</p>${answersOn(locale, on)}${formsOn(locale, on)}`;
};

/** What is open beside what was decided: on the same source, and on the next one that has anything. */
export interface StillOpen {
  readonly here: number;
  readonly next: (Pick<Source, 'id' | 'title'> & { readonly open: number }) | null;
}

const wayOn = (locale: Locale, { id, title }: Source, { here, next }: StillOpen): Html => {
  const decide = html`<a href="${decisionPath(id)}">${locale.fillHtml(locale.messages.serve.decideMore, { title: bdi(title) })}</a>`;
  const source =
    next && html`<strong><a href="${decisionPath(next.id)}">${bdi(next.title)}</a></strong>`;
  return html`
${next !== null && html`<p>${locale.fillHtml(locale.messages.serve.nextOpen, { source, n: next.open })}</p>`}
<p>${next === null && here === 0 && `${locale.messages.serve.nothingElse} `}${here > 0 ? locale.fillHtml(locale.messages.serve.moreOpen, { decide, n: here }) : decide}</p>`;
};

interface EditView {
  readonly file: string;
  /** What was done; empty where the file said so already. */
  readonly what: string;
}

/** The page after a decision: what was done, the way back, what is to go into the report, and the next source that has anything open. */
export const renderDecisionSaved = (
  locale: Locale,
  source: Source,
  edited: EditView & {
    readonly n: number;
    readonly token: string;
    readonly filed: readonly OldPrint[];
    readonly sitting: SittingView;
  },
  open: StillOpen,
  on: FormsOn | null,
): string => {
  const isNew = edited.what !== '';
  const isPending = edited.filed.length > 0;
  const savedWords = isPending ? locale.messages.serve.savedLines : locale.messages.serve.savedList;
  return decisionSheet(
    locale,
    isNew ? locale.messages.serve.saved : locale.messages.serve.same,
    html`
<p role="status">${locale.fillHtml(isNew ? savedWords : locale.messages.serve.sameLines, { kept: html`<strong>${locale.messages.serve.kept}</strong>`, what: sentence(edited.what), file: bdi(edited.file) })}</p>
${edited.n > 0 && undoButton(locale, { token: edited.token, source }, edited.n)}${sittingNote(locale, edited.sitting, open.next === null)}
${wayOn(locale, source, open)}
${on !== null && html`<h2 dir="auto">${on.source.title}</h2>${sourceSheet(locale, on)}`}`,
  );
};

/** The page after an edit was taken back: its lines, and its source again; null where that is not in the file. */
export const renderUndone = (locale: Locale, edited: EditView, on: FormsOn | null): string =>
  decisionSheet(
    locale,
    locale.messages.serve.undone,
    html`<p role="status"><strong>${locale.messages.serve.undone}</strong> ${edited.what !== '' && locale.fill(locale.messages.serve.undoneWhat, { what: sentence(edited.what) })}</p>${on !== null && html`<h2 dir="auto">${on.source.title}</h2>${sourceSheet(locale, on)}`}`,
  );

/** What a search for an archived copy came to; null where the source was never looked at. */
export function copyWords(
  locale: Locale,
  found: { readonly copy: ArchivedCopy | null; readonly unasked: string | null } | null,
): string {
  if (found === null) return locale.messages.serve.copyUnseen;
  const { copy, unasked } = found;
  if (unasked !== null) return locale.fill(locale.messages.serve.copyUnasked, { reason: unasked });
  if (copy === null) return locale.messages.serve.copyNone;
  const captured = copy.capturedAt.slice(0, 10);
  return copy.carriesPassage === true
    ? locale.fill(locale.messages.serve.copyThere, { captured, all: copy.lacks === undefined })
    : locale.fill(locale.messages.serve.copyWithout, { captured });
}

export const addressWords = (locale: Locale, url: string | null): string =>
  url === null ? locale.messages.serve.addressNone : locale.messages.serve.addressThere;

/** A form as it was filled in, where the page of its source cannot be made: why, and everything that was typed. */
export const renderUnsavedForm = (
  locale: Locale,
  message: string,
  sent: URLSearchParams,
  token: string,
): string =>
  decisionSheet(
    locale,
    locale.messages.serve.notWritten,
    html`<div class="problems" role="alert"><p>${locale.fillHtml(locale.messages.serve.unsaved, { why: html`<strong>${message}</strong>` })}</p></div>${unsavedForm(locale, sent, token)}`,
  );

/** Why a form came to nothing whose source is gone from the file. */
export const goneWords = (locale: Locale, source: string, file: string): string =>
  locale.fill(locale.messages.serve.goneSource, { source, file });

export const renderRefusal = (locale: Locale, message: string): string =>
  decisionSheet(locale, locale.messages.serve.refused, html`<p role="alert">${message}</p>`);

/** Every source with a link to its page, those with open findings first. */
export const renderSourceList = (
  locale: Locale,
  sources: readonly Source[],
  findings: readonly Finding[],
): string => {
  const open = new Map<string, number>();
  for (const id of findings.filter(isActive).flatMap(sourcesOfFinding))
    open.set(id, (open.get(id) ?? 0) + 1);
  const item = ({ id, title, publisher }: Source): Html =>
    html`<li><a href="${decisionPath(id)}">${title}</a> <span class="soft small"><bdi>${publisher}</bdi> · <bdi>${id}</bdi>${open.has(id) && ` · ${locale.fill(locale.messages.serve.open, { n: open.get(id) })}`}</span></li>`;
  const sorted = sources.toSorted((a, b) => Number(open.has(b.id)) - Number(open.has(a.id)));
  return decisionSheet(locale, locale.messages.serve.sources, html`<ul>${sorted.map(item)}</ul>`);
};

const SHEET = STYLE + textBeside(new URL('./decisions.css', import.meta.url));
/** Keys for what has a button or a link too. */
const KEYS = textBeside(new URL('./keys.js', import.meta.url));

/** What a page of decisions may do: look as it does, and send its forms to where it came from. */
export const DECISION_PAGE_CSP = `default-src 'none'; style-src ${hashSource(SHEET)}; script-src ${hashSource(KEYS)}; img-src data:; base-uri 'none'; form-action 'self'`;

/** The sign of the pages in a browser's tab, for one that asks for it in the usual place: a quotation mark. */
export const FAVICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#1a1a1a"/><path d="M3 11V7q0-3 3-4v1.6Q5 5.200 5 6.500h1.800V11zm6 0V7q0-3 3-4v1.600q-1 .6-1 1.900h1.800V11z" fill="#fff"/></svg>';

/** A page of decisions: it does without a script, and asks nothing of anybody. */
export const decisionSheet = (locale: Locale, title: string, main: Html): string =>
  html`${new Markup('<!doctype html>')}
<html${locale.rootAttributes}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><link rel="icon" href="data:,">
<style>${new Markup(SHEET)}</style></head>
<body><header>${deskLinks(locale)}
<h1 dir="auto">${title}</h1></header>
<main>${main}</main><script>${new Markup(KEYS)}</script></body></html>
`.text;
