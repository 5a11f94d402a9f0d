import type { EditionVerdict } from '../../model/edition-verdict.js';
import { type Finding, isActive } from '../../model/finding.js';
import type { CitationVerdict, SourceVerdict } from '../../model/verdict.js';
import type { Series } from '../../model/watchlist.js';
import { shorten } from '../../text/whitespace.js';
import { byHandWords, offerOf } from '../by-hand.js';
import { day, moment } from '../dates.js';
import { readingReason } from '../reasons/content.js';
import { editionReason } from '../reasons/edition.js';
import { actionOf, messageOf } from '../reasons/finding.js';
import { linkReason } from '../reasons/link.js';
import { quoteReason } from '../reasons/quote.js';
import {
  CONTENT,
  EDITION,
  fateWords,
  kindWords,
  linkWords,
  quoteWords,
  SEVERITY,
  sentence,
} from '../words.js';
import { type Paint, painter, plain, wrap } from './screen.js';
import type { Screen } from './terminal.js';

/** Characters of a passage that are shown. */
const PASSAGE = 160;

/** Everything that the latest night knows of one source, in sentences, with the series that it seems to be an edition of. */
export function renderExplanation(
  verdict: SourceVerdict,
  findings: readonly Finding[],
  { colour, width }: Screen,
): string {
  const paint = painter(colour);
  const { link, content, edition } = verdict;
  const parts: readonly (readonly [string, readonly string[]])[] = [
    ['Address', [said(linkWords(link), linkReason(link.why)), ...archived(verdict)]],
    ['Text', [said(CONTENT[content.change], readingReason(content))]],
    ['Passages', verdict.citations.flatMap(passages)],
    ['By hand', byHand(verdict)],
    ['Edition', [said(EDITION[edition.status], editionReason(edition.why)), ...newerIn(edition)]],
    ['Findings', findings.filter(isActive).map(findingLine)],
  ];
  const head = [
    wrap(paint.strong(plain(verdict.title)), width),
    wrap(plain(`${verdict.publisher}, ${verdict.url ?? 'no address known'}`), width),
    paint.quiet(`As of ${moment(verdict.at)}`),
  ];
  const told = parts
    .filter(([, lines]) => lines.length > 0)
    .map(([name, lines]) => [paint.strong(name), ...lines.map((line) => wrap(plain(line), width, '  '))]);
  const proposed =
    edition.proposed === undefined ? [] : [proposal(verdict.id, edition.proposed, paint, width)];
  return `${[head, ...told, ...proposed].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const said = (words: string, reason: string): string => `${sentence(words)} ${sentence(reason)}`;

const archived = ({ archive, archiveUnasked }: SourceVerdict): readonly string[] => [
  ...(archive === null
    ? []
    : [
        `Archived on ${day(archive.capturedAt.slice(0, 10))}${archive.carriesPassage === true ? ', with the passage' : ''}: ${archive.url}`,
      ]),
  ...(archiveUnasked === undefined ? [] : [`The archive could not be asked: ${archiveUnasked}`]),
];

const passages = ({ id, accessed, currency, quotes }: CitationVerdict): readonly string[] => [
  `${id}: ${accessed === null ? 'nobody recorded when it was read' : `last read by its authors on ${day(accessed)} (${currency})`}.`,
  ...quotes.map(
    (quote) =>
      `“${shorten(plain(quote.text), PASSAGE)}” ${said(quoteWords(quote), quoteReason(quote.why))}${quote.link === null ? '' : ` ${quote.link}`}`,
  ),
];

const byHand = (verdict: SourceVerdict): readonly string[] => {
  const offer = offerOf(verdict);
  return [
    ...(verdict.byHand === undefined ? [] : [sentence(byHandWords(verdict.byHand))]),
    ...(offer === null ? [] : [`${offer.how}: ${offer.line}`]),
  ];
};

const newerIn = ({ newer }: EditionVerdict): readonly string[] =>
  newer.map(({ edition, url, published, quotes }) => {
    const out = published === null ? '' : `, published ${day(published)}`;
    const fates = quotes.map((fate) => `${fate.quote} ${fateWords(fate)}`).join('; ');
    return `${edition}${out}: ${url ?? 'no address known'}${fates === '' ? '' : ` (${fates})`}`;
  });

const findingLine = (finding: Finding): string =>
  `${SEVERITY[finding.severity].word}: ${kindWords(finding).name}, since ${day(finding.since)}. ${messageOf(finding)} ${actionOf(finding)}`;

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
