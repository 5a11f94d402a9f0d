import type { DiffPart } from '../../model/content-verdict.js';
import type { Finding } from '../../model/finding.js';
import type { FindingReason } from '../../model/finding-reason.js';
import type { QuoteStatus } from '../../model/quote-verdict.js';
import type { SourceVerdict } from '../../model/verdict.js';
import { shorten } from '../../text/whitespace.js';
import { passageSeen } from '../as-seen.js';
import { day } from '../dates.js';
import { condense } from '../diff/diff-view.js';
import { editionReason } from '../reasons/edition.js';
import { messageOf } from '../reasons/finding.js';
import { plain } from '../terminal/screen.js';
import { sentence } from '../words.js';

/** Characters of a sentence: two lines of a phone. */
const SENTENCE = 110;
/** Characters of unchanged text on each side of a change: enough to know the place again. */
const CONTEXT = 40;
/** Characters of a changed word, or of a passage that is named by its beginning. */
const WORDS = 60;
/** Parts of a difference; two changes and what is around them. */
const PARTS = 7;

const FATE: Readonly<Record<QuoteStatus, string>> = {
  intact: 'our passage stands in it',
  altered: 'our passage reads otherwise there',
  missing: 'our passage is not in it',
  unverifiable: 'our passage could not be looked for',
};

/** What is the case, in one short sentence for somebody who has not seen it before; empty where the words that changed say it all. */
export function brief(finding: Finding, source: SourceVerdict | null): string {
  const { why } = finding;
  switch (why.kind) {
    case 'passage-missing':
      return `${why.stood === null ? 'Never found' : `Not found; it stood there on ${day(why.stood)}`}: “${cut(passageSeen(finding, source)?.text ?? '', WORDS)}”`;
    case 'passage-altered':
      return changed(finding, source).length > 0 ? '' : 'It reads otherwise than it is quoted.';
    case 'omission-changed':
      return 'It stands, but what it leaves out of the page has changed.';
    case 'edition-newer':
      return newer(why);
    case 'edition-withdrawn':
    case 'edition-replaced-in-place':
      return closed(sentence(editionReason(why.edition)));
    case 'witness-stale':
      return `It was last read by hand on ${day(why.byHand.at.slice(0, 10))}, ${why.byHand.days} days ago.`;
    case 'corrected':
    case 'doubted':
    case 'retracted':
      return closed(`“${why.words}”`);
    default:
      return closed(messageOf(finding));
  }
}

/** Cut, with the quotation mark that the cut may have taken. */
function closed(text: string): string {
  const short = cut(text, SENTENCE);
  return short.lastIndexOf('“') > short.lastIndexOf('”') ? `${short}”` : short;
}

function newer({ editions, fates }: Extract<FindingReason, { kind: 'edition-newer' }>): string {
  const out = `The ${cut(editions.at(-1) ?? 'newer', WORDS)} edition is out`;
  const all = Object.values(fates).reduce((a, b) => a + b, 0);
  const only = (['intact', 'altered', 'missing', 'unverifiable'] as const).find(
    (fate) => fates[fate] === all,
  );
  if (all === 0) return `${out}.`;
  if (all === 1 && only !== undefined) return `${out}; ${FATE[only]}.`;
  return `${out}; ${fates.intact} of our ${all} passages ${fates.intact === 1 ? 'stands' : 'stand'} in it.`;
}

/** The words that changed, cut to them and what is right beside them; empty where none are known. */
export function changed(finding: Finding, source: SourceVerdict | null): readonly DiffPart[] {
  const quote = passageSeen(finding, source);
  const { content = source?.content, edition = source?.edition } = finding.seen ?? {};
  const fates = edition?.newer.at(-1)?.quotes ?? [];
  switch (finding.kind) {
    case 'passage-altered':
      return trim(quote?.diff ?? []);
    case 'passage-omission-changed':
      return trim(quote?.omissionChanged?.diff ?? []);
    case 'content-edited':
    case 'source-corrected':
      return trim(content?.diff ?? []);
    case 'edition-newer':
      return trim(fates.length === 1 ? (fates[0]?.diff ?? []) : []);
    default:
      return [];
  }
}

function trim(parts: readonly DiffPart[]): readonly DiffPart[] {
  const near = condense(parts.reduce<readonly DiffPart[]>(joined, []), CONTEXT);
  const few = near.length > PARTS ? [...near.slice(0, PARTS), { op: 'same', text: ' …' } as const] : near;
  return few.map(({ op, text }) => ({ op, text: straight(op === 'same' ? text : shorten(text, WORDS)) }));
}

/** Equal stretches that only an omission of the quotation parts are one. */
function joined(parts: readonly DiffPart[], part: DiffPart): readonly DiffPart[] {
  const last = parts.at(-1);
  return last?.op === 'same' && part.op === 'same'
    ? [...parts.slice(0, -1), { op: 'same', text: `${last.text.trimEnd()} ${part.text.trimStart()}` }]
    : [...parts, part];
}

/** Without what could turn the mail around, and with the spaces that part it from its neighbours. */
const straight = (text: string): string => {
  const [start, end] = [/^\s/u, /\s$/u].map((space) => (space.test(text) ? ' ' : ''));
  return `${start}${plain(text)}${end}`;
};

/** A text on one line, without what could turn it around, of so many characters. */
export const cut = (text: string, length: number): string => shorten(plain(text), length);

/** Characters of one name in a list, of a report or a section. */
const NAME = 40;
/** Names of a list; more are not read. */
const NAMED = 4;

/** Names in a line: `3, 4 and 7b`. */
export function inLine(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).map((name) => cut(name, NAME));
  const all = [...shown, ...(names.length > NAMED ? ['others'] : [])];
  return all.length === 1 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}
