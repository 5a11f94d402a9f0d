import { furniture } from '../page.js';
import { gap } from '../sentences.js';
import { h } from '../tree.js';

/** Passages that stand, though page and passage are not written alike. */

const plain = (it, passage, ...children) => ({
  passage,
  main: it.around(it.paragraph(...children)),
});

/** A text with something done at some of the places that a pattern finds: at one at least. */
function at(text, pattern, from, change) {
  const places = [...text.matchAll(pattern)].map(({ index }) => index);
  if (places.length === 0) return text;
  const chosen = new Set([from.pick(places), ...places.filter(() => from.chance(0.3))]);
  return [...chosen]
    .sort((a, b) => b - a)
    .reduce((all, place) => all.slice(0, place) + change(all, place), text);
}

/** Between any two letters of a word. */
const INSIDE = /(?<=\p{L}\p{M}*)(?=\p{L})/gu;
const BESIDE = /(?<=[\p{L}\p{M}])(?= )|(?<= )(?=\p{L})/gu;
const insert = (mark) => (all, place) => mark + all.slice(place);

/** A sentence in pieces, of which the middle one is some words, or some characters where there are no spaces. */
function cut(it, text) {
  const words = it.language.spaceless ? [...text] : text.split(/(?<= )/u);
  const start = it.from.roll(1, Math.max(1, words.length - 4));
  const end = start + it.from.roll(1, 2);
  return [words.slice(0, start), words.slice(start, end), words.slice(end)].map((part) =>
    part.join(''),
  );
}

const verbatim = (it) => {
  const text = it.sentence();
  return plain(it, text, text);
};

const twoSentences = (it) => {
  const [a, b] = it.sentences(2);
  return plain(it, `${a}${gap(it.language)}${b}`, a, gap(it.language), b);
};

function whiteSpace(it) {
  const text = it.sentence();
  const blank = () => it.from.pick(['\n      ', '\t', '\u00a0', '\u2009', '  ', '\u202f']);
  if (it.language.spaceless) return plain(it, text, at(text, INSIDE, it.from, insert('\n    ')));
  return plain(
    it,
    text,
    at(text, / /g, it.from, (all, place) => blank() + all.slice(place + 1)),
  );
}

function softHyphens(it) {
  const text = it.sentence();
  // Where words are not broken, the mark that allows a line to end.
  const mark = /^(?:ar|fa|zh|hi)$/.test(it.language.code) ? '\u200b' : '\u00ad';
  return plain(it, text, at(text, mark === '\u00ad' ? INSIDE : seams(it), it.from, insert(mark)));
}

/** Where a mark that is not seen may stand. */
const seams = (it) => (it.language.spaceless ? INSIDE : BESIDE);

function joiners(it) {
  const text = it.sentence();
  const mark = it.from.pick(['\u2060', '\ufeff', '\u200e', '\u200f', '\u200c']);
  return plain(it, text, at(text, seams(it), it.from, insert(mark)));
}

function quotationMarks(it) {
  const words = it.sentence();
  const page = it.filled(it.language.speech.replace('{words}', () => words));
  const [open, close] = it.from.pick([...['"" «» “” „“ ‘’ „”'].join('').split(' ')]);
  const passage = page
    .replace(it.language.open, () => open)
    .replace(it.language.close, () => close);
  return plain(it, passage, page);
}

function dashes(it) {
  const [text, word] = [it.sentence(), it.filled('{person}')];
  const [dash, other] = it.from.pick(['—–', '–-', '—-', '‒—', '―–', '-‐']).split('');
  const written = (mark) => `${text.slice(0, -1)} ${mark} ${word}${text.slice(-1)}`;
  return plain(it, written(other), written(dash));
}

function markup(it) {
  const text = it.sentence();
  const [before, middle, after] = cut(it, text);
  const tag = it.from.pick(['b', 'i', 'em', 'strong', 'a', 'span', 'mark', 'abbr']);
  const first = [...before][0];
  const initial = h(it.from.pick(['span', 'b']), { class: 'dropcap' }, first);
  return plain(
    it,
    text,
    initial,
    before.slice(first.length),
    h(tag, tag === 'a' ? { href: '/x' } : {}, middle),
    after,
  );
}

