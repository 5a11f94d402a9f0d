import type { Lint, OverstatedClaim, Overstatement } from '../../model/lint.js';
import { outsideQuotations } from '../grammar/quote-marks.js';
import type { Prose } from '../import/passages.js';
import { cause } from './claim-causes.js';
import {
  everywhere,
  numbersBeyond,
  opposite,
  placesBeyond,
  trend,
  yearsBeyond,
} from './claim-facts.js';
import { lexiconOf } from './claim-lexicon.js';
import { attribution, extent, modality, none } from './claim-scales.js';
import { type ClaimSentence, claimSentences, isOf, sharedSubject } from './claim-words.js';
import { mainLanguage, notInQuotation } from './quotations.js';
import { broken, type LintedUse, type LintSubject } from './subject.js';

/** The share of the most words that a quoted sentence shares with the claim, from which on it may back it. Our choice. */
const CLOSE = 0.6;

/**
 * What a sentence says beyond all quotations that it introduces, each class once. Only its last sentence is read, and what it quotes itself is no claim.
 * `lang` is the language of both; one without a table tells nothing. `known`: the title and the citation line of the source.
 */
export function claimsOf(
  prose: string,
  quotations: readonly string[],
  lang: string,
  known = '',
): readonly OverstatedClaim[] {
  const lexicon = lexiconOf(lang);
  if (lexicon === null || quotations.length === 0) return [];
  const said = claimSentences(outsideQuotations(prose), lexicon).at(-1);
  const all = quotations.flatMap((one) => claimSentences(one, lexicon));
  if (said === undefined || said.subject.size === 0) return [];
  const shared = all.map((one) => sharedSubject(said, one));
  // A word that only one sentence has tells more of what it is about.
  const weight = (key: string): number => 1 / shared.filter((keys) => keys.includes(key)).length;
  const shares = shared.map((keys) => keys.reduce((sum, key) => sum + weight(key), 0));
  const most = Math.max(0, ...shares);
  if (most === 0) return [];
  const quoted = {
    all,
    near: all.filter((_, i) => (shares[i] ?? 0) >= CLOSE * most),
    about: all.filter((_, i) => (shares[i] ?? 0) > 0),
    best: all.filter((_, i) => shares[i] === most),
    text: quotations.join('\n'),
    count: quotations.length,
    known,
  };
  const claims = [
    extent(said, quoted),
    modality(said, quoted),
    attribution(said, quoted),
    none(said, quoted),
    cause(said, quoted),
    ...['direction', 'place', 'group'].map((name) => opposite(said, quoted, name)),
    trend(said, quoted),
    everywhere(said, quoted),
  ];
  const facts = [
    placesBeyond(said, quoted, lexicon),
    yearsBeyond(said, quoted),
    numbersBeyond(said, quoted),
  ];
  const found = (isTopic(said) ? facts : [...claims, ...facts]).flatMap((one) => one ?? []);
  const [nearest] = quoted.best;
  return found
    .filter(
      (one, i) =>
        found.findIndex((other) => other.class === one.class || other.said === one.said) === i,
    )
    .map((one) => {
      const source = all.find(({ text }) => text.includes(one.quoted)) ?? nearest;
      return { ...one, sentence: said.text, source: source?.text ?? '' };
    });
}

/** Conjunctions behind which a sentence goes on to what its source says. */
const SAYS_THAT = /^(?:that|how|que|comment|dass|wie)$/u;

/** True for a sentence that says what its source is about: `The article describes …`. */
function isTopic({ markers, words }: ClaimSentence): boolean {
  const topic = markers.find(isOf('topic'));
  return topic !== undefined && !words.slice(topic.to + 1).some(({ key }) => SAYS_THAT.test(key));
}

/** Sentences of a report that say more than what they introduce: told once a citation, but for figures that `not-in-quotation` tells. */
export const claimBeyond = (subject: LintSubject): readonly Lint[] => {
  const { uses, draft } = subject;
  return uses.flatMap((use, i) => {
    const introduction = use.drafted?.introduction ?? '';
    if (introduction === '' || use.quotes.length === 0) return [];
    const own = [use, ...introducedWith(use, uses.slice(i + 1), draft?.of.prose ?? [])];
    const quotations = own.flatMap(({ quotes }) => quotes.map(({ text }) => text));
    const [main, other] = [introduction, quotations.join(' ')].map((text) =>
      mainLanguage(outsideQuotations(text)),
    );
    const lang = (main === 'und' ? other : main) ?? 'und';
    const known = own
      .flatMap(({ cited, source }) => [cited, source.title, source.published])
      .join(' ');
    if (quotations.some((text) => !['und', lang].includes(mainLanguage(text)))) return [];
    const figures = notInQuotation({ ...subject, uses: [use] }).flatMap(({ why }) =>
      'words' in why ? why.words : [],
    );
    const isTold = ({ class: name, said }: Overstatement): boolean =>
      name === 'number' && figures.some((words) => words.includes(said) || said.includes(words));
    const claims = claimsOf(introduction, quotations, lang, known).filter((one) => !isTold(one));
    return claims.length === 0 ? [] : [broken(use.place, { rule: 'claim-beyond', claims })];
  });
};

/** The citations behind one that its sentence introduces as well: no prose stands between. */
function introducedWith(
  first: LintedUse,
  behind: readonly LintedUse[],
  prose: readonly Prose[],
): readonly LintedUse[] {
  const { place, drafted } = first;
  const lines = prose.map((one) => one.place.paragraph);
  const next =
    lines.find((line) => line > (place.file?.paragraph ?? 0)) ?? Number.POSITIVE_INFINITY;
  const isOwn = (use: LintedUse): boolean =>
    use.place.section === place.section &&
    (use.place.file?.paragraph ?? 0) <= next &&
    ['', drafted?.introduction].includes(use.drafted?.introduction);
  const end = behind.findIndex((use) => !isOwn(use));
  return behind.slice(0, end < 0 ? undefined : end);
}
