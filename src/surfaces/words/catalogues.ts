import type { Language } from '../../model/languages.js';
import { textBeside } from '../../text-beside.js';
import commands from './commands.json' with { type: 'json' };
import kindsInEnglish from './finding-kinds.json' with { type: 'json' };
import messagesInEnglish from './messages.json' with { type: 'json' };
import statusesInEnglish from './status-words.json' with { type: 'json' };

const ENGLISH = {
  /** Sentences for people by their surface, or the reason that they tell of. */
  messages: messagesInEnglish,
  /** What states are called. */
  statuses: statusesInEnglish,
  /** What kinds of findings are called. */
  kinds: kindsInEnglish.kinds,
  failing: kindsInEnglish.failing,
  unchecked: kindsInEnglish.unchecked,
};

/** All sentences of one language. */
export type Catalogue = typeof ENGLISH;

/** A language that has sentences; `qps` marks every one of them, so that a test finds those that are not in the catalogue. */
export type CatalogueLanguage = Language | 'qps';

const parseCatalogue = (text: string): Catalogue => JSON.parse(text) as Catalogue;

/** How the sentences of a language are got; but for English, only when they are asked for. */
const CATALOGUES: Readonly<Record<CatalogueLanguage, () => Catalogue>> = {
  en: () => ENGLISH,
  fr: () => parseCatalogue(textBeside(new URL('./languages/fr.json', import.meta.url))),
  de: () => parseCatalogue(textBeside(new URL('./languages/de.json', import.meta.url))),
  ar: () => parseCatalogue(textBeside(new URL('./languages/ar.json', import.meta.url))),
  qps: () => markStrings(ENGLISH),
};

export const catalogueIn = (language: CatalogueLanguage): Catalogue => CATALOGUES[language]();

/** A sentence of the pseudo-language. */
export const markSentence = (sentence: string): string => `⟦${sentence}⟧`;

function markStrings<T>(value: T): T {
  if (typeof value === 'string') return markSentence(value) as T;
  return Object.fromEntries(
    Object.entries(value as object).map(([key, inner]) => [key, markStrings<unknown>(inner)]),
  ) as T;
}

/** Sentences of commands, logs and pull requests, which are in English. */
export const commandMessages = commands;