function footnotes(it) {
  const text = it.sentence();
  const [before, middle, after] = cut(it, text);
  const n = it.from.roll(1, 60);
  const mark = it.from.pick([
    () => h('sup', {}, h('a', { href: `#fn${n}`, id: `ref${n}` }, `${n}`), 'mark'),
    () => h('sup', { class: 'reference' }, h('a', { href: `#cite_note-${n}` }, `[${n}]`), 'mark'),
    () => h('a', { href: `#_ftn${n}`, name: `_ftnref${n}` }, `[${n}]`, 'mark'),
  ])();
  // Behind a word, before the space.
  const [, words, blank] = /^(.*?)(\s*)$/su.exec(middle);
  const notes = h('ol', {}, h('li', { id: `fn${n}` }, it.sentence()), 'furniture');
  const page = plain(it, text, before, words, mark, blank, after);
  return { ...page, outside: [notes] };
}

const twoParagraphs = (it) => {
  const [a, b] = it.sentences(2);
  const nodes = [
    h('p', {}, it.spaced([...it.sentences(1), a])),
    h('p', {}, it.spaced([b, ...it.sentences(1)])),
  ];
  return { passage: `${a}${gap(it.language)}${b}`, main: it.around(...nodes) };
};

function furnitureBetween(it) {
  const { passage, main } = twoParagraphs(it);
  const start = main.findIndex(({ children }) =>
    children.some((child) => passage.startsWith(child) && child.length > 9),
  );
  const between = it.from.pick([
    () => furniture('div', { class: 'ad-slot advertisement' }, h('p', {}, it.language.advert)),
    () =>
      furniture('aside', { class: 'related' }, [
        h('h4', {}, it.language.related),
        h('ul', {}, h('li', {}, h('a', { href: '/a' }, it.filled('{topic}')))),
      ]),
    () =>
      furniture('figure', {}, [
        h('img', { src: '/p.jpg', alt: '' }, []),
        h('figcaption', {}, it.filled('{topic}')),
      ]),
  ])();
  return { passage, main: [...main.slice(0, start + 1), between, ...main.slice(start + 1)] };
}

function editorsBracket(it) {
  const text = it.sentence();
  const inserted = `[${it.from.pick([it.filled('{topic}'), 'sic'])}]`;
  if (it.language.spaceless)
    return plain(it, `${text.slice(0, -1)}${inserted}${text.slice(-1)}`, text);
  const words = text.split(' ');
  const place = it.from.roll(2, words.length - 1);
  return plain(it, [...words.slice(0, place), inserted, ...words.slice(place)].join(' '), text);
}

/** Frames that begin with when or where, so that nothing is claimed by what is cut off there. */
const OPENINGS = [0];

function capital(it) {
  const text = it.sentence(it.from.pick(OPENINGS));
  const words = it.language.spaceless ? text.split(/(?<=，)/u) : text.split(' ');
  if (it.language.spaceless) return plain(it, words.slice(1).join(''), text);
  const rest = words.slice(it.from.roll(1, 2)).join(' ');
  const first = rest[0].toLocaleUpperCase(it.language.code);
  return plain(
    it,
    (it.from.chance(0.5) && first !== rest[0] ? `[${first}]` : first) + rest.slice(1),
    text,
  );
}

/** The texts of a page with other blanks and breaks, which no reader sees. */
export function roughened(it, made) {
  const roughly = (text) => {
    const blanks = at(
      text,
      / /g,
      it.from,
      (all, place) => it.from.pick(['\n    ', '\u00a0']) + all.slice(place + 1),
    );
    return at(blanks, seams(it), it.from, insert(it.from.pick(['\u200b', '\u2060'])));
  };
  const walk = (node) => {
    if (typeof node === 'string') return roughly(node);
    return node.children ? { ...node, children: node.children.map(walk) } : node;
  };
  return { ...made, main: made.main.map(walk) };
}

const severalAtOnce = (it) =>
  roughened(it, it.from.pick([markup, footnotes, quotationMarks, twoParagraphs])(it));

const inEncoding = (declared) => (it) => {
  const encodings = declared
    ? it.language.legacy
    : ['utf-8', ...it.language.legacy.filter((one) => !one.startsWith('utf'))];
  return { ...verbatim(it), encoding: it.from.pick(encodings), declared };
};

const entities = (it) => ({ ...verbatim(it), entities: true });

export const FORM = {
  verbatim,
  'two sentences': twoSentences,
  'white space': whiteSpace,
  'soft hyphens': softHyphens,
  'invisible joiners': joiners,
  'quotation marks': quotationMarks,
  dashes,
  'markup inside': markup,
  'footnote marks': footnotes,
  'two paragraphs': twoParagraphs,
  'furniture between': furnitureBetween,
  'editor’s bracket': editorsBracket,
  'capital at the start': capital,
  'encoding declared': inEncoding(true),
  'encoding undeclared': inEncoding(false),
  entities,
  'several at once': severalAtOnce,
};

export { cut, plain };
