/**
 * Ordinals in words, in the languages of our sources, first to twelfth; of inflected ones the part before
 * an {@link ENDING}: English, French, German, Spanish, Portuguese, Italian, Dutch, Russian, Turkish, Arabic, Persian,
 * Indonesian, the first four of the Nordic languages. From the Unicode CLDR's spell-out rules, checked by hand.
 */
const ORDINALS: readonly string[] = [
  'first första første premier première erste primer primera primero primeira primeiro prima primo eerste перв birinci الأول الأولى اول pertama',
  'second andra andre anden deuxième seconde zweite segunda segundo seconda secondo tweede втор ikinci الثاني الثانية دوم kedua',
  'third tredje troisième dritte tercera tercero tercer terceira terceiro terza terzo derde трет üçüncü الثالث الثالثة سوم ketiga',
  'fourth fjärde fjerde quatrième vierte cuarta cuarto quarta quarto vierde четверт dördüncü الرابع الرابعة چهارم keempat',
  'fifth cinquième fünfte quinta quinto vijfde пят beşinci الخامس الخامسة پنجم kelima',
  'sixth sixième sechste sexta sexto sesta sesto zesde шест altıncı السادس السادسة ششم keenam',
  'seventh septième siebte séptima séptimo sétima sétimo settima settimo zevende седьм yedinci السابع السابعة هفتم ketujuh',
  'eighth huitième achte octava octavo oitava oitavo ottava ottavo восьм sekizinci الثامن الثامنة هشتم kedelapan',
  'ninth neuvième neunte novena noveno nona nono negende девят dokuzuncu التاسع التاسعة نهم kesembilan',
  'tenth dixième zehnte décima décimo decima decimo tiende десят onuncu العاشر العاشرة دهم kesepuluh',
  'eleventh onzième elfte undécima undécimo elfde одиннадцат',
  'twelfth douzième zwölfte duodécima duodécimo twaalfde двенадцат',
];
/** Ordinals of English from the thirteenth on, by which committees count their reports; tens stand before another one. */
const TEENS = 'thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(' ');
const TENS = 'twent thirt fort fift sixt sevent eight ninet'.split(' ');
const COMPOUND = `(?:${TENS.join('|')})y[- ]\\p{L}+`;
/** Cardinals that are written out beside a noun: `Volume Two`. */
const CARDINALS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const HAN = '一二三四五六七八九';
/** Values of the Roman numerals. */
const ROMAN: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };
const ROMAN_FORM = /^(?=.)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/u;
/** `Ire`, `IIe`, `IVème`; “Le” and “De” are words. */
const ROMAN_ORDINAL = /^(?:(I)(?:er|re|ère)|([IVXL]{2,}|[IVX])(?:e|ème|ª|º))$/u;
/** German cases (`dritten`) and Russian genders and cases (`третье`, `второго`). */
const ENDING = /^(?:[rnsm]|ый|ий|ой|ая|ья|ое|ье|ого|ьего|ом|ем)?$/u;

/** What may stand where a number does, in digits, Roman or Han numerals, or a word. */
export const NUMERAL = `\\d+(?:[\\p{L}ªº.'’-]{0,5}(?![\\p{L}\\d]))?|${COMPOUND}|[\\p{L}\\p{M}]+`;

/** The number that a word names: `3`, `3rd`, `4.ª`, `XII`, `第三`, `Third`, `two`; null when it names none. */
export function numberNamed(word: string): number | null {
  const digits = /^\d{1,4}/u.exec(word)?.[0];
  if (digits !== undefined) return Number(digits);
  return romanNumber(word) ?? hanNumber(word) ?? spelledNumber(word);
}

/** Capitals only: “I” is a numeral beside a noun, “i” and “mix” are words. */
function romanNumber(ordinal: string): number | null {
  const word = ROMAN_ORDINAL.exec(ordinal)?.find((part, i) => i > 0 && part !== undefined) ?? ordinal;
  if (!ROMAN_FORM.test(word)) return null;
  const values = [...word].map((letter) => ROMAN[letter] as number);
  return values.reduce((sum, value, i) => sum + (value < (values[i + 1] ?? 0) ? -value : value), 0);
}

/** 一 to 九十九. */
function hanNumber(word: string): number | null {
  const match = /^(?:([一二三四五六七八九])?(十)([一二三四五六七八九])?|([一二三四五六七八九]))$/u.exec(word);
  if (match === null) return null;
  const [tens, ten, ones, alone] = match.slice(1).map((sign) => (sign ? HAN.indexOf(sign) + 1 : undefined));
  return ten === undefined ? (alone ?? 0) : (tens ?? 1) * 10 + (ones ?? 0);
}

function spelledNumber(word: string): number | null {
  const lower = word.toLowerCase().replace('ё', 'е');
  const high = highOrdinal(lower);
  if (high !== null) return high;
  const cardinal = CARDINALS.indexOf(lower);
  if (cardinal >= 0) return cardinal + 1;
  const isForm = (stem: string): boolean =>
    lower.startsWith(stem) &&
    ENDING.test(lower.slice(stem.length)) &&
    (stem !== lower || !/[а-я]$/u.test(stem));
  const ordinal = ORDINALS.findIndex((stems) => stems.split(' ').some(isForm));
  return ordinal < 0 ? null : ordinal + 1;
}

/** `thirteenth`, `thirtieth`, `thirty-second`; null for what is none. */
function highOrdinal(word: string): number | null {
  if (TEENS.includes(word)) return 13 + TEENS.indexOf(word);
  const [, tens = '', rest] = /^(\p{L}+?)(?:ieth|y[- ](\p{L}+))$/u.exec(word) ?? [];
  const ten = TENS.indexOf(tens);
  if (ten < 0) return null;
  const one = rest === undefined ? 0 : (spelledNumber(rest) ?? 10);
  return one < 10 ? (ten + 2) * 10 + one : null;
}

/** A text with the decimal digits of any script (Arabic, Persian, Devanagari, full width) as ASCII ones, sign for sign. */
export const withPlainDigits = (text: string): string =>
  text.replace(/(?!\d)\p{Nd}/gu, (digit) =>
    digit.length > 1 ? digit : String(digit.charCodeAt(0) - zeroOf(digit)),
  );

/** Unicode has the digits of a script in a row, which begins at a multiple of sixteen or six further on. */
function zeroOf(digit: string): number {
  const row = digit.charCodeAt(0) & ~15;
  return /\p{Nd}/u.test(String.fromCharCode(row)) ? row : row + 6;
}
