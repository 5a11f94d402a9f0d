import { altered } from '../alterations.js';
import { choose, LANGUAGES, say } from '../sentences.js';
import { h, raw } from '../tree.js';
import { cut, plain } from './form.js';

/** Passages that a page holds without saying them: struck out, hidden, in a comment; or that it says no longer. And look-alikes that it says. */

/** What the page says and what it says nowhere, one word apart. */
const twins = (it) => {
  const { page, passage } = altered(
    it.from.pick(['digit', 'name', 'place']),
    it.language,
    it.from,
    it.chosen,
  );
  return { own: say(it.language, page), other: say(it.language, passage) };
};

const struckOut = (it) => {
  const text = it.sentence();
  return plain(
    it,
    text,
    h(it.from.pick(['del', 's', 'strike']), {}, text, 'struck'),
    ' ',
    it.sentence(),
  );
};

/** A word was struck out within the passage, which is quoted as it now reads. */
const struckWord = (it) => {
  const text = it.sentence();
  const [before, middle, after] = cut(it, text);
  const word = it.language.spaceless ? it.filled('{topic}') : `${it.filled('{topic}')} `;
  return plain(it, text, before, h(it.from.pick(['del', 's']), {}, word, 'struck'), middle, after);
};

const hiding = (it, text) =>
  it.from.pick([
    () => ({ node: h('p', { hidden: true }, text, 'hidden') }),
    () => ({ node: h('p', { style: 'display: none' }, text, 'hidden') }),
    () => ({ node: h('div', { style: 'visibility:hidden' }, text, 'hidden') }),
    () => ({ node: h('template', {}, h('p', {}, text), 'hidden') }),
    () => ({
      node: h('p', { class: 'x-old' }, text, 'hidden'),
      inHead: [raw('<style>.x-old { display: none }</style>')],
    }),
  ])();

const hidden = (it) => {
  const text = it.sentence();
  const { node, inHead = [] } = hiding(it, text);
  return { passage: text, main: it.around(node), inHead };
};

const hiddenTwin = (it) => {
  const { own, other } = twins(it);
  const { node, inHead = [] } = hiding(it, other);
  return { passage: own, main: it.around(node, it.paragraph(own)), inHead };
};

const comment = (text) => raw(`<!-- <p>${text}</p> -->`);
const onlyInComment = (it) => {
  const text = it.sentence();
  return { passage: text, main: it.around(comment(text)) };
};
const besideComment = (it) => {
  const { own, other } = twins(it);
  return { passage: own, main: it.around(comment(other), it.paragraph(own)) };
};

const script = (text) =>
  raw(`<script>var related = ${JSON.stringify([{ id: 7, teaser: text }])};</script>`);
const onlyInScript = (it) => {
  const text = it.sentence();
  return { passage: text, main: it.around(), outside: [script(text)] };
};
const besideScript = (it) => {
  const { own, other } = twins(it);
  return { passage: own, main: it.around(it.paragraph(own)), outside: [script(other)] };
};

const figure = (alt, caption) =>
  h('figure', {}, [h('img', { src: '/photo.jpg', alt }, []), h('figcaption', {}, caption)]);
const onlyInAlt = (it) => {
  const text = it.sentence();
  return { passage: text, main: it.around(figure(text, it.filled('{topic}'))) };
};
const inCaption = (it) => {
  const { own, other } = twins(it);
  return { passage: own, main: it.around(figure(other, own)) };
};

const onlyInTitle = (it) => {
  const text = it.sentence();
  return {
    passage: text,
    main: it.around(),
    inHead: [raw(`<meta property="og:description" content="${text.replaceAll('"', '&quot;')}">`)],
  };
};
const inHeading = (it) => {
  const text = it.sentence();
  return { passage: text, main: it.around(h(it.from.pick(['h2', 'h3']), {}, text)) };
};

const otherPage = (it) => ({ passage: it.sentence(), main: it.around(it.filler()) });
const quotedHere = (it) => {
  const text = it.sentence();
  return { passage: text, main: it.around(h('blockquote', {}, h('p', {}, text))) };
};

/** The same choice in another language of the benchmark, where lists are in one order. */
function translated(it) {
  const choice = choose(it.language, it.from);
  const other = LANGUAGES[it.from.pickOther(Object.keys(LANGUAGES), it.language.code)];
  return { own: say(it.language, choice), theirs: say(other, choice) };
}
const translation = (it) => {
  const { own, theirs } = translated(it);
  return plain(it, theirs, own);
};
const bilingual = (it) => {
  const { own, theirs } = translated(it);
  const nodes = [it.paragraph(own), h('p', {}, theirs)];
  return { passage: theirs, main: it.around(...nodes) };
};

/** Two editions of a report: in the newer one a sentence was lost, or changed. */
const editionOf = (it, main) => {
  const choice = it.chosen();
  const year = choice.year + 1;
  return {
    main,
    title: it.filled(it.language.edition, { ...choice, year }),
    address: `/reports/${year}/`,
  };
};
const lostIn = (it) => {
  const text = it.sentence();
  const paragraph = it.paragraph(text);
  const rest = paragraph.children.filter((child) => child !== text);
  return { passage: text, ...editionOf(it, it.around(h('p', {}, [...rest, it.sentence()]))) };
};
const keptIn = (it) => {
  const text = it.sentence();
  return { passage: text, ...editionOf(it, it.around(it.paragraph(text))) };
};

const noted = (it, text) =>
  h(it.from.pick(['p', 'aside', 'div']), { class: 'correction' }, text, 'note');
const takenBack = (it) => {
  const { own, other } = twins(it);
  const note = noted(
    it,
    it.language.correction.replace('{words}', () => other),
  );
  return { passage: other, main: [...it.around(it.paragraph(own)), note] };
};
const otherTakenBack = (it) => {
  const text = it.sentence();
  return {
    passage: text,
    main: [...it.around(it.paragraph(text)), noted(it, it.language.otherCorrection)],
  };
};

const pair = (kind, doesNot, stands, note) => [
  { kind, truth: 'does-not-stand', make: doesNot },
  { kind, truth: 'stands', note, make: stands },
];

export const PLACES = [
  ...pair('struck out', struckOut, struckWord, 'a struck word within it is not quoted'),
  ...pair('hidden', hidden, hiddenTwin, 'its twin is hidden'),
  ...pair('only in a comment', onlyInComment, besideComment, 'its twin is in a comment'),
  ...pair('only in a script', onlyInScript, besideScript, 'its twin is in a script'),
  ...pair('only in an alt', onlyInAlt, inCaption, 'in the caption, its twin in the alt'),
  ...pair('only in the metadata', onlyInTitle, inHeading, 'as a heading'),
  ...pair('another page', otherPage, quotedHere, 'this page quotes it'),
  ...pair('translation', translation, bilingual, 'the page prints both languages'),
  ...pair('newer edition', lostIn, keptIn, 'the newer edition kept it'),
  ...pair('corrected by a note', takenBack, otherTakenBack, 'the note corrects something else'),
];
