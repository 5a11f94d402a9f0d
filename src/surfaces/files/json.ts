import type { ContentVerdict } from '../../model/content.js';
import type { EditionVerdict } from '../../model/edition.js';
import type { Finding, Observation, Seen } from '../../model/finding.js';
import type { LinkVerdict } from '../../model/link.js';
import { optional } from '../../model/optional.js';
import type { QuoteVerdict } from '../../model/quote.js';
import type { JudgedRun, RunFacts } from '../../model/run.js';
import type { SourceVerdict } from '../../model/verdict.js';
import { replaceHidden } from '../escape.js';
import { captureReason, quoteReason, readingReason, stampReason } from '../words/documents.js';
import { actionOf, messageOf } from '../words/findings.js';
import { linkReason, signsOf, unaskedReason } from '../words/links.js';
import { ENGLISH } from '../words/locale.js';
import { editionReason, sectionWords, unmatchedReason } from '../words/words.js';

const observationIn = (one: Observation) => ({
  ...one,
  message: messageOf(ENGLISH, one),
  action: actionOf(ENGLISH, one),
  ...optional({ seen: one.seen && seenFields(one.seen) }),
});

/** What a finding rests on, with its sentences as they stand beside a source's own verdicts. */
const seenFields = ({ quote, link, content, edition, ...seen }: Seen) => ({
  ...seen,
  ...optional({
    quote: quote && quoteIn(quote),
    link: link && linkIn(link),
    content: content && contentIn(content),
    edition: edition && editionIn(edition),
  }),
});

/** A finding's entry of `latest.json`. */
export const findingIn = (finding: Finding) => ({
  ...observationIn(finding),
  ...optional({ consequences: finding.consequences?.map((one) => observationIn(one)) }),
});

/** A quotation's verdict as it is published: what it rests on (`why`), and the same in words (`reason`). */
export const quoteIn = (quote: QuoteVerdict) => ({
  ...quote,
  reason: quoteReason(ENGLISH, quote.why),
});

function linkIn(verdict: LinkVerdict) {
  const reason = linkReason(ENGLISH, verdict.why);
  if (verdict.signs === undefined) return { ...verdict, reason };
  const { signs, ...link } = verdict;
  return { ...link, reason, signs, doubt: signsOf(ENGLISH, signs) };
}

const contentIn = (content: ContentVerdict) => ({
  ...content,
  reason: readingReason(ENGLISH, content),
});

const editionIn = (edition: EditionVerdict) => ({
  ...edition,
  newer: edition.newer.map((newer) => ({
    ...newer,
    quotes: newer.quotes.map((fate) =>
      fate.section === undefined ? fate : { ...fate, note: sectionWords(ENGLISH, fate.section) },
    ),
  })),
  reason: editionReason(ENGLISH, edition.why),
});

/** A source's entry of `latest.json`. */
export const sourceIn = (source: SourceVerdict) => ({
  ...source,
  ...optional({ unmatched: source.unmatched && unmatchedReason(ENGLISH, source.unmatched) }),
  link: linkIn(source.link),
  edition: editionIn(source.edition),
  content: contentIn(source.content),
  citations: source.citations.map((one) => ({
    ...one,
    quotes: one.quotes.map((quote) => quoteIn(quote)),
  })),
});

const runIn = ({ badCaptures, stamps, unasked, ...run }: RunFacts) => ({
  ...run,
  ...optional({
    unasked: unasked && { ...unasked, reason: unaskedReason(ENGLISH, unasked) },
    stamps: stamps?.map((stamp) => ({ ...stamp, reason: stampReason(ENGLISH, stamp) })),
    badCaptures: badCaptures && {
      ...badCaptures,
      named: badCaptures.named.map((one) => ({
        ...one,
        reason: captureReason(ENGLISH, one.fault),
      })),
    },
  }),
});

/** Characters that JSON lets stand and that a terminal obeys; as escapes they are the same to whoever parses it. */
const TERMINAL_CONTROLS = /[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** What a CI service obeys besides, and the same for whoever parses it. */
const CI_COMMAND = '#[';
const ESCAPED_CI_COMMAND = '\\u0023[';

const escapeUnits = (c: string): string =>
  c
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** The run itself, `reports/latest.json` and `--json`: indented, ending in a newline; verdicts and findings with their sentences. */
export function renderJson(run: JudgedRun): string {
  const { offlineSince: since } = run;
  const published = {
    ...run,
    run: runIn(run.run),
    ...optional({
      offlineSince: since && {
        ...since,
        ...optional({ reason: since.why && unaskedReason(ENGLISH, since.why) }),
      },
    }),
    sources: [...run.sources].map((source) => sourceIn(source)),
    findings: run.findings.map((finding) => findingIn(finding)),
  };
  return jsonText(published);
}

/** One source's entry of it. */
export const renderSourceJson = (source: SourceVerdict): string => jsonText(sourceIn(source));

/** Indented JSON that a terminal and a CI service may be shown, ending in a newline. */
export function jsonText(published: object): string {
  const text = JSON.stringify(published, null, 2)
    .replace(TERMINAL_CONTROLS, escapeUnits)
    .replaceAll(CI_COMMAND, ESCAPED_CI_COMMAND);
  return `${replaceHidden(text, escapeUnits)}\n`;
}
