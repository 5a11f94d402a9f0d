/** How a language of readers is called and written. */
interface WrittenLanguage {
  /** Its own name for itself. */
  readonly name: string;
  /** How dates, lists and numbers are written (BCP 47, with CLDR's extensions). */
  readonly format: string;
  readonly direction: 'ltr' | 'rtl';
}

/**
 * The languages of what people read, by BCP 47 code. English lists have no comma before `and`, hence en-GB; Arabic keeps the digits
 * of what is cited. The sentences of each are in `src/surfaces/words/catalogues.ts`.
 */
export const LANGUAGE = {
  en: { name: 'English', format: 'en-GB', direction: 'ltr' },
  fr: { name: 'français', format: 'fr', direction: 'ltr' },
  de: { name: 'Deutsch', format: 'de', direction: 'ltr' },
  ar: { name: 'العربية', format: 'ar-u-nu-latn', direction: 'rtl' },
} as const satisfies Readonly<Record<string, WrittenLanguage>>;

export type Language = keyof typeof LANGUAGE;

/** Their codes, in the order of the table. */
export const LANGUAGES = Object.keys(LANGUAGE) as readonly Language[];
