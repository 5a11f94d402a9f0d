import type { ContentVerdict } from '../../model/content.js';
import type { EditionVerdict, NewerEdition } from '../../model/edition.js';
import type { Finding, Observation, Seen } from '../../model/finding.js';
import type { LinkVerdict } from '../../model/link.js';
import type { QuoteVerdict } from '../../model/quote.js';
import type { Run, RunFacts } from '../../model/run.js';
import type { SourceVerdict } from '../../model/verdict.js';
import type { Verdicts } from '../../model/verdicts.js';
import { replaceHidden } from '../escape.js';
import { captureReason, readingReason, stampReason } from '../words/documents.js';
import { actionOf, messageOf } from '../words/findings.js';
import { linkReason, signsOf, unaskedReason } from '../words/links.js';
import { quoteReason } from '../words/passages.js';
import { editionReason, sectionWords, unmatchedReason } from '../words/words.js';

const observationIn = (one: Observation) => ({
  ...one,
  message: messageOf(one),
  action: actionOf(one),
  ...(one.seen === undefined ? {} : { seen: seenFields(one.seen) }),
});

/** What a finding rests on, with its sentences as they stand beside a source's own verdicts. */
const seenFields = ({ quote, link, content, edition, ...seen }: Seen) => ({
  ...seen,
  ...(quote === undefined ? {} : { quote: quoteIn(quote) }),
  ...(link === undefined ? {} : { link: linkIn(link) }),
  ...(content === undefined ? {} : { content: contentIn(content) }),
  ...(edition === undefined ? {} : { edition: editionIn(edition) }),
});

const findingIn = (finding: Finding) => ({
  ...observationIn(finding),
  ...(finding.consequences === undefined ? {} : { consequences: finding.consequences.map(observationIn) }),
});

/** A quotation's verdict as it is published: what it rests on (`why`), and the same in words (`reason`). */
export const quoteIn = (quote: QuoteVerdict) => ({ ...quote, reason: quoteReason(quote.why) });

function linkIn(verdict: LinkVerdict) {
  const reason = linkReason(verdict.why);
  if (verdict.signs === undefined) return { ...verdict, reason };
  const { signs, ...link } = verdict;
  return { ...link, reason, signs, doubt: signsOf(signs) };
}

const newerIn = (newer: NewerEdition) => ({
  ...newer,
  quotes: newer.quotes.map((fate) =>
    fate.section === undefined ? fate : { ...fate, note: sectionWords(fate.section) },
  ),
});

const contentIn = (content: ContentVerdict) => ({ ...content, reason: readingReason(content) });

/** A value with other fields. Put over those that stand in a literal already, they take V8 ten times as long. */
const withFields = (value: object, others: object): object => Object.assign({ ...value }, others);

const editionIn = (edition: EditionVerdict) =>
  withFields(edition, { newer: edition.newer.map(newerIn), reason: editionReason(edition.why) });

const sourceIn = (source: SourceVerdict) =>
  withFields(source, {
    ...(source.unmatched === undefined ? {} : { unmatched: unmatchedReason(source.unmatched) }),
    link: linkIn(source.link),
    edition: editionIn(source.edition),
    content: contentIn(source.content),
    citations: source.citations.map((one) => withFields(one, { quotes: one.quotes.map(quoteIn) })),
  });

/** What a report says under a key of its head. */
function headIn({ schema, offlineSince, run }: Run<Verdicts>, key: string): unknown {
  if (key === 'run') return runIn(run);
  if (key !== 'offlineSince') return schema;
  const why = offlineSince?.why;
  return { ...offlineSince, ...(why === undefined ? {} : { reason: unaskedReason(why) }) };
}

const runIn = ({ badCaptures, stamps, unasked, ...run }: RunFacts) => ({
  ...run,
  ...(unasked === undefined ? {} : { unasked: { ...unasked, reason: unaskedReason(unasked) } }),
  ...(stamps === undefined
    ? {}
    : { stamps: stamps.map((stamp) => ({ ...stamp, reason: stampReason(stamp) })) }),
  ...(badCaptures === undefined
    ? {}
    : {
        badCaptures: {
          ...badCaptures,
          named: badCaptures.named.map((one) => ({ ...one, reason: captureReason(one.fault) })),
        },
      }),
});

/** Characters that JSON lets stand and that a terminal obeys; as escapes, like what is not seen, they are the same to whoever parses it. */
const OBEYED = /[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** What a CI service obeys besides, and the same for whoever parses it. */
const [COMMAND, NO_COMMAND] = ['#[', '\\u0023['];

const escaped = (c: string): string =>
  c
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** A value as it stands in an indented text, in the first depth or in the second: cut out of a list, or out of a list in a list. */
const indented = (value: unknown, depth: 1 | 2): string =>
  replaceHidden(
    (depth === 1
      ? JSON.stringify([value], null, 2).slice('[\n  '.length, -'\n]'.length)
      : JSON.stringify([[value]], null, 2).slice('[\n  [\n    '.length, -'\n  ]\n]'.length)
    )
      .replace(OBEYED, escaped)
      .replaceAll(COMMAND, NO_COMMAND),
    escaped,
  );

function* listParts<T>(list: Iterable<T>, partOf: (one: T) => string): Generator<string> {
  let before = '[';
  for (const one of list) {
    yield `${before}\n    `;
    yield partOf(one);
    before = ',';
  }
  yield before === '[' ? '[]' : '\n  ]';
}

const sourceText = (source: SourceVerdict): string => indented(sourceIn(source), 2);
const findingText = (finding: Finding): string => indented(findingIn(finding), 2);

/** What {@link renderJson} renders, source by source. */
export function* jsonParts(run: Run<Verdicts>): Generator<string> {
  for (const [i, key] of Object.keys(run).entries()) {
    yield `${i === 0 ? '{' : ','}\n  ${JSON.stringify(key)}: `;
    // Each verdict and finding with its sentences.
    if (key === 'sources') yield* listParts(run.sources, sourceText);
    else if (key === 'findings') yield* listParts(run.findings, findingText);
    else yield indented(headIn(run, key), 1);
  }
  yield '\n}\n';
}

/** The run itself, `reports/latest.json` and `--json`: indented, ending in a newline. */
export const renderJson = (run: Run<Verdicts>): string => [...jsonParts(run)].join('');
