import { goThrough, type Root, type Tag, tagsIn } from '../tags.js';
import { inside, type ListPlace, propertyOf } from './styles.js';

interface Level {
  readonly format: string;
  /** `%1.%2`: each sign stands for the number of that level. */
  readonly text: string;
  readonly start: number;
}

/** A list of a document. Lists of one kind go on counting, unless one begins anew (ECMA-376 part 1, 17.9.27). */
interface List {
  readonly abstract: string;
  readonly levels: ReadonlyMap<number, Level>;
  /** Of each level that begins anew, the number that it begins with. */
  readonly restarts: ReadonlyMap<number, number>;
}

/** Word has nine levels. */
const LEVELS = 9;

/** Counts lists. Given where the next paragraph stands, says the number that is printed before it; '' for none. */
export function listNumbers(root: Root | null): (place: ListPlace) => string {
  const lists = root ? listsOf(root) : new Map<string, List>();
  const counts = new Map<string, number[]>();
  const begun = new Set<List>();
  return ({ list, level }) => {
    const found = lists.get(list ?? '');
    if (!found || !(level >= 0 && level < LEVELS)) return '';
    const count = counts.get(found.abstract) ?? [];
    counts.set(found.abstract, count);
    if (!begun.has(found)) for (const [at, start] of found.restarts) count[at] = start - 1;
    begun.add(found);
    for (let i = 0; i <= level; i++)
      if (i === level || !count[i]) count[i] = (count[i] ?? startOf(found.levels, i) - 1) + 1;
    count.length = level + 1;
    const { format = 'bullet', text = '' } = found.levels.get(level) ?? {};
    if (format === 'bullet' || format === 'none') return '';
    return text.replace(/%([1-9])/g, (_, n: string) => {
      const at = Number(n) - 1;
      return printed(count[at] ?? 1, found.levels.get(at)?.format ?? 'decimal');
    });
  };
}

const startOf = (levels: ReadonlyMap<number, Level>, level: number): number => levels.get(level)?.start ?? 1;

function listsOf(root: Root) {
  const abstracts = new Map<string, Map<number, Level>>();
  const lists = new Map<string, List>();
  goThrough(root, {
    enter: (tag) => {
      if (tag.name === 'w:abstractNum') abstracts.set(tag.attribs['w:abstractNumId'] ?? '', levelsOf(tag));
      if (tag.name === 'w:num') {
        const abstract = propertyOf(tag, 'w:abstractNumId') ?? '';
        const levels = abstracts.get(abstract);
        if (levels) lists.set(tag.attribs['w:numId'] ?? '', { abstract, levels, restarts: restartsOf(tag) });
      }
      return tag.name === 'w:numbering';
    },
  });
  return lists;
}

const restartsOf = (list: Tag): Map<number, number> =>
  new Map(
    tagsIn(list).flatMap((tag): readonly (readonly [number, number])[] => {
      const start = tag.name === 'w:lvlOverride' ? propertyOf(tag, 'w:startOverride') : undefined;
      return start === undefined || start === null
        ? []
        : [[Number(tag.attribs['w:ilvl'] ?? 0), Number(start)]];
    }),
  );

const levelsOf = (abstract: Tag): Map<number, Level> =>
  new Map(
    tagsIn(abstract)
      .filter(({ name }) => name === 'w:lvl')
      .map((level) => [
        Number(level.attribs['w:ilvl']),
        {
          format: propertyOf(level, 'w:numFmt') ?? 'decimal',
          text: inside(level, 'w:lvlText')?.attribs['w:val'] ?? '',
          start: Number(propertyOf(level, 'w:start') ?? 1),
        },
      ]),
  );

const ROMAN = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
] as const;

/** A number in one of Word's formats (ECMA-376 part 1, 17.18.59); in figures where it is not one of the Latin ones. */
export function printed(number: number, format: string): string {
  switch (format) {
    case 'lowerRoman':
      return roman(number);
    case 'upperRoman':
      return roman(number).toUpperCase();
    case 'lowerLetter':
      return letters(number);
    case 'upperLetter':
      return letters(number).toUpperCase();
    default:
      return String(number);
  }
}

function roman(number: number): string {
  if (!(number > 0 && number < 4000)) return String(number);
  let [rest, text] = [number, ''];
  for (const [value, sign] of ROMAN) for (; rest >= value; rest -= value) text += sign;
  return text;
}

/** a to z, then aa, bb, as Word goes on. */
const letters = (number: number): string =>
  number > 0 && number <= 780
    ? String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.ceil(number / 26))
    : String(number);
