import { type ClaimSentence, type Clause, isOf, isSameStem, meet, PARTING, type Parallel } from './claim-words.js';

/** Words of the subject of a clause at least, and the share of the sentence's that stands in the quoted one as well, where two are parallel. Our choice. */
const [LEAST, ALIKE] = [3, 0.5];

/** Conjunctions behind which stands what somebody says. */
const OPENS = /^(?:that|how|comment|que|qu|dass|wie)$/u;
/** Pronouns whose clause belongs to the one around it. */
const WHO = /^(?:who|whose|whom|which|qui|dont|die|der|deren|denen)$/u;
/** Prepositions before them. */
const LEADING = /^(?:gegen|für|von|bei|mit|auf|against|for|of|with|contre|pour|avec)$/u;

function clausesOf(of: ClaimSentence): readonly Clause[] {
  const voice = of.markers.find(isOf('attribution', 'topic'))?.to ?? of.words.length;
  const isEnd = ({ raw, bare, key }: ClaimSentence['words'][number], i: number): boolean =>
    PARTING.test(raw.slice(bare.length)) || (i > voice && OPENS.test(key));
  const all = of.words.flatMap((word, i) => (isEnd(word, i) ? [i] : []));
  const isRelative = (end = Number.NaN): boolean => {
    const [next = '', second = ''] = of.words.slice(end + 1, end + 3).map(({ key }) => key);
    return WHO.test(next) || (LEADING.test(next) && WHO.test(second));
  };
  const ends = all.filter((end, i) => !isRelative(end) && !isRelative(all[i - 1]));
  return [...ends, of.words.length - 1].flatMap((to, i) => {
    const from = (ends[i - 1] ?? -1) + 1;
    const subject = [...of.content].filter(([at]) => at >= from && at <= to);
    return subject.length < LEAST ? [] : [{ of, from, to, subject }];
  });
}

/** For each clause of the sentence those quoted that have enough of its words, the closest first. */
export const parallelsOf = (said: ClaimSentence, all: readonly ClaimSentence[]): readonly (readonly Parallel[])[] => {
  const quoted = all.flatMap(clausesOf);
  return clausesOf(said)
    .map((one) =>
      quoted
        .map((other) => heldAgainst(one, other))
        .filter(({ share, pairs }) => share >= ALIKE && pairs.length >= LEAST - 1)
        .toSorted((a, b) => b.share - a.share),
    )
    .filter((group) => group.length > 0);
};

function heldAgainst(said: Clause, quoted: Clause): Parallel {
  const there = quoted.subject.map(([, key]) => key);
  const shared = said.subject.filter(([, key]) => meet([key], there)).length;
  const share = shared < LEAST - 1 ? 0 : shared / said.subject.length;
  return { said, quoted, share, pairs: share < ALIKE ? [] : inOrder(said.subject, quoted.subject) };
}

/** The most words that both have in one order. */
function inOrder(a: Clause['subject'], b: Clause['subject']): Parallel['pairs'] {
  let rows: readonly Parallel['pairs'][] = [[], ...b.map(() => [])];
  for (const [at, key] of a) {
    const row: Parallel['pairs'][] = [[]];
    for (const [n, [there, other]] of b.entries()) {
      const [up, left, before] = [rows[n + 1] ?? [], row[n] ?? [], rows[n] ?? []];
      const longest = up.length >= left.length ? up : left;
      row.push(isSameStem(key, other) && before.length >= longest.length ? [...before, [at, there]] : longest);
    }
    rows = row;
  }
  return rows.at(-1) ?? [];
}
