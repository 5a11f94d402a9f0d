/** The languages of what people read, as BCP 47 names them: those that the catalogue of sentences is translated into. */
export const LANGUAGES = ['en', 'fr', 'de', 'ar'] as const;

export type Language = (typeof LANGUAGES)[number];
