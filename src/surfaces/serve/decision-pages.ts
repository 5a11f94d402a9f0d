import { type Finding, isActive, sourcesOfFinding } from '../../model/finding.js';
import type { OldPrint } from '../../model/old-print.js';
import type { Problem } from '../../model/problem.js';
import { textBeside } from '../../model/text-beside.js';
import type { ArchivedCopy } from '../../model/verdict.js';
import type { Source } from '../../model/watchlist.js';
import { shorten } from '../../passage/text/sentences.js';
import type { EditedLine } from '../diff/diff-view.js';
import { type Html, html, Html as Markup } from '../escape.js';
import { groupBySource } from '../overview.js';
import { caseArticle, mark } from '../page/case-card.js';
import { deskLinks } from '../page/page.js';
import { hashSource, STYLE } from '../page/style.js';
import { type SavedPageView, savedQuoteWords } from '../saved-page.js';
import { actionOf, messageOf } from '../words/findings.js';
import {
  fill,
  fillHtml,
  messages,
  rootAttributes,
  statuses,
  withoutCommands,
} from '../words/messages.js';
import { filedSection } from '../words/old-prints.js';
import { kindWords } from '../words/words.js';
import { FIELDS, type FormsOn, formsOn, unsavedForm } from './forms.js';
import { answersOn, remediesOn, undoButton } from './remedy-forms.js';

const words = messages.serve;

const bdi = (text: string): Html => html`<bdi>${text}</bdi>`;

export const decisionPath = (source: string): string =>
  `/source/${encodeURIComponent(source.toWellFormed())}`;

export const problemList = (problems: readonly Problem[], action: string): Html | false =>
  problems.length > 0 &&
  html`<div class="problems" role="alert"><p><strong>${fill(words.problems, { n: problems.length })}</strong></p><ul>${problems.map((problem) => html`<li>${fill(words.problem, { ...problem, place: placeOf(problem) })}</li>`)}</ul>
${action !== '' && html`<p><a href="#${action}">${words.toFilled}</a></p>`}</div>`;

const placeOf = ({ file, line }: Problem): string =>
  FIELDS[file] ?? (line > 0 ? fill(words.line, { file, line }) : file);

/** Characters of a passage that are shown. */
const PASSAGE = 160;

/** What a page that somebody saved says, which the last run does not know of. */
const heardSection = ({ facts, quotes }: SavedPageView): Html => html`
<section role="status" aria-label="${words.heard}"><h2>${words.heardHead}</h2>
<ul>${quotes.map((quote) => html`<li><q class="text" dir="auto">${shorten(quote.text, PASSAGE)}</q><br><strong>${savedQuoteWords(quote)}</strong></li>`)}</ul>
${facts.map((fact) => html`<p class="small">${fact}</p>`)}</section>`;

const hostSection = (findings: readonly Finding[]): Html => html`
<h2>${words.foundOfHost}</h2>${findings.map(
  (finding) => html`${mark(finding.severity, kindWords(finding).name)}
<p>${messageOf(finding)} ${actionOf(finding)}</p><p><a href="${decisionPath(finding.source)}">${fillHtml(words.decideHost, { id: bdi(finding.source) })}</a></p>`,
)}`;

const sound = ({ title, publisher, id }: Source): Html => html`
<h2 dir="auto">${title}</h2><p class="soft small"><bdi>${publisher}</bdi> · <bdi>${id}</bdi></p><p>${words.sound}</p>`;

/** Why a form that was sent has written nothing, though nothing may be wrong with what was filled in. */
type WhyUnwritten = 'changed' | 'stale' | 'too-long' | 'too-long-file' | 'busy';

const unwrittenNote = (why: WhyUnwritten, action: string): Html =>
  html`<div class="problems" role="alert"><p>${fillHtml(words.unwritten, { why: html`<strong>${statuses.unwritten[why]}</strong>`, filled: html`<a href="#${action}">${words.filled}</a>` })}</p></div>`;

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
  on: FormsOn,
  { problems = [], heard = null, unwritten = null, looked }: SaidOnPage = {},
): string => {
  const action = on.filled?.get('action') ?? '';
  return decisionSheet(
    fill(words.decide, on.source),
    html`${unwritten !== null && unwrittenNote(unwritten, action)}${problemList(problems, action)}${heard !== null && heardSection(heard)}${looked !== undefined && html`<p role="status">${looked}</p>`}${sourceSheet(on)}`,
  );
};

/** The card of a source, what would mend it, and what can be decided. */
const sourceSheet = (on: FormsOn): Html => {
  const { source, verdict, ofHost, filed, around } = on;
  const [found] = groupBySource(
    on.findings,
    new Map(verdict === null ? [] : [[source.id, verdict]]),
  );
  const card =
    found === undefined
      ? ofHost.length === 0 && sound(source)
      : html`<h2>${words.found}</h2>${withoutCommands(() => caseArticle(found, { views: found.severity, isHome: true, sources: new Set([source.id]), beside: {}, several: false, lies: 'open' }))}`;
  return html`<nav class="small">${around.before !== null && html`<a href="${decisionPath(around.before.id)}" data-key="k" aria-keyshortcuts="k">${words.before}</a>`} ${around.next !== null && html`<a href="${decisionPath(around.next.id)}" data-key="j" aria-keyshortcuts="j">${words.next}</a>`} <span class="soft">${words.keys}</span></nav>
${card}${ofHost.length > 0 && withoutCommands(() => hostSection(ofHost))}${filedSection(filed)}${remediesOn(on)}
<h2>${words.decision}</h2><p class="soft">${words.decisionHow}</p>${answersOn(on)}${formsOn(on)}`;
};

