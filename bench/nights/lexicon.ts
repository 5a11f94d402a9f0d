import { readFileSync } from 'node:fs';

const LANGUAGES = ['en', 'zh-Hans', 'zh-Hant', 'fr', 'de', 'es', 'ar', 'ru'] as const;
/** The languages of the sources. */
export type Language = (typeof LANGUAGES)[number];

/** Lists of words, as `words/LANGUAGE.txt` gives them: parts of sentences, and the furniture around an article. */
const KEYS = [
  'who',
  'did',
  'what',
  'how',
  'topics',
  'places',
  'home',
  'mostRead',
  'related',
  'readAlso',
  'advert',
  'published',
  'updated',
  'comments',
  'views',
  'newsletter',
  'contact',
  'correction',
  'retraction',
  'noticeTitle',
  'noticeWho',
  'noticeDid',
  'noticeWhen',
] as const;
type Key = (typeof KEYS)[number];

/** What a language's pages are made of. */
export interface Lexicon {
  readonly of: (key: Key) => readonly string[];
  /** The only one, or the first. */
  readonly one: (key: Key) => string;
  /** Sentences worth quoting, with `{n}`, `{m}` and `{place}`: as they stand, and with the negation taken out. */
  readonly passages: readonly (readonly [stands: string, denied: string])[];
  /** What stands between words, and at the end of a sentence. */
  readonly space: string;
  readonly comma: string;
  readonly stop: string;
}

function read(lang: Language): Lexicon {
  const text = readFileSync(new URL(`./words/${lang}.txt`, import.meta.url), 'utf8');
  const lines = text.split('\n').map((line) => line.split(/: (.*)/su) as [string, string]);
  const lists = new Map(lines.map(([key, list = '']) => [key, list.split(' | ')]));
  const of = (key: Key): readonly string[] => {
    const list = lists.get(key);
    if (list === undefined) throw new Error(`${lang}: no words for ${key}`);
    return list;
  };
  for (const key of KEYS) of(key);
  const chinese = lang.startsWith('zh');
  return {
    of,
    one: (key) => of(key)[0] as string,
    passages: lines
      .filter(([key]) => key === 'passage')
      .map(([, pair]) => pair.split(' | ') as [string, string]),
    space: chinese ? '' : ' ',
    comma: chinese ? '，' : ' ',
    stop: chinese ? '。' : '.',
  };
}

/** The words of each language. */
export const LEXICON = Object.fromEntries(LANGUAGES.map((lang) => [lang, read(lang)])) as Readonly<
  Record<Language, Lexicon>
>;

/** The languages in which a stranger may speak. */
export const ALL_LANGUAGES: readonly Language[] = LANGUAGES;
