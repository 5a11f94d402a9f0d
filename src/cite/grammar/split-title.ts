import { LINK_END, LINK_START, unmarked } from './marked-line.js';

/** A line cut at its title: what stands before it, and what behind. */
export interface TitleSplit {
  readonly head: string;
  readonly title: string;
  readonly tail: string;
}

/** Opening quotation marks and what may close them; the sure kinds first, those that are also apostrophes last. */
const QUOTES: readonly (readonly [string, string])[] = [
  ['“', '”'],
  ['“', '"“'],
  ['„', '“”"'],
  ['«', '»'],
  ['»', '«'],
  ['「', '」'],
  ['『', '』'],
  ['"', '"”'],
  ['《', '》'],
  ['‘', '’'],
  ["'", "'"],
  ['’', '’'],
];
const BEFORE_OPENING = /[\s([,:：，、\ue000]/u;
const AFTER_CLOSING = /[\s)\],.;:：，。（(\ue001]/u;

/** Behind words in quotation marks that are only the beginning of the title: `"We are lost": Persecution of minorities`. */
const GOES_ON = /^: \p{L}/u;

/** The line cut at its quoted title or at the words of its link; null where neither is there. */
export function splitTitle(line: string): TitleSplit | null {
  const linked = linkSpan(line);
  const whole = linked !== null && unmarked(line.slice(0, linked[0]) + line.slice(linked[1])).length < 2;
  const span = quotedSpan(line);
  const quoted = span !== null && GOES_ON.test(line.slice(span[1])) ? null : span;
  if (quoted !== null && (linked === null || whole || quoted[0] <= linked[0] || quoted[0] > linked[1]))
    return cut(line, quoted);
  if (linked === null) return null;
  return whole ? null : cut(line, linked);
}

function cut(line: string, [start, end]: readonly [number, number]): TitleSplit {
  const words = unmarked(line.slice(start, end));
  const marked = QUOTES.some(
    ([open, close]) => words.startsWith(open) && close.includes(words.at(-1) as string),
  );
  return {
    head: unmarked(line.slice(0, start)),
    title: bareTitle(marked ? words.slice(1, -1) : words),
    tail: unmarked(line.slice(end)),
  };
}

/** A title without the comma or the full stop that American print sets inside the marks. */
export const bareTitle = (title: string): string =>
  title
    .trim()
    .replace(/(?:,|(?<![.\p{Lu}])\.)$/u, '')
    .trim();

function linkSpan(line: string): readonly [number, number] | null {
  const start = line.indexOf(LINK_START);
  const end = line.indexOf(LINK_END);
  return start < 0 || end < start ? null : [start, end + 1];
}

function quotedSpan(line: string): readonly [number, number] | null {
  for (const [open, closing] of QUOTES) {
    const start = opening(line, open);
    if (start < 0) continue;
    const end = closingOf(line, start, open, closing);
    if (end > start + 1) return [start, end + 1];
  }
  return null;
}

/** Where words in these marks begin; a space stands within French ones. */
function opening(line: string, mark: string): number {
  for (let at = line.indexOf(mark); at >= 0; at = line.indexOf(mark, at + 1))
    if (
      (at === 0 || BEFORE_OPENING.test(line[at - 1] as string)) &&
      (/\S/u.test(line[at + 1] ?? ' ') || mark === '«')
    )
      return at;
  return -1;
}

/** Where the mark that opens at `start` is closed: behind what is quoted within; of apostrophes the last. */
function closingOf(line: string, start: number, open: string, closing: string): number {
  const apostrophe = "'‘’".includes(open);
  let depth = 1;
  let last = -1;
  for (let at = start + 1; at < line.length; at++) {
    const sign = line[at] as string;
    const opens =
      sign === open &&
      BEFORE_OPENING.test(line[at - 1] as string) &&
      !AFTER_CLOSING.test(line[at + 1] ?? ' ');
    if (opens && !apostrophe) depth++;
    else if (closing.includes(sign) && AFTER_CLOSING.test(line[at + 1] ?? ' ')) {
      last = at;
      if (!apostrophe && --depth === 0) return at;
    }
  }
  return last;
}