/** What is open beside what was decided: on the same source, and on the next one that has anything. */
export interface StillOpen {
  readonly here: number;
  readonly next: (Pick<Source, 'id' | 'title'> & { readonly open: number }) | null;
}

const wayOn = ({ id, title }: Source, { here, next }: StillOpen): Html => {
  const decide = html`<a href="${decisionPath(id)}">${fillHtml(words.decideMore, { title: bdi(title) })}</a>`;
  const source =
    next && html`<strong><a href="${decisionPath(next.id)}">${bdi(next.title)}</a></strong>`;
  return html`
${next !== null && html`<p>${fillHtml(words.nextOpen, { source, n: next.open })}</p>`}
<p>${next === null && here === 0 && `${words.nothingElse} `}${here > 0 ? fillHtml(words.moreOpen, { decide, n: here }) : decide}</p>`;
};

interface EditView {
  readonly file: string;
  readonly lines: readonly EditedLine[];
}

const editedIn = ({ lines }: EditView): Html => html`
<div class="edit">${lines.map(({ sign, text }) => (sign === '+' ? html`<ins>+ ${text}</ins>` : html`<del>- ${text}</del>`))}</div>`;

/** The page after a decision: the lines that it changed, the way back, and the next source that has anything open. */
export const renderDecisionSaved = (
  source: Source,
  edited: EditView & {
    readonly n: number;
    readonly token: string;
    readonly filed: readonly OldPrint[];
  },
  open: StillOpen,
  on: FormsOn | null,
): string => {
  const isNew = edited.lines.length > 0;
  return decisionSheet(
    isNew ? words.saved : words.same,
    html`
<p role="status">${fillHtml(isNew ? words.savedLines : words.sameLines, { kept: html`<strong>${words.kept}</strong>`, file: bdi(edited.file) })}</p>
${edited.n > 0 && undoButton({ token: edited.token, source }, edited.n)}${editedIn(edited)}${filedSection(edited.filed)}
${wayOn(source, open)}
${on !== null && html`<h2 dir="auto">${on.source.title}</h2>${sourceSheet(on)}`}`,
  );
};

/** The page after an edit was taken back: its lines, and its source again; null where that is not in the file. */
export const renderUndone = (edited: EditView, on: FormsOn | null): string =>
  decisionSheet(
    words.undone,
    html`<p role="status"><strong>${words.undone}</strong></p>${editedIn(edited)}${on !== null && html`<h2 dir="auto">${on.source.title}</h2>${sourceSheet(on)}`}`,
  );

/** What a search for an archived copy came to; null where the source was never looked at. */
export function copyWords(
  found: { readonly copy: ArchivedCopy | null; readonly unasked: string | null } | null,
): string {
  if (found === null) return words.copyUnseen;
  const { copy, unasked } = found;
  if (unasked !== null) return fill(words.copyUnasked, { reason: unasked });
  if (copy === null) return words.copyNone;
  const captured = copy.capturedAt.slice(0, 10);
  return copy.carriesPassage === true
    ? fill(words.copyThere, { captured, all: copy.lacks === undefined })
    : fill(words.copyWithout, { captured });
}

export const addressWords = (url: string | null): string =>
  url === null ? words.addressNone : words.addressThere;

/** A form as it was filled in, where the page of its source cannot be made: why, and everything that was typed. */
export const renderUnsavedForm = (message: string, sent: URLSearchParams, token: string): string =>
  decisionSheet(
    words.notWritten,
    html`<div class="problems" role="alert"><p>${fillHtml(words.unsaved, { why: html`<strong>${message}</strong>` })}</p></div>${unsavedForm(sent, token)}`,
  );

/** Why a form came to nothing whose source is gone from the file. */
export const goneWords = (source: string, file: string): string =>
  fill(words.goneSource, { source, file });

export const renderRefusal = (message: string): string =>
  decisionSheet(words.refused, html`<p role="alert">${message}</p>`);

/** Every source with a link to its page, those with open findings first. */
export const renderSourceList = (
  sources: readonly Source[],
  findings: readonly Finding[],
): string => {
  const open = new Map<string, number>();
  for (const id of findings.filter(isActive).flatMap(sourcesOfFinding))
    open.set(id, (open.get(id) ?? 0) + 1);
  const item = ({ id, title, publisher }: Source): Html =>
    html`<li><a href="${decisionPath(id)}">${title}</a> <span class="soft small"><bdi>${publisher}</bdi> · <bdi>${id}</bdi>${open.has(id) && ` · ${fill(words.open, { n: open.get(id) })}`}</span></li>`;
  const sorted = sources.toSorted((a, b) => Number(open.has(b.id)) - Number(open.has(a.id)));
  return decisionSheet(words.sources, html`<ul>${sorted.map(item)}</ul>`);
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
export const decisionSheet = (title: string, main: Html): string =>
  html`${new Markup('<!doctype html>')}
<html${rootAttributes()}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><link rel="icon" href="data:,">
<style>${new Markup(SHEET)}</style></head>
<body><header>${deskLinks()}
<h1 dir="auto">${title}</h1></header>
<main>${main}</main><script>${new Markup(KEYS)}</script></body></html>
`.text;
