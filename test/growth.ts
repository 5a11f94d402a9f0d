/** Lengths of run that are tried, short ones first: an exponential expression shows itself before it stops everything. */
const LENGTHS = [26, 400, 20_000];
/** Milliseconds below which time is noise. A linear expression takes a run of 20,000 in 1 ms, a quadratic one in some 400. */
const NOISE = 15;
/** Of a linear expression, four times the text takes four times the time, of a quadratic one sixteen times. */
const TOO_STEEP = 8;
/** What a run of one character may begin after, so that an expression is inside it from its first character on. */
const STARTS = ['', '1', 'a', '<'];
/** What runs may be followed by, so that what seemed to match does not. */
const ENDS = ['\0', '!\n'];

/** A run on which an expression takes more than its share. */
export interface Steep {
  readonly pump: string;
  readonly length: number;
  readonly milliseconds: number;
  /** How much longer four times the text takes. */
  readonly ratio: number;
}

const runOf = (pump: string, length: number): string =>
  pump.repeat(Math.ceil(length / pump.length));

/** Milliseconds of processor so far: what else runs on this machine does not count. */
function spent(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function fastest(work: () => void, times: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const start = spent();
    work();
    least = Math.min(least, spent() - start);
  }
  return least;
}

/** The first of these runs on which an expression's time grows faster than the text, or null. */
export function steepIn(source: string, flags: string, pumps: Iterable<string>): Steep | null {
  const expression = new RegExp(source, flags.includes('g') ? flags : `${flags}g`);
  for (const pump of pumps)
    for (const start of pump.length === 1 ? STARTS : [''])
      for (const end of ENDS) {
        const steep = steepOn(expression, (length) => start + runOf(pump, length) + end);
        if (steep !== null) return { pump: start + pump, ...steep };
      }
  return null;
}

function steepOn(
  expression: RegExp,
  textOf: (length: number) => string,
): Omit<Steep, 'pump'> | null {
  const time = (length: number, times: number): number => {
    const text = textOf(length);
    return fastest(() => text.replace(expression, ''), times);
  };
  for (const length of LENGTHS) {
    const once = time(length, 1);
    if (once < NOISE) continue;
    // Near the noise it is measured again and again: a collection of garbage may have come in between.
    const times = once > 10 * NOISE ? 1 : 5;
    const milliseconds = time(length, times);
    const ratio = milliseconds / time(length / 4, times);
    if (milliseconds >= NOISE && ratio >= TOO_STEEP) return { length, milliseconds, ratio };
  }
  return null;
}

/** One or two of every kind of character that prose, addresses and markup are made of. */
// biome-ignore format: a table
const KINDS = [
  'a', 'A', '1', ' ', '\n', '.', '-', ',', '"', '<', '(', '/', ':', '中', 'é', '\u0301', '’', '|', '[', '_', '?', '=', '&',
  'a ', '1 ', 'a.', 'a1', 'A.', '. ', 'a-', '1,', '1.', '-1', '</a ', '<a ', ' \t', '1:', 'a=', '\\"', '<a>"',
];
/** What stands for one of many characters in an expression's source, and is no character of its own. */
const ESCAPED = /\\u\{?[\da-f]+\}?|\\[pP]\{[^}]*\}|\\[bBdDwWsSnrtk]/giu;
const WRITTEN = /[\p{L}\p{N} \-_:;,.'"/<>=&#%@!’“”]+/gu;
/** Characters of a long table of words that are tried in pairs. */
const PAIRED = 15;

/** Runs to try on an expression: each of its own characters and words, those in pairs with others, and {@link KINDS}. */
export function pumpsFor(source: string): ReadonlySet<string> {
  const words = [...new Set(source.replace(ESCAPED, '\0').match(WRITTEN) ?? [])];
  const own = [...new Set(words.join(''))];
  return new Set([
    ...KINDS,
    ...own,
    ...words.flatMap((word) => [word, `${word} `, `${word} a `, `${word}1`]),
    ...own
      .slice(0, PAIRED)
      .flatMap((char) => [' ', 'a', '1', '.', '\n'].map((other) => char + other)),
  ]);
}
