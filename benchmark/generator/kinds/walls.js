import { altered } from '../alterations.js';
import { furniture } from '../page.js';
import { say } from '../sentences.js';
import { h, raw } from '../tree.js';

/** Pages on which nothing of the document is shown, or only its beginning; and pages with the same words that do show it. */

const notice = (it, name) =>
  h(
    'div',
    { class: name },
    [h('h2', {}, it.language[name].split(/(?<=[.。।])\s*/u)[0]), h('p', {}, it.language[name])],
    'furniture',
  );

const form = () =>
  raw(
    '<form method="post"><input name="user"><input name="password" type="password"><button>OK</button></form>',
  );

/** Nothing but a notice. */
const shut =
  (name, ...more) =>
  (it) => ({
    ...{
      passage: it.sentence(),
      withheld: true,
      bare: true,
      title: it.language[name].split(/[.。।]/u)[0],
    },
    main: [h('div', { class: 'box' }, [notice(it, name), ...more.map((make) => make())])],
  });

/** The beginning says something else, and in other words, so that nothing there is like the passage. */
const teaser = (it) => ({
  ...{ passage: it.sentence(it.from.roll(0, 4)), withheld: true },
  main: [
    h('p', {}, it.spaced([it.sentence(it.from.roll(5, 6)), it.sentence(it.from.roll(7, 9))])),
    notice(it, 'paywall'),
  ],
});

const inTeaser = (it) => {
  const [a, b] = it.sentences(2);
  return {
    passage: a,
    withheld: true,
    main: [h('p', {}, it.spaced([a, b])), notice(it, 'paywall')],
  };
};

/** The document with such a notice beside it. */
const open = (name) => (it) => {
  const text = it.sentence();
  const main = it.around(it.paragraph(text));
  return {
    passage: text,
    main: it.from.chance(0.5) ? [notice(it, name), ...main] : [...main, notice(it, name)],
  };
};

const openAltered = (name) => (it) => {
  const { page, passage } = altered(
    it.from.pick(['digit', 'name', 'currency']),
    it.language,
    it.from,
    it.chosen,
  );
  const main = it.around(it.paragraph(say(it.language, page)));
  return { passage: say(it.language, passage), main: [notice(it, name), ...main] };
};

const application = (it) => ({
  ...{ passage: it.sentence(), withheld: true, bare: true, title: 'App' },
  main: [h('noscript', {}, it.language.script, 'furniture'), h('div', { id: 'root' }, '')],
  outside: [raw('<script src="/static/main.4f2a.js"></script>')],
});

const scanned = (it) => ({ passage: it.sentence(), withheld: true, scanned: true, main: [] });

const wall = (kind, name, make) => [
  { kind, truth: 'cannot-say', make },
  { kind, truth: 'stands', note: 'the document is there, with the same notice', make: open(name) },
  {
    kind,
    truth: 'does-not-stand',
    note: 'the document is there, with the same notice',
    make: openAltered(name),
  },
];

export const WALLS = [
  ...wall('paywall', 'paywall', teaser),
  { kind: 'paywall', truth: 'stands', note: 'in what is shown before the wall', make: inTeaser },
  ...wall(
    'cookie wall',
    'cookies',
    shut('cookies', () => furniture('button', {}, 'OK')),
  ),
  ...wall('login', 'login', shut('login', form)),
  ...wall('robot check', 'robot', shut('robot')),
  ...wall('soft 404', 'gone', shut('gone')),
  ...wall('maintenance', 'closed', shut('closed')),
  ...wall('application', 'script', application),
  { kind: 'scanned PDF', truth: 'cannot-say', make: scanned },
];
