/** What is asked for where the language of a document is not known, and after its own. */
const ENGLISH = 'en,*;q=0.5';

/** `Accept-Language` for a document of a language (BCP 47): its own first, then its language at large, then English. */
export function acceptLanguage(lang: string | null): string {
  const [primary] = lang?.toLowerCase().split('-') ?? [];
  if (lang === null || primary === undefined || primary === 'en') return ENGLISH;
  const own = lang.toLowerCase() === primary ? lang : `${lang},${primary};q=0.9`;
  return `${own},en;q=0.8,*;q=0.5`;
}
