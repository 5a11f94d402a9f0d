import { diffArrays } from 'diff';

/** Atoms of a paragraph from the first to the last. */
export interface WordStretch {
  readonly first: number;
  readonly last: number;
}

/** White space, and what is not seen: readers of a report collapse the one and drop the other. */
const UNSEEN = /[\s\p{Cf}]/gu;

/** The letters of a paragraph's atoms, among which words are looked for. `fold`: what is left of a text where only its letters count. */
export class Letters {
  readonly #all: string;
  readonly #atomOf: readonly number[];
  readonly #taken = new Set<number>();

  constructor(
    atoms: readonly string[],
    private readonly fold = (text: string): string => text.replace(UNSEEN, ''),
  ) {
    const letters = atoms.map(fold);
    this.#all = letters.join('');
    this.#atomOf = letters.flatMap((one, i) => Array<number>(one.length).fill(i));
  }

  get isEmpty(): boolean {
    return this.#all === '';
  }

  /** Where words stand for the first time that was not asked for yet; null where they do not. */
  find(words: string): WordStretch | null {
    const wanted = this.fold(words);
    for (
      let at = this.#all.indexOf(wanted);
      at >= 0 && wanted !== '';
      at = this.#all.indexOf(wanted, at + 1)
    ) {
      if (this.#taken.has(at)) continue;
      this.#taken.add(at);
      return {
        first: this.#atomOf[at] as number,
        last: this.#atomOf[at + wanted.length - 1] as number,
      };
    }
    return null;
  }
}

/** One change: `removed` atoms from `at` on go, and `added` comes in their place. */
export interface Step {
  readonly at: number;
  readonly removed: number;
  readonly added: string;
}

/** An address is changed as a whole. */
const TOKEN = /https?:\/\/[^\s<>"“”]*[^\s<>"“”.,;:)\]]|[\p{L}\p{M}\p{N}]+|\s+|./gsu;
const tokensOf = (text: string): string[] => text.match(TOKEN) ?? [];
const isSpace = (token: string): boolean => token.trim() === '';

/** One change of a text: what stands from `from` to `to` goes, and `added` comes in its place. */
export interface TextStep {
  readonly from: number;
  readonly to: number;
  readonly added: string;
}

/** What turns a text into another, word by word; what only a space parts is one change. */
export function textSteps(text: string, after: string): readonly TextStep[] {
  const tokens = tokensOf(text);
  const [first = ''] = tokens;
  const comparator = (a: string, b: string): boolean => a === b || (isSpace(a) && isSpace(b));
  const steps: { from: number; to: number; added: string }[] = [];
  let [at, isNear] = [0, false];
  for (const { added = false, removed = false, value, count } of diffArrays(
    tokens,
    tokensOf(after),
    { comparator },
  )) {
    const [own, words] = added ? ['', value.join('')] : [tokens.splice(0, count).join(''), ''];
    const last = isNear ? steps.at(-1) : undefined;
    if (!added && !removed) isNear &&= own === ' ';
    else if (last === undefined) steps.push({ from: at, to: at + own.length, added: words });
    else {
      last.added += text.slice(last.to, at) + words;
      last.to = at + own.length;
    }
    isNear ||= added || removed;
    at += own.length;
  }
  const [head] = steps;
  // What comes before all else takes the first word with it.
  if (head?.to === 0) Object.assign(head, { to: first.length, added: head.added + first });
  return steps;
}

/** The same of the text of atoms. */
export function stepsBetween(
  atoms: readonly { readonly text: string }[],
  after: string,
): readonly Step[] {
  const atomAt = atoms.flatMap((atom, i) => Array<number>(atom.text.length).fill(i));
  // Behind the letter before it, whatever marks stand there.
  const behind = (end: number): number => (atomAt[end - 1] ?? -1) + 1;
  return textSteps(atoms.map(({ text }) => text).join(''), after).map(({ from, to, added }) => {
    const start = to === from ? behind(from) : (atomAt[from] as number);
    return { at: start, removed: behind(to) - start, added };
  });
}
