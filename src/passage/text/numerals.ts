import list from './numerals.json' with { type: 'json' };

/** Numbers in words, parted by spaces. */
interface Numerals {
  /** First to twelfth; of inflected ones the part before a case or gender. English, French, German, Spanish, Portuguese, Italian, Dutch, Russian, Turkish, Arabic, Persian, Indonesian, the first four of the Nordic languages. */
  readonly ordinals: readonly string[];
  /** English ordinals from the thirteenth on, by which committees count their reports. */
  readonly teens: string;
  /** Their tens, which may stand before another ordinal. */
  readonly tens: string;
  /** English cardinals that are written out beside a noun: `Volume Two`. */
  readonly cardinals: string;
  /** Cardinal numbers from zero to twenty, and the tens up to ninety, a language each: English, French, German, Spanish, Portuguese, Italian, Dutch, Swedish, Russian, Polish, Czech, Croatian, Romanian, Hungarian, Ukrainian (beside persons), Swahili (of persons), Kurmanji, Somali, Uzbek, Indonesian. A hyphen where there is none in one word, or where the word has another sense. */
  readonly counted: readonly string[];
  /** Forms of cardinal numbers in one word, by their value: of every gender and case of the spell-out rules; none of one, none that names two numbers, and no function word. */
  readonly forms: Readonly<Record<string, string>>;
}

export const numerals: Numerals = list;
