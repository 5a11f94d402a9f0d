import { encoded } from './encodings.js';
import { capital, choose, fill, gap, say } from './sentences.js';
import { h, htmlOf } from './tree.js';

/** What a case is made with: sentences, paragraphs and a document around them, all from one throw of dice. */
export function writer(language, from) {
  const sentence = (frame) => say(language, choose(language, from, frame));
  const sentences = (n) => Array.from({ length: n }, () => sentence());
  const spaced = (parts) => parts.flatMap((part, i) => (i === 0 ? [part] : [gap(language), part]));
  /** A paragraph in which `children` have other sentences before or after them. */
  const paragraph = (...children) =>
    h('p', {}, [
      ...spaced([...sentences(from.roll(0, 2)), '']),
      ...children,
      ...spaced(['', ...sentences(from.roll(0, 2))]),
    ]);
  const filler = () => h('p', {}, spaced(sentences(from.roll(3, 5))));
  /** Nodes with paragraphs around them: a document. */
  const around = (...nodes) => {
    const [before, after] = [from.roll(2, 5), from.roll(3, 5)];
    return [
      ...Array.from({ length: before }, filler),
      ...nodes,
      ...Array.from({ length: after }, filler),
    ];
  };
  const chosen = (frame) => choose(language, from, frame);
  const filled = (text, choice = chosen()) => capital(language, fill(language, text, choice));
  return { language, from, sentence, sentences, spaced, paragraph, filler, around, chosen, filled };
}

/** What is not the document's own: menus, banners. */
export const furniture = (tag, attributes, children) => h(tag, attributes, children, 'furniture');
const links = (texts) =>
  furniture(
    'ul',
    {},
    texts.map((text) => h('li', {}, h('a', { href: `/${text.length}` }, text))),
  );

/** A site's frame around a document: `outside` is put after it, `inHead` into the head. */
export function site(
  { language, from, sentences, filled },
  { main, title, outside = [], inHead = [], bare = false },
) {
  const name = from.pick(['content', 'article-body', 'post', 'entry-content', 'story', 'text']);
  const wrapped = from.pick([
    (nodes) => h('main', {}, h('article', { class: name }, nodes)),
    (nodes) => h('div', { id: name }, nodes),
    (nodes) =>
      h(
        'table',
        {},
        h('tr', {}, [furniture('td', {}, links(language.nav)), h('td', { class: name }, nodes)]),
      ),
    (nodes) => h('section', {}, h('div', { class: name }, nodes)),
  ]);
  const related = () =>
    furniture('aside', { class: 'related' }, [
      h('h3', {}, language.related),
      links(sentences(2).map((text) => text.slice(0, 28))),
    ]);
  const heading = title ?? filled(language.edition);
  const body = [
    furniture('header', {}, [
      h('a', { href: '/' }, 'Example'),
      furniture('nav', {}, links(language.nav)),
    ]),
    ...(bare ? main : [wrapped([h('h1', {}, heading), ...main])]),
    ...outside,
    ...(from.chance(0.5) && !bare ? [related()] : []),
    furniture('footer', {}, h('p', {}, `© ${from.roll(2019, 2026)} Example. ${language.footer}`)),
  ];
  return h('html', { lang: language.code, dir: language.direction }, [
    h('head', {}, [...inHead, h('title', {}, `${heading} | Example`, 'hidden')]),
    h('body', {}, body),
  ]);
}

/** The bytes of a page's tree, and the header that a server sends with them. */
export function served(tree, { encoding = 'utf-8', declared = true, entities = false, from }) {
  const meta = h('meta', { charset: encoding }, []);
  const byHeader = !declared || from.chance(0.5);
  const whole = {
    ...tree,
    children: tree.children.map((child) => withMeta(child, declared && !byHeader ? meta : null)),
  };
  const letter = entities
    ? (one) => (/[^\x20-\x7e\s]/u.test(one) || from.chance(0.1) ? `&#${one.codePointAt(0)};` : one)
    : undefined;
  const bytes = encoded(`<!DOCTYPE html>\n${htmlOf(whole, letter)}\n`, encoding);
  const isNamed = declared && byHeader && encoding !== 'utf-16le';
  return { bytes, contentType: isNamed ? `text/html; charset=${encoding}` : 'text/html' };
}

const withMeta = (node, meta) =>
  node.tag === 'head' && meta ? { ...node, children: [meta, ...node.children] } : node;
