import { byUrgency, type Finding, isActive, sourcesOfFinding } from '../../model/finding.js';
import type { Problem } from '../../model/problem.js';
import type { Source } from '../../model/watchlist.js';
import { shorten } from '../../text/whitespace.js';
import { type EditedLine, editedLines } from '../edit-diff.js';
import { type HeardPage, heardWords } from '../hearing.js';
import { type Html, html } from '../html.js';
import { caseArticle, mark } from '../page/case.js';
import { actionOf, messageOf } from '../reasons/finding.js';
import { count, kindWords } from '../words.js';
import { type FormsOn, formsOn } from './forms.js';
import { decisionSheet } from './sheet.js';

/** The path of a source's page of decisions. */
export const decisionPath = (source: string): string =>
  `/source/${encodeURIComponent(source.toWellFormed())}`;

/** The names of fields as the forms have them. */
const FIELDS: Readonly<Record<string, string>> = {
  about: 'What is kept',
  reason: 'Reason',
  by: 'Who answers for it',
  until: 'Last day',
  url: 'Address',
  citation: 'Citation',
  accessed: 'Day of access',
  copy: 'Address of the copy',
  keeper: 'Who keeps it',
  'saved-page': 'The saved page',
  'saved-by': 'Who hands it in',
  'saved-at': 'Day on which it was saved',
  'saved-how': 'How you came by it',
};

const problemLine = ({ file, line, message }: Problem): Html =>
  html`<li>${FIELDS[file] ?? (line > 0 ? `${file}, line ${line}` : file)}: ${message}</li>`;

/** Why nothing was written: every problem, and the way to the form that has them. */
const problemList = (problems: readonly Problem[], action: string): Html | false =>
  problems.length > 0 &&
  html`<div class="problems" role="alert"><p><strong>Nothing was written: ${count(problems.length, 'problem', 'problems')}.</strong></p><ul>${problems.map(problemLine)}</ul>
<p><a href="#${action}">To what was filled in</a></p></div>`;

/** Characters of a passage that are shown. */
const PASSAGE = 160;

/** What a page that somebody saved says, which the last run does not know of. */
const heardSection = ({ facts, quotes }: HeardPage): Html => html`
<section role="status" aria-label="What the saved page says"><h2>Read by hand</h2>
<ul>${quotes.map((quote) => html`<li><q class="text" dir="auto">${shorten(quote.text, PASSAGE)}</q><br><strong>${heardWords(quote)}</strong></li>`)}</ul>
${facts.map((fact) => html`<p class="small">${fact}</p>`)}</section>`;

/** What is told of the whole host of a source, and where it is decided. */
const hostSection = (findings: readonly Finding[]): Html => html`
<h2>What was found of its host</h2>${findings.map(
  (finding) => html`${mark(finding.severity, kindWords(finding).name)}
<p>${messageOf(finding)} ${actionOf(finding)}</p><p><a href="${decisionPath(finding.source)}">Decide for the whole host, on the page of ${finding.source}</a></p>`,
)}`;

const sound = ({ title, publisher, id }: Source): Html => html`
<h2 dir="auto">${title}</h2><p class="soft small">${publisher} · ${id}</p><p>The last run found nothing wrong with it.</p>`;

/** The page on one source: its card, and what can be decided. `problems` are those of the form that came back. */
export const renderSourcePage = (
  on: FormsOn,
  problems: readonly Problem[] = [],
  heard: HeardPage | null = null,
): string => {
  const { source, verdict, filled, ofHost } = on;
  const findings = on.findings.toSorted(byUrgency);
  const [first] = findings;
  const card =
    first === undefined
      ? ofHost.length === 0 && sound(source)
      : html`<h2>What was found</h2>${caseArticle(
          {
            id: source.id,
            verdict,
            about: new Map(verdict === null ? [] : [[source.id, verdict]]),
            severity: first.severity,
            findings,
          },
          { views: first.severity, isHome: true, sources: new Set([source.id]), beside: {} },
        )}`;
  return decisionSheet(
    `Decide: ${source.title}`,
    html`${problemList(problems, filled?.('action') ?? '')}${heard !== null && heardSection(heard)}${card}${ofHost.length > 0 && hostSection(ofHost)}
<h2>What can be written</h2><p class="soft">Each is one small edit of the file, shown when it is written.</p>${formsOn(on)}`,
  );
};

const changedLine = ({ sign, text }: EditedLine): Html =>
  sign === '+' ? html`<ins>+ ${text}</ins>` : html`<del>- ${text}</del>`;

/** The page after a decision: the lines that it changed. */
export const renderWritten = (
  source: Source,
  { file, before, after }: { readonly file: string; readonly before: string; readonly after: string },
): string => {
  const lines = editedLines(before, after);
  return decisionSheet(
    lines.length === 0 ? 'It says so already' : 'Written',
    html`<p role="status">${lines.length === 0 ? `Nothing had to be changed in ${file}.` : `These lines of ${file} changed. The next run acts on them.`}</p>
<div class="edit">${lines.map(changedLine)}</div>
<p class="soft">Nothing was committed: git shows the edit, and takes it back.</p>
<p><a href="${decisionPath(source.id)}">Decide more on ${source.title}</a></p>`,
  );
};

/** The page where the file changed since the form was made. */
export const renderChanged = (source: string, file: string): string =>
  decisionSheet(
    'The file changed in the meantime',
    html`<div class="problems" role="alert"><p>${file} is not what it was when the page with this form was made. Nothing was written.</p></div>
<p><a href="${decisionPath(source)}">Open the page again</a>, and decide by what the file says now.</p>`,
  );

/** A page that says why there is no other. */
export const renderRefusal = (message: string): string =>
  decisionSheet('That did not work', html`<p role="alert">${message}</p>`);

/** Every source with a link to its page, those with open findings first. */
export const renderSourceList = (sources: readonly Source[], findings: readonly Finding[]): string => {
  const open = new Map<string, number>();
  for (const id of findings.filter(isActive).flatMap(sourcesOfFinding)) open.set(id, (open.get(id) ?? 0) + 1);
  const item = ({ id, title, publisher }: Source): Html =>
    html`<li><a href="${decisionPath(id)}">${title}</a> <span class="soft small">${publisher} · ${id}${open.has(id) && ` · ${count(open.get(id) ?? 0, 'open finding', 'open findings')}`}</span></li>`;
  const sorted = sources.toSorted((a, b) => Number(open.has(b.id)) - Number(open.has(a.id)));
  return decisionSheet('All sources', html`<ul>${sorted.map(item)}</ul>`);
};
