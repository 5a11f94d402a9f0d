import type { EditionVerdict } from '../../model/edition.js';
import { type Finding, isActive } from '../../model/finding.js';
import type { AddressSearch } from '../../model/publisher-sites.js';
import { isLost } from '../../model/quote.js';
import type { RemovedReport, SharedReport } from '../../model/run.js';
import type { CitationVerdict, SourceVerdict } from '../../model/verdict.js';
import type { LifeVisit } from '../../model/visit.js';
import { latestOf, type PartialDate, type Series } from '../../model/watchlist.js';
import { shorten } from '../../passage/text/sentences.js';
import { shellWord } from '../escape.js';
import { runsOf } from '../publication.js';
import {
  byHandWords,
  type Hearing,
  handInOffer,
  savedPageFacts,
  savedQuoteWords,
} from '../saved-page.js';
import { commandMessages } from '../words/catalogues.js';
import { quoteReason, readingReason, skippedWords } from '../words/documents.js';
import { messageOf } from '../words/findings.js';
import { linkReason } from '../words/links.js';
import type { Locale } from '../words/locale.js';
import { todoWords } from '../words/remedies.js';
import {
  count,
  editionReason,
  fateWords,
  kindWords,
  linkWords,
  moment,
  quoteWords,
  sentence,
} from '../words/words.js';
import { type Paint, painter, plain, wrap } from './screen.js';
import type { Screen } from './terminal.js';

/** Characters of a passage that are shown. */
const PASSAGE = 160;

