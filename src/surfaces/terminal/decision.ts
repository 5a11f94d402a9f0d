import type { Finding } from '../../model/finding.js';
import { isLost } from '../../model/quote.js';
import type { RemovedReport, SharedReport } from '../../model/run.js';
import type { SourceVerdict } from '../../model/verdict.js';
import type { Decision, PartialDate } from '../../model/watchlist.js';
import { shorten } from '../../passage/text/sentences.js';
import { editedLines } from '../diff/diff-view.js';
import { shellWord } from '../escape.js';
import { type Hearing, savedPageFacts, savedQuoteWords } from '../saved-page.js';
import { messageOf } from '../words/findings.js';
import { CONTENT, count, day, kindWords, linkWords, moment, quoteWords, SEVERITY, WITNESS } from '../words/words.js';
import { painter, plain, wrap } from './screen.js';
import type { Screen } from './terminal.js';

/** What a decision changed in a file, line by line, and until when it holds. */
export function renderDecision(
  { before, after, file }: { readonly before: string; readonly after: string; readonly file: string },
  { source, until }: Pick<Decision, 'source' | 'until'>,
  { colour }: Pick<Screen, 'colour'>,
): string {
  const paint = painter(colour);
  const lines = editedLines(before, after).map(({ sign, text }) =>
    (sign === '+' ? paint.added : paint.removed)(`${sign} ${text}`),
  );
  const holds = until === null ? 'until further notice: no --until was given' : `until ${day(until)}`;
  const told = lines.length === 0 ? `${file} says so already.` : [file, ...lines].join('\n');
  return `${told}\n${source} is kept ${holds}.\n`;
}

/** The open findings of a source, one of each kind, each with the line that decides it; `command` are the words with which that begins. */
export function renderOpenFindings(
  source: string,
  findings: readonly Finding[],
  command: readonly string[],
  { colour, width }: Screen,
): string {
  const paint = painter(colour);
  const line = command.map((word) => shellWord(plain(word))).join(' ');
  const told = findings.map((finding) => {
    const { kind, severity, since } = finding;
    const head = `${SEVERITY[severity].word}: ${kindWords(finding).name}, since ${day(since)}`;
    return [
      paint[severity](head),
      wrap(plain(messageOf(finding)), width, '  '),
      `  ${line} --about ${kind} --reason "…"`,
    ].join('\n');
  });
  return `${[`${plain(source)} has ${findings.length} open findings. Which one is decided?`, ...told].join('\n\n')}\n`;
}

/** Characters of a passage that are shown. */
const PASSAGE = 160;

/** What a page that somebody saved says of each passage, and what counts of it. */
export const renderSavedPage = (hearing: Hearing, { colour, width }: Screen): string => {
  const paint = painter(colour);
  const passages = hearing.quotes.flatMap(({ citation, quote }) => [
    wrap(`${plain(citation.id)}: “${shorten(plain(quote.text), PASSAGE)}”`, width),
    wrap(plain(savedQuoteWords(quote)), width, '  '),
  ]);
  const facts = savedPageFacts(hearing).map((fact) => wrap(plain(fact), width));
  return `${[paint.strong(plain(hearing.source.title)), ...passages, '', ...facts].join('\n')}\n`;
};

interface AccessDay {
  readonly id: string;
  /** As the report has it. */
  readonly before: PartialDate | null;
  /** As it is printed now. */
  readonly now: PartialDate | null;
}

/** Why the day of access that is printed is not today's; null when it is. `latest`: the latest look, null for none. */
export function citationNote(
  { id, before, now }: AccessDay,
  latest: SourceVerdict | null,
  today: PartialDate,
): string | null {
  if (now === today) return null;
  const printed =
    now === null
      ? 'no day of access is printed'
      : now === before
        ? `the date of the report is kept (${day(now)})`
        : `it was last read on ${day(now)}`;
  return `${id}: ${printed}. ${latest === null ? 'citewatch has not looked at it yet' : lookWords(id, latest)}\n`;
}

/** What the latest look found, as far as it bears on the day of access. */
function lookWords(id: string, latest: SourceVerdict): string {
  const { at, link, witness, content, citations } = latest;
  const quotes = citations.filter((use) => use.id === id).flatMap((use) => use.quotes);
  const found = [
    `address: ${linkWords(link)}`,
    `text: ${CONTENT[content.change]}, read ${WITNESS[witness]}`,
    ...quotes.filter(isLost).map((quote) => `${quote.id}: ${quoteWords(quote)}`),
  ];
  return `Latest look, ${day(at)}: ${found.join('; ')}`;
}

/** The file by which others know a key: the key set to publish (RFC 7517), its only key named by its thumbprint. */
export const renderKeyDirectory = (x: string, thumbprint: string): string =>
  `${JSON.stringify({ keys: [{ kty: 'OKP', crv: 'Ed25519', kid: thumbprint, x, use: 'sig' }] }, null, 2)}\n`;

/** What was made, and what is to be done with it. The key itself is not in it. */
export const renderNewKey = (key: string, directory: string, thumbprint: string, path: string): string =>
  `${key}: the key. It is a secret: keep it out of the repository.
${directory}: its public half. Publish it at https://YOUR-HOST${path}
  as application/http-message-signatures-directory+json
Thumbprint: ${thumbprint}
Then: citewatch check --key ${key} --key-directory https://YOUR-HOST
`;

/** The reports of a shared store, a line each. */
export function renderReports(reports: readonly SharedReport[]): string {
  if (reports.length === 0) return 'There is no report yet: citewatch reports add adds one.\n';
  return reports.map((report) => `${report.name}: ${aboutReport(report)}\n`).join('');
}

const aboutReport = ({ sources, lastRun, private: isPrivate }: SharedReport): string => {
  const checked = lastRun === null ? 'no night yet' : `last checked on ${moment(lastRun)}`;
  return `${sources}, ${checked}${isPrivate ? ', private' : ''}`;
};

/** That a report was added. */
export const renderAddedReport = (name: string, isPrivate: boolean): string =>
  `${name} was added${isPrivate ? ', private' : ''}: commands in its folder find it there with the same --db.\n`;

/** That a report was removed, and with what. */
export function renderRemovedReport(report: SharedReport, { runs, visits, digests }: RemovedReport): string {
  const gone = [count(runs, 'run', 'runs'), count(visits, 'visit', 'visits'), count(digests, 'digest', 'digests')];
  return `${report.name} was removed with ${gone.join(', ')}; what lies in the folder of ${report.sources} stays, its evidence too.\n`;
}
