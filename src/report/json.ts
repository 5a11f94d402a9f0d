import type { Finding } from '../model/finding.js';
import type { Run, RunFacts } from '../model/run.js';
import type {
  EditionVerdict,
  LinkVerdict,
  NewerEdition,
  QuoteVerdict,
  SourceVerdict,
} from '../model/verdict.js';
import type { Verdicts } from '../model/verdicts.js';
import { captureReason } from './reasons/capture.js';
import { readingReason } from './reasons/content.js';
import { editionReason, sectionWords } from './reasons/edition.js';
import { actionOf, messageOf } from './reasons/finding.js';
import { linkReason } from './reasons/link.js';
import { quoteReason } from './reasons/quote.js';
import { unmatchedReason } from './reasons/shortfall.js';
import { signsOf } from './reasons/signs.js';
import { stampReason } from './reasons/stamp.js';

const findingIn = (finding: Finding) => ({
  ...finding,
  message: messageOf(finding),
  action: actionOf(finding),
  ...(finding.consequences === undefined
    ? {}
    : {
        consequences: finding.consequences.map((one) => ({
          ...one,
          message: messageOf(one),
          action: actionOf(one),
        })),
      }),
});

/** A quotation's verdict as it is published: what it rests on (`why`), and the same in words (`reason`). */
export const quoteIn = (quote: QuoteVerdict) => ({ ...quote, reason: quoteReason(quote.why) });

function linkIn({ signs, ...link }: LinkVerdict) {
  const told = { ...link, reason: linkReason(link.why) };
  return signs === undefined ? told : { ...told, signs, doubt: signsOf(signs) };
}

const newerIn = (newer: NewerEdition) => ({
  ...newer,
  quotes: newer.quotes.map((fate) =>
    fate.section === undefined ? fate : { ...fate, note: sectionWords(fate.section) },
  ),
});

const editionIn = (edition: EditionVerdict) => ({
  ...edition,
  newer: edition.newer.map(newerIn),
  reason: editionReason(edition.why),
});

const sourceIn = (source: SourceVerdict) => ({
  ...source,
  ...(source.unmatched === undefined ? {} : { unmatched: unmatchedReason(source.unmatched) }),
  link: linkIn(source.link),
  edition: editionIn(source.edition),
  content: { ...source.content, reason: readingReason(source.content) },
  citations: source.citations.map((citation) => ({ ...citation, quotes: citation.quotes.map(quoteIn) })),
});

const runIn = ({ badCaptures, stamps, ...run }: RunFacts) => ({
  ...run,
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

/** Characters that JSON lets stand and that a terminal or a CI service obeys; as escapes they are the same to whoever parses it. */
const OBEYED = /[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|#(?=\[)/gu;

const escaped = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A value as it stands so deep in an indented text. */
const indented = (value: unknown, depth: number): string =>
  JSON.stringify(value, null, 2)
    .replaceAll('\n', `\n${'  '.repeat(depth)}`)
    .replace(OBEYED, escaped);

function* listParts<T>(list: Iterable<T>, partOf: (one: T) => unknown): Generator<string> {
  let before = '[';
  for (const one of list) {
    yield `${before}\n    ${indented(partOf(one), 2)}`;
    before = ',';
  }
  yield before === '[' ? '[]' : '\n  ]';
}

/** What {@link renderJson} renders, source by source. */
export function* jsonParts(run: Run<Verdicts>): Generator<string> {
  for (const [i, key] of Object.keys(run).entries()) {
    yield `${i === 0 ? '{' : ','}\n  ${JSON.stringify(key)}: `;
    // Each verdict and finding with its sentences.
    if (key === 'sources') yield* listParts(run.sources, sourceIn);
    else if (key === 'findings') yield* listParts(run.findings, findingIn);
    else yield indented(key === 'run' ? runIn(run.run) : run[key as 'schema'], 1);
  }
  yield '\n}\n';
}

/** The run itself, `reports/latest.json` and `--json`: indented, ending in a newline. */
export const renderJson = (run: Run<Verdicts>): string => [...jsonParts(run)].join('');