/** Everything that the latest night knows of one source, in sentences, with the series that it seems to be an edition of. */
export function renderExplanation(
  locale: Locale,
  verdict: SourceVerdict,
  findings: readonly Finding[],
  { colour, width }: Screen,
): string {
  const paint = painter(colour);
  const { link, content, edition } = verdict;
  const { said, unsaid } = sayingOnce();
  const parts: readonly (readonly [string, readonly string[]])[] = [
    [
      'Address',
      [
        said(linkWords(locale, link), linkReason(locale, link.why)),
        ...archivedLine(locale, verdict),
      ],
    ],
    ['Text', [said(locale.statuses.content[content.change], readingReason(locale, content))]],
    ['Passages', verdict.citations.flatMap((citation) => passages(locale, citation, said))],
    ['By hand', byHand(locale, verdict)],
    [
      'Edition',
      [
        said(locale.statuses.edition[edition.status], editionReason(locale, edition.why)),
        ...newerIn(locale, edition),
      ],
    ],
    [
      'Findings',
      findings
        .filter(isActive)
        .map(
          (finding) =>
            `${locale.statuses.severity[finding.severity]}: ${kindWords(locale, finding).name}, since ${locale.day(finding.since)}. ${unsaid(messageOf(locale, finding))} ${todoWords(locale, finding)}`,
        ),
    ],
  ];
  const head = [
    wrap(paint.strong(plain(verdict.title)), width),
    wrap(plain(`${verdict.publisher}, ${verdict.url ?? 'no address known'}`), width),
    paint.quiet(`As of ${moment(locale, verdict.at)}`),
  ];
  const told = parts
    .filter(([, lines]) => lines.length > 0)
    .map(([name, lines]) => [
      paint.strong(name),
      ...lines.map((line) => wrap(plain(line), width, '  ')),
    ]);
  const proposed =
    edition.proposed === undefined ? [] : [proposal(verdict.id, edition.proposed, paint, width)];
  return `${[head, ...told, ...proposed].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

type Say = (words: string, reason: string) => string;

/** Says a reason where it is met first; `unsaid` is a message without those that were said. */
function sayingOnce(): { readonly said: Say; readonly unsaid: (message: string) => string } {
  const told = new Set<string>();
  return {
    said: (words, reason) => {
      const isNew = sentence(words) !== sentence(reason) && !told.has(reason);
      told.add(reason);
      return isNew ? `${sentence(words)} ${sentence(reason)}` : sentence(words);
    },
    unsaid: (message) =>
      [...told].reduce((rest, reason) => sentence(rest.replace(`: ${reason}`, '')), message),
  };
}

const archivedLine = (
  locale: Locale,
  { archive, archiveUnasked, archiveSkipped }: SourceVerdict,
): readonly string[] =>
  [
    archive &&
      `Archived on ${locale.day(archive.capturedAt)}${archive.carriesPassage === true ? ', with the passage' : ''}: ${archive.url}`,
    archiveUnasked && `The archive could not be asked: ${archiveUnasked}`,
    archiveSkipped && `In the archive ${skippedWords(locale, archiveSkipped)}.`,
  ].filter((line) => typeof line === 'string');

const passages = (
  locale: Locale,
  { id, accessed, currency, quotes }: CitationVerdict,
  said: Say,
): readonly string[] => [
  `${id}: ${accessed === null ? 'nobody recorded when it was read' : `last read by its authors on ${locale.day(accessed)} (${currency})`}.`,
  ...quotes.map(
    (quote) =>
      `“${shorten(plain(quote.text), PASSAGE)}” ${said(quoteWords(locale, quote), quoteReason(locale, quote.why))}${quote.link === null ? '' : ` ${quote.link}`}`,
  ),
];

const byHand = (locale: Locale, verdict: SourceVerdict): readonly string[] => {
  const offer = handInOffer(locale, verdict);
  return [
    ...(verdict.byHand === undefined ? [] : [sentence(byHandWords(locale, verdict.byHand))]),
    ...(offer === null ? [] : [`${offer.how}: ${offer.line}`]),
  ];
};

const newerIn = (locale: Locale, { newer }: EditionVerdict): readonly string[] =>
  newer.map(({ edition, url, published, quotes }) => {
    const out =
      published === null || locale.day(published) === edition
        ? ''
        : `, published ${locale.day(published)}`;
    const fates = quotes.map((fate) => `${fate.quote} ${fateWords(locale, fate)}`).join('; ');
    return `${edition}${out}: ${url ?? 'no address known'}${fates === '' ? '' : ` (${fates})`}`;
  });

/** The series as it is pasted into `sources.json`: addresses and names are never broken over lines. */
const proposal = (id: string, series: Series, paint: Paint, width: number): readonly string[] => [
  paint.strong('A series that it seems to be an edition of'),
  wrap(
    `If that is right, put this into "series" of sources.json, and "series": "${series.id}" into the source ${id}.`,
    width,
    '  ',
  ),
  JSON.stringify(series, null, 2),
];

const passagesThen = (locale: Locale, verdict: SourceVerdict): string => {
  const quotes = verdict.citations.flatMap((c) => c.quotes);
  if (quotes.length === 0) return '';
  const told = (['missing', 'altered', 'unverifiable', 'intact'] as const).flatMap((status) => {
    const n = quotes.filter((q) => q.verdict === status).length;
    return n === 0
      ? []
      : [
          `${n} ${n === 1 ? locale.statuses.quote[status] : locale.statuses.quote[status].replace(/^stands/u, 'stand')}`,
        ];
  });
  return `passages: ${told.join(', ')}`;
};

/** What a night came to; nights that say the same are folded into one. */
const night = (locale: Locale, visit: LifeVisit): string => {
  const { verdict } = visit;
  if (visit.offline === true) return locale.statuses.nightOutcome.offline;
  if (verdict === null)
    return visit.outcome?.kind === 'answered' ? `answered ${visit.outcome.http}` : 'not judged';
  const http = verdict.link.http === null ? '' : ` (${verdict.link.http})`;
  const content = locale.statuses.content[verdict.content.change];
  return [`${linkWords(locale, verdict.link)}${http}`, content, passagesThen(locale, verdict)]
    .filter(Boolean)
    .join('; ');
};

/** A source's life, latest night first: one line a night, equal nights folded into the one that they repeat. */
export const renderHistory = (
  locale: Locale,
  title: string,
  visits: readonly LifeVisit[],
  { colour, width }: Screen,
): string => {
  const paint = painter(colour);
  const nights = visits.toSorted((a, b) => Number(a.at < b.at) - Number(a.at > b.at));
  const days = nights.map(({ at }) => at.slice(0, 10));
  const twice = new Set(days.filter((one, i) => one === days[i - 1]));
  /** With the hour where its day has another visit. */
  const visitTime = (at: string): string =>
    twice.has(at.slice(0, 10)) ? moment(locale, at) : locale.day(at);
  const lines = runsOf(
    nights.map((visit) => ({ at: visit.at, said: night(locale, visit) })),
    ({ said }) => said,
  ).flatMap(([{ at, said }, ...older]) => {
    const more = `… ${count(older.length, 'night', 'nights')} the same, from ${visitTime(older.at(-1)?.at ?? at)}`;
    return [
      wrap(`${visitTime(at)}  ${said}`, width),
      ...(older.length > 0 ? [wrap(paint.quiet(more), width, '  ')] : []),
    ];
  });
  if (lines.length === 0) lines.push('It was never visited.');
  return `${wrap(paint.strong(plain(title)), width)}\n${lines.join('\n')}\n`;
};

/** What came of looking for addresses, a paragraph a source; `written` says whether `file` has them now. */
export function renderAddressSearches(
  locale: Locale,
  searches: readonly AddressSearch[],
  file: string,
  written: ReadonlySet<string>,
): string {
  const found = searches.filter(({ result }) => result.kind === 'found').length;
  const last =
    written.size === 0 ? 'Nothing was written.' : `${written.size} written into ${file}, as found.`;
  const twice = searches.filter(({ sameAs }) => sameAs !== undefined).length;
  const open =
    twice === 0 ? '' : ` ${count(twice, 'question is', 'questions are')} open: join them?`;
  return `${searches.map((search) => paragraph(locale, search, written.has(search.source))).join('\n')}\n${found} of ${searches.length} found. ${last}${open}\n`;
}

function paragraph(locale: Locale, search: AddressSearch, isWritten: boolean): string {
  const { source, title, copies, titled } = search;
  const lines = [
    ...resultLines(locale, search, isWritten),
    ...titled.map((url) => `has the title, and does not show the passage; open it: ${url}`),
    ...copies.map((url) => `also stands at ${url} (a candidate for "copies")`),
  ];
  return `${source}  ${title}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function resultLines(
  locale: Locale,
  { source, url: before, result, byHand, requests, exhausted, sameAs }: AddressSearch,
  isWritten: boolean,
): readonly string[] {
  const handLine = byHand === null ? [] : [`to look by hand: ${byHand}`];
  switch (result.kind) {
    case 'found': {
      const isToPaste = before !== null && !isWritten && sameAs === undefined;
      return [
        `${before === null ? 'found' : 'moved to'} ${result.url} ${locale.statuses.foundBy[result.by]}: title and passage stand there`,
        result.capture !== null && `only the archive has it still: ${result.capture}`,
        sameAs !== undefined &&
          `this is the address of ${sameAs}: join them? If they are one document, have its citations name ${sameAs}, and delete ${source}`,
        isToPaste &&
          `to paste: "url": ${JSON.stringify(result.url)}, "addressFrom": "found"; citewatch find ${source} --write does it`,
      ].filter((line) => line !== false);
    }
    case 'not-found': {
      const end = exhausted
        ? 'the requests allowed are used up (--most)'
        : 'no place is left to ask';
      return [`not found (${requests} requests; ${end})`, ...handLine];
    }
    case 'nothing-quoted':
      return ['not looked for: no quotation of it could prove a page', ...handLine];
  }
}

/** The open findings of a source, one of each kind, each with the line that decides it; `command` are the words with which that begins. */
export function renderOpenFindings(
  locale: Locale,
  source: string,
  findings: readonly Finding[],
  command: readonly string[],
  { colour, width }: Screen,
): string {
  const paint = painter(colour);
  const line = command.map((word) => shellWord(plain(word))).join(' ');
  const told = findings.map((finding) => {
    const { kind, severity, since } = finding;
    const head = `${locale.statuses.severity[severity]}: ${kindWords(locale, finding).name}, since ${locale.day(since)}`;
    return [
      paint[severity](head),
      wrap(plain(messageOf(locale, finding)), width, '  '),
      `  ${line} --about ${kind} --reason "…"`,
    ].join('\n');
  });
  return `${[`${plain(source)} has ${findings.length} open findings. Which one is decided?`, ...told].join('\n\n')}\n`;
}

/** What a page that somebody saved says of each passage, and what counts of it. */
export const renderSavedPage = (
  locale: Locale,
  hearing: Hearing,
  { colour, width }: Screen,
): string => {
  const paint = painter(colour);
  const passages = hearing.quotes.flatMap(({ citation, quote }) => [
    wrap(`${plain(citation.id)}: “${shorten(plain(quote.text), PASSAGE)}”`, width),
    wrap(plain(savedQuoteWords(locale, quote)), width, '  '),
  ]);
  const facts = savedPageFacts(locale, hearing).map((fact) => wrap(plain(fact), width));
  return `${[paint.strong(plain(hearing.source.title)), ...passages, '', ...facts].join('\n')}\n`;
};

interface AccessDay {
  readonly id: string;
  readonly before: PartialDate | null;
  readonly now: PartialDate | null;
}

/** Why the day of access that is printed is not today's; null when it is. `latest`: the latest look, null for none. */
export function citationNote(
  locale: Locale,
  { id, before, now }: AccessDay,
  latest: SourceVerdict | null,
  today: PartialDate,
): string | null {
  if (now === today) return null;
  return `${id}: ${accessWords(locale, before, now)}. ${latest === null ? 'citewatch has not looked at it yet' : lookWords(locale, id, latest)}\n`;
}

/** What became of the day of access that the report prints: a look may have shown that its passage did not stand on it. */
function accessWords(locale: Locale, before: PartialDate | null, now: PartialDate | null): string {
  if (now === null && before === null) return 'no day of access is printed';
  if (now === null)
    return `no day of access is printed: its passage did not stand on ${locale.day(before ?? '')}, nor when it was looked at before`;
  if (now === before) return `the date of the report is kept (${locale.day(now)})`;
  const isBack = before !== null && latestOf(now) < latestOf(before);
  return isBack
    ? `it last stood on ${locale.day(now)}, and not on ${locale.day(before)}, the date of the report`
    : `it was last read on ${locale.day(now)}`;
}

/** What the latest look found, as far as it bears on the day of access. */
function lookWords(locale: Locale, id: string, latest: SourceVerdict): string {
  const { at, link, witness, content, citations } = latest;
  const quotes = citations.filter((use) => use.id === id).flatMap((use) => use.quotes);
  const found = [
    `address: ${linkWords(locale, link)}`,
    `text: ${locale.statuses.content[content.change]}, read ${locale.statuses.witness[witness]}`,
    ...quotes.filter(isLost).map((quote) => `${quote.id}: ${quoteWords(locale, quote)}`),
  ];
  return `Latest look, ${locale.day(at)}: ${found.join('; ')}`;
}

/** The file by which others know a key: the key set to publish (RFC 7517), its only key named by its thumbprint. */
export const renderKeyDirectory = (x: string, thumbprint: string): string =>
  `${JSON.stringify({ keys: [{ kty: 'OKP', crv: 'Ed25519', kid: thumbprint, x, use: 'sig' }] }, null, 2)}\n`;

export const renderNewKey = (
  key: string,
  directory: string,
  thumbprint: string,
  path: string,
): string =>
  `${key}: the key. It is a secret: keep it out of the repository.
${directory}: its public half. Publish it at https://YOUR-HOST${path}
  as application/http-message-signatures-directory+json
Thumbprint: ${thumbprint}
Then: citewatch check --key ${key} --key-directory https://YOUR-HOST
`;

/** The reports that are watched, and those of which only the history is kept. */
export function renderReports(
  locale: Locale,
  reports: readonly SharedReport[],
  kept: readonly SharedReport[],
): string {
  const watched = reports.map((report) => `${report.name}: ${aboutReport(locale, report)}\n`);
  const old = kept.map(({ name, sources, removedAt }) =>
    locale.fill(commandMessages.reports.kept, {
      name,
      sources,
      at: moment(locale, removedAt ?? ''),
    }),
  );
  if (watched.length === 0)
    watched.push('There is no report yet: citewatch reports add adds one.\n');
  return [...watched, ...old.map((line) => `${line}\n`)].join('');
}

const aboutReport = (
  locale: Locale,
  { sources, lastRun, private: isPrivate }: SharedReport,
): string => {
  const checked = lastRun === null ? 'no night yet' : `last checked on ${moment(locale, lastRun)}`;
  return `${sources}, ${checked}${isPrivate ? ', private' : ''}`;
};

export const renderAddedReport = (name: string, isPrivate: boolean): string =>
  `${name} was added${isPrivate ? ', private' : ''}: commands in its folder find it there with the same --db.\n`;

export function renderRemovedReport(
  report: SharedReport,
  { runs, visits, digests }: RemovedReport,
): string {
  const gone = [
    count(runs, 'run', 'runs'),
    count(visits, 'visit', 'visits'),
    count(digests, 'digest', 'digests'),
  ];
  return `${report.name} was removed with ${gone.join(', ')}; what lies in the folder of ${report.sources} stays, its evidence too.\n`;
}
