import { altered } from '../alterations.js';
import { laidOut } from '../pdf.js';
import { say } from '../sentences.js';
import { h } from '../tree.js';

/** Passages in PDFs, for languages that the fonts of every reader can write (WinAnsiEncoding). */
const PRINTABLE = new Set(['en', 'fr', 'de', 'es']);

const layoutOf = (it, columns = it.from.pick([1, 2, 2])) => ({
  ...{
    columns,
    rows: it.from.roll(24, 52),
    hyphenate: it.from.chance(0.5),
    byRows: columns === 2 && it.from.chance(0.3),
  },
  head: it.filled(it.language.edition),
});

const textsOf = (main) => main.map(({ children }) => children.join(''));

/** A document long enough for two pages, with sentences in it that were chosen for where they came to stand. */
function printed(it, isWanted) {
  for (let tries = 0; tries < 40; tries++) {
    const layout = layoutOf(it);
    const texts = Array.from({ length: 16 }, () => it.sentences(it.from.roll(3, 5)));
    const main = texts.map((sentences) => h('p', {}, sentences.join(' ')));
    const lines = laidOut(textsOf(main), layout);
    const passage = texts.flat().find((text) => isWanted(placesOf(lines, texts, text)));
    if (passage) return { passage, main, layout };
  }
  return null;
}

/** The lines on which a sentence stands, by the letters of its paragraph that come before it. */
function placesOf(lines, texts, sentence) {
  const paragraph = texts.findIndex((sentences) => sentences.includes(sentence));
  const before = texts[paragraph]
    .slice(0, texts[paragraph].indexOf(sentence))
    .join('')
    .replace(/ /g, '').length;
  const end = before + sentence.replace(/ /g, '').length;
  let at = 0;
  return lines.filter((line) => {
    if (line.paragraph !== paragraph) return false;
    const start = at;
    at += line.text.replace(/ /g, '').replace(/-$/, '').length;
    return at > before && start < end;
  });
}

const differ = (places, name) => new Set(places.map((line) => line[name])).size > 1;
const across = (name) => (it) =>
  PRINTABLE.has(it.language.code) &&
  printed(it, (places) => differ(places, name) && (name === 'page' || !differ(places, 'page')));

/** What a reader gets who reads straight across two columns. */
function straightAcross(it) {
  if (!PRINTABLE.has(it.language.code)) return null;
  const layout = layoutOf(it, 2);
  const main = Array.from({ length: 16 }, () =>
    h('p', {}, it.sentences(it.from.roll(3, 5)).join(' ')),
  );
  const lines = laidOut(textsOf(main), { ...layout, hyphenate: false });
  const row = it.from.roll(4, layout.rows - 4);
  const [left, right] = [0, 1].map((column) =>
    lines.find((one) => one.row === row && one.column === column && one.page === 0),
  );
  // A short document does not fill its second column.
  if (!right) return straightAcross(it);
  return { passage: `${left.text} ${right.text}`, main, layout: { ...layout, hyphenate: false } };
}

function digit(it) {
  if (!PRINTABLE.has(it.language.code)) return null;
  const { page, passage } = altered(
    it.from.pick(['digit', 'date', 'negation put in']),
    it.language,
    it.from,
    it.chosen,
  );
  const main = Array.from({ length: 8 }, () => h('p', {}, it.sentences(4).join(' ')));
  main.splice(3, 0, h('p', {}, [it.sentence(), say(it.language, page), it.sentence()].join(' ')));
  return { passage: say(it.language, passage), main, layout: layoutOf(it) };
}

export const PRINTED = [
  { kind: 'PDF: lines', truth: 'stands', make: across('row') },
  { kind: 'PDF: columns', truth: 'stands', make: across('column') },
  { kind: 'PDF: pages', truth: 'stands', make: across('page') },
  {
    kind: 'PDF: columns',
    truth: 'does-not-stand',
    note: 'read straight across both',
    make: straightAcross,
  },
  { kind: 'PDF: lines', truth: 'does-not-stand', note: 'a word changed', make: digit },
];
