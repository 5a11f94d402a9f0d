import { readdirSync, readFileSync } from 'node:fs';

/**
 * What is said: a frame with its blanks filled from a language's lexicon. The choice is kept apart from the words, so that one blank can be
 * filled otherwise (an alteration), and the same choice said in another language (a translation).
 */
const FOLDER = new URL('./languages/', import.meta.url);
export const LANGUAGES = Object.fromEntries(
  readdirSync(FOLDER).map((file) => [
    file.slice(0, 2),
    { code: file.slice(0, 2), ...JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) },
  ]),
);

/** Blanks that are filled from a list of the lexicon, and the name of that list. */
const LISTS = {
  ...{
    person: 'persons',
    place: 'places',
    topic: 'topics',
    month: 'months',
    unit: 'units',
    period: 'periods',
  },
  ...{
    currency: 'currencies',
    all: 'all',
    must: 'must',
    only: 'only',
    actor: 'bodies',
    target: 'bodies',
    lead: 'leads',
  },
};

/** One choice for every blank that a frame can have. */
export function choose(language, from, frame = from.roll(0, language.frames.length - 1)) {
  const choice = Object.fromEntries(
    Object.entries(LISTS).map(([blank, list]) => [blank, from.roll(0, language[list].length - 1)]),
  );
  choice.target = from.pickOther([...language.bodies.keys()], choice.actor);
  return {
    ...{
      ...choice,
      frame,
      not: from.chance(0.5),
      day: from.roll(2, 28),
      year: from.roll(1996, 2025),
    },
    ...{
      count: from.roll(101, 9899) * 10 + from.roll(5, 9),
      small: from.roll(21, 99),
      decimal: from.roll(111, 989),
      places: 1,
    },
  };
}

const digits = (language, text) =>
  language.digits ? text.replace(/\d/g, (digit) => language.digits[digit]) : text;

/** The words for one blank. */
function wordsFor(language, blank, choice) {
  if (blank === 'count') {
    const text = String(choice.count).replace(/(?<=\d)(?=(?:\d{3})+$)/g, language.group);
    return digits(language, text);
  }
  if (blank === 'decimal') {
    const text = (choice.decimal / 10 ** choice.places).toFixed(choice.places);
    return digits(language, text.replace('.', language.decimal));
  }
  if (blank === 'date') {
    const month = (language.datedMonths ?? language.months)[choice.month];
    return language.date.replace(/\{(\w+)\}/g, (_, part) =>
      part === 'month' ? month : digits(language, String(choice[part])),
    );
  }
  if (blank.startsWith('not:')) return blank.slice(4).split('|')[choice.not ? 1 : 0];
  if (blank === 'actor' || blank === 'target')
    return language.bodies[choice[blank]][blank === 'actor' ? 0 : 1];
  if (LISTS[blank]) return language[LISTS[blank]][choice[blank]];
  return digits(language, String(choice[blank]));
}

const BLANK = /\{([^}]+)\}/g;
/** Any text of the lexicon with its blanks filled by a choice. */
export const fill = (language, frame, choice) =>
  frame.replace(BLANK, (_, blank) => wordsFor(language, blank, choice));
/** With the first letter as at the start of a sentence. */
export const capital = (language, text) =>
  text.charAt(0).toLocaleUpperCase(language.code) + text.slice(1);

/** The sentence that a choice makes in a language. A lead stands before it, in many. */
export const say = (language, choice) =>
  capital(
    language,
    language.leads[choice.lead] + fill(language, language.frames[choice.frame], choice),
  );

/** What stands between two sentences of a paragraph. */
export const gap = (language) => (language.spaceless ? '' : ' ');

/** Frames that have one of these blanks. */
export const framesWith = (language, ...blanks) =>
  [...language.frames.keys()].filter((at) =>
    blanks.some((blank) => language.frames[at].includes(`{${blank}`)),
  );

/** The same choice with one blank filled otherwise. */
export const otherwise = (language, choice, blank, from) => ({
  ...choice,
  [blank]: from.pickOther([...language[LISTS[blank]].keys()], choice[blank]),
});
