import { framesWith, otherwise, say } from './sentences.js';

/** Ways to change what a sentence says by one word: `frames` that have it, and the choice with that word changed. */
const swapDigit = (number, from) => {
  const text = String(number);
  // Not the first, which might become a nought, nor the last, on which the grammar of some languages hangs.
  const at = from.roll(1, text.length - 2);
  return Number(
    text.slice(0, at) + from.pickOther([...'0123456789'], text[at]) + text.slice(at + 1),
  );
};

const blank = (name, ...others) => ({
  blanks: [name, ...others],
  change: (language, choice, from) => otherwise(language, choice, name, from),
});

export const ALTERATIONS = {
  digit: {
    blanks: ['count'],
    change: (_, choice, from) => ({ ...choice, count: swapDigit(choice.count, from) }),
  },
  'decimal point': { blanks: ['decimal'], change: (_, choice) => ({ ...choice, places: 2 }) },
  name: blank('person'),
  place: blank('place'),
  date: {
    blanks: ['date'],
    change: (language, choice, from) => {
      const part = from.pick(['day', 'month', 'year']);
      if (part === 'month') return otherwise(language, choice, 'month', from);
      return {
        ...choice,
        [part]: choice[part] + from.pick(part === 'day' ? [1, -1] : [1, -1, 10, -10]),
      };
    },
  },
  unit: {
    blanks: ['unit', 'period'],
    change: (language, choice, from) =>
      otherwise(language, otherwise(language, choice, 'unit', from), 'period', from),
  },
  currency: blank('currency'),
  quantity: blank('all'),
  obligation: blank('must'),
  'who did what': {
    blanks: ['actor'],
    needs: 'target',
    change: (_, it) => ({ ...it, actor: it.target, target: it.actor }),
  },
  'negation put in': {
    blanks: ['not:'],
    not: true,
    change: (_, choice) => ({ ...choice, not: !choice.not }),
  },
  'negation taken out': {
    blanks: ['not:'],
    not: false,
    change: (_, choice) => ({ ...choice, not: !choice.not }),
  },
};

/** A choice on which an alteration bites, and the choice altered. The page has the one, the passage says the other. */
export function altered(kind, language, from, choose) {
  const { blanks, needs, not, change } = ALTERATIONS[kind];
  const frames = framesWith(language, ...blanks).filter(
    (at) => !needs || language.frames[at].includes(`{${needs}}`),
  );
  let page = choose(from.pick(frames));
  if (not !== undefined) page = { ...page, not: !not };
  const passage = change(language, page, from);
  if (say(language, page) === say(language, passage))
    throw new Error(`${kind}: nothing changed in ${language.name}`);
  return { page, passage };
}
