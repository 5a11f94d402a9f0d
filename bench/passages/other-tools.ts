import { distance } from 'fastest-levenshtein';

/** A page as other tools see it. */
export interface OtherTexts {
  /** The bare text between its tags. */
  readonly plain: string;
  /** Letters and digits of that. */
  readonly letters: string;
  /** Letters and digits of what reader mode leaves. */
  readonly reader: string;
}

/** Letters and digits of a text, folded: the most generous way of comparing that still compares. */
export const lettersOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** The likeness from which a fuzzy matcher calls a passage found: a threshold in wide use. */
const THRESHOLD = 0.9;
/** Letters of the runs by which a stretch is located, and how many stretches are compared. */
const RUN = 6;
const STRETCHES = 5;

/** Places at which a passage may begin, those that most of its runs speak for first. */
function places(passage: string, page: string): readonly number[] {
  const votes = new Map<number, number>();
  for (let i = 0; i + RUN <= passage.length; i += RUN / 2) {
    const run = passage.slice(i, i + RUN);
    let tries = 0;
    for (
      let at = page.indexOf(run);
      at >= 0 && tries < 50;
      at = page.indexOf(run, at + 1), tries++
    ) {
      const place = Math.max(0, at - i);
      votes.set(place, (votes.get(place) ?? 0) + 1);
    }
  }
  return [...votes]
    .sort((a, b) => b[1] - a[1])
    .slice(0, STRETCHES)
    .map(([place]) => place);
}

function resembles(passage: string, page: string): boolean {
  return places(passage, page).some(
    (at) =>
      1 - distance(passage, page.slice(at, at + passage.length)) / passage.length >= THRESHOLD,
  );
}

/** What other tools do to say whether a passage stands: each with what it is asked of a page. */
export const OTHER_TOOLS: Readonly<Record<string, (passage: string, page: OtherTexts) => boolean>> =
  {
    'indexOf, bare text': (passage, { plain }) => plain.includes(passage),
    'letters, bare text': (passage, { letters }) => letters.includes(lettersOf(passage)),
    'letters, reader mode': (passage, { reader }) => reader.includes(lettersOf(passage)),
    'likeness of 0.90': (passage, { letters }) => resembles(lettersOf(passage), letters),
  };
