import { ALTERATIONS, altered } from '../alterations.js';
import { capital, fill, framesWith, gap, say } from '../sentences.js';
import { h } from '../tree.js';
import { plain, roughened } from './form.js';

/** One word changed, left out or moved; and the look-alike of each, which stands. */

const MARKS = ['[…]', '[...]', '…', '(...)', '...'];

const alteredOnPage = (kind) => (it) => {
  const { page, passage } = altered(kind, it.language, it.from, it.chosen);
  return plain(it, say(it.language, passage), say(it.language, page));
};

/** The page says both, of two occasions: the quoted one stands, its twin stands elsewhere. */
const besideTwin = (kind) => (it) => {
  const { page, passage } = altered(kind, it.language, it.from, it.chosen);
  const [own, twin] = [say(it.language, passage), say(it.language, page)];
  return { passage: own, main: it.around(it.paragraph(twin), it.filler(), it.paragraph(own)) };
};

const TWIN = 'its twin stands elsewhere on the page';

/** A sentence with the word that `only` fills, around it. */
function restricted(it) {
  const choice = it.chosen(it.from.pick(framesWith(it.language, 'only')));
  const frame = it.language.frames[choice.frame];
  const [before, after] = frame.split('{only}').map((part) => part.trim());
  const lead = it.language.leads[choice.lead];
  const full = say(it.language, choice);
  return {
    full,
    before: capital(it.language, fill(it.language, lead + before, choice)),
    after: fill(it.language, after, choice),
  };
}

const joined = (it, ...parts) => parts.join(it.language.spaceless ? '' : ' ');

const wordLeftOut = (it) => {
  const { full, before, after } = restricted(it);
  return plain(it, joined(it, before, after), full);
};

/** The page says it with the word and, elsewhere, without. */
const besideLeftOut = (it) => {
  const { full, before, after } = restricted(it);
  const own = joined(it, before, after);
  return { passage: own, main: it.around(it.paragraph(full), it.filler(), it.paragraph(own)) };
};

const swallowed = (which) => (it) => {
  const { head, tail, [which]: middle } = it.language.swallow;
  const choice = it.chosen();
  const [start, end] = [head, tail].map((part) => fill(it.language, part, choice));
  const held = which === 'not' ? h('span', {}, middle, 'guard') : middle;
  const space = gap(it.language);
  return plain(it, joined(it, start, it.from.pick(MARKS), end), start, space, held, space, end);
};

function speakers(isOne) {
  return (it) => {
    const [a, b] = it.sentences(2);
    const first = it.chosen();
    const second = {
      ...first,
      person: it.from.pickOther([...it.language.persons.keys()], first.person),
    };
    const [opening, closing] = it.language.speech.split('{words}');
    const speech = (choice, words) => [
      h('span', {}, fill(it.language, opening, choice), 'guard'),
      words,
      closing,
    ];
    const passage = joined(it, a, it.from.pick(['[…]', '[...]']), b);
    // The first frame denies nothing.
    if (isOne)
      return plain(it, passage, ...speech(first, it.spaced([a, it.sentence(0), b]).join('')));
    return {
      passage,
      main: it.around(h('p', {}, speech(first, a)), h('p', {}, speech(second, b))),
    };
  };
}

function farApart(it) {
  const [a, b] = it.sentences(2);
  const between = Array.from({ length: it.from.roll(2, 4) }, it.filler);
  return {
    passage: joined(it, a, b),
    main: it.around(it.paragraph(a), ...between, it.paragraph(b)),
  };
}

const near = (it) => {
  const [a, b] = it.sentences(2);
  return plain(it, joined(it, a, b), a, gap(it.language), b);
};

const severalAtOnce = (it) =>
  roughened(it, alteredOnPage(it.from.pick(Object.keys(ALTERATIONS)))(it));

export const WORDS = [
  ...Object.keys(ALTERATIONS).flatMap((kind) => [
    { kind, truth: 'does-not-stand', make: alteredOnPage(kind) },
    { kind, truth: 'stands', note: TWIN, make: besideTwin(kind) },
  ]),
  {
    kind: 'several at once',
    truth: 'does-not-stand',
    note: 'one of them a word',
    make: severalAtOnce,
  },
  { kind: 'word left out', truth: 'does-not-stand', make: wordLeftOut },
  { kind: 'word left out', truth: 'stands', note: TWIN, make: besideLeftOut },
  { kind: 'omission of a “not”', truth: 'does-not-stand', make: swallowed('not') },
  {
    kind: 'omission of a “not”',
    truth: 'stands',
    note: 'what is left out denies nothing',
    make: swallowed('harmless'),
  },
  { kind: 'two speakers joined', truth: 'does-not-stand', make: speakers(false) },
  {
    kind: 'two speakers joined',
    truth: 'stands',
    note: 'one speaker, a sentence left out',
    make: speakers(true),
  },
  { kind: 'far sentences joined', truth: 'does-not-stand', make: farApart },
  { kind: 'far sentences joined', truth: 'stands', note: 'neighbours', make: near },
];
