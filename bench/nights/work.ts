import { type Dice, dice } from '../../test/replica/prose.js';
import { type Language, LEXICON } from './lexicon.js';

/** How a publisher's pages are built: each has its own markup, and its own noise. */
export type Design = 'ministry' | 'newspaper' | 'journal' | 'plain';

/** One document of the made-up publishers, as it stands before the first night. */
export interface Work {
  readonly id: string;
  readonly publisher: string;
  readonly url: string;
  /** Where the address leads (a DOI to its publisher's page); the address itself for most. */
  readonly at: string;
  readonly lang: Language;
  readonly form: 'html' | 'pdf';
  readonly design: Design;
  readonly title: string;
  /** Id of the series that it is an edition of, and which edition. */
  readonly series: string | null;
  readonly edition: string | null;
  readonly published: string;
  readonly paragraphs: readonly string[];
  /** The quoted passages, each as it stands and with its negation taken out. */
  readonly passages: readonly Passage[];
}

/** A quoted passage, and two ways in which an edit turns it into another claim. */
export interface Passage {
  readonly stands: string;
  readonly denied: string;
  readonly otherNumber: string;
}

/** One sentence that nobody quotes. */
function sentence(from: Dice, lang: Language): string {
  const { of, space, comma, stop } = LEXICON[lang];
  const said = [from.pick(of('who')), from.pick(of('did')), from.pick(of('what'))].join(space);
  return `${said}${comma}${from.pick(of('how'))}${stop}`;
}

/** A paragraph of two to four sentences. */
export const paragraph = (from: Dice, lang: Language): string =>
  Array.from({ length: from.roll(2, 4) }, () => sentence(from, lang)).join(LEXICON[lang].space);

/** A headline: a sentence without its end. */
export const headline = (from: Dice, lang: Language): string => sentence(from, lang).slice(0, -1);

function passage(from: Dice, lang: Language, place: string, nth: number): Passage {
  const { passages } = LEXICON[lang];
  const [stands, denied] = passages[nth % passages.length] as readonly [string, string];
  const n = from.roll(120, 980);
  const m = from.roll(11, 97);
  const filled = (template: string, of: number): string =>
    template.replace('{n}', `${n}`).replace('{m}', `${of}`).replace('{place}', place);
  return {
    stands: filled(stands, m),
    denied: filled(denied, m),
    otherNumber: filled(stands, m + 30),
  };
}

/** What a publisher's shelf says of a work; all else is made up from the seed. */
export type Shelved = Pick<Work, 'id' | 'publisher' | 'url' | 'lang'> &
  Partial<Pick<Work, 'at' | 'form' | 'design' | 'title' | 'series' | 'edition' | 'published'>>;

/** Characters of an article's text: pages of 3 to 10 kB, as most of the real ones are without their scripts. */
const LEAST_PARAGRAPHS = 7;
const MOST_PARAGRAPHS = 13;

/** Writes a work from what its shelf says and the seed. */
export function write(shelved: Shelved, seed: number): Work {
  const { id, url, lang } = shelved;
  const from = dice(`${seed} ${id}`);
  const place = from.pick(LEXICON[lang].of('places'));
  const passages = [0, 1].map((nth) => passage(from, lang, place, nth));
  const paragraphs = Array.from({ length: from.roll(LEAST_PARAGRAPHS, MOST_PARAGRAPHS) }, () =>
    paragraph(from, lang),
  );
  passages.forEach(({ stands }, i) => {
    const at = from.roll(1, paragraphs.length - 2);
    paragraphs[at] = [paragraphs[at], stands, sentence(from, lang)].join(LEXICON[lang].space);
    if (i === 0) paragraphs.splice(at, 0, paragraph(from, lang));
  });
  const topic = from.pick(LEXICON[lang].of('topics'));
  return {
    form: 'html',
    design: 'newspaper',
    series: null,
    edition: null,
    at: url,
    title: `${topic}${lang.startsWith('zh') ? '：' : ': '}${place}`,
    published: `${from.roll(2021, 2024)}-0${from.roll(1, 9)}-${from.roll(10, 28)}`,
    ...shelved,
    paragraphs,
    passages,
  };
}
