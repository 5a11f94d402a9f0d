import { type CheerioAPI, load } from 'cheerio';
import type { Tag } from '../../src/manuscript/read/tags.js';

/** RFC 4287, 3.3: a date of RFC 3339 with a capital T and Z. */
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/u;
/** RFC 3987: an IRI with its scheme, in which no character stands that an IRI has not. */
const IRI = /^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]+$/iu;

/** What RFC 4287 (4.1, 4.2) does not allow in a feed; empty for a sound one. */
export function atomFaults(xml: string): readonly string[] {
  const $ = load(xml, { xml: true });
  const [root] = $.root().children().toArray();
  if (root?.name !== 'feed' || root.attribs.xmlns !== 'http://www.w3.org/2005/Atom')
    return ['it is no Atom feed'];
  const entries = $(root).children('entry').toArray();
  const ids = [root, ...entries].map((one) => $(one).children('id').text());
  return [
    ...faultsOf($, root, 'feed'),
    ...entries.flatMap((entry, n) => faultsOf($, entry, `entry ${n + 1}`)),
    ...($(root).children('author').length > 0 ||
    entries.every((one) => $(one).children('author').length > 0)
      ? []
      : ['nobody is its author']),
    ...(new Set(ids).size === ids.length ? [] : ['two things have one id']),
    ...(xml.startsWith('<?xml version="1.0" encoding="utf-8"?>')
      ? []
      : ['it does not say its encoding']),
  ];
}

function faultsOf($: CheerioAPI, element: Tag, name: string): readonly string[] {
  const children = (tag: string) => $(element).children(tag).toArray();
  const links = children('link').map(({ attribs }) => attribs);
  const alternates = links.filter(({ rel = 'alternate' }) => rel === 'alternate');
  const content = children('content');
  const broken: readonly (readonly [boolean, string])[] = [
    ...['id', 'title', 'updated'].map(
      (tag) => [children(tag).length !== 1, `not one ${tag}`] as const,
    ),
    [!IRI.test($(children('id')).text()), 'its id is no IRI'],
    [!DATE.test($(children('updated')).text()), 'its date is none of RFC 3339'],
    [
      children('author').some((one) => $(one).children('name').length !== 1),
      'an author without a name',
    ],
    [children('category').some(({ attribs }) => !attribs.term), 'a category without a term'],
    [links.some(({ href = '' }) => !IRI.test(href)), 'a link to no IRI'],
    [alternates.length > 1, 'two links lead to it'],
    [
      element.name === 'entry' && content.length !== 1 && alternates.length === 0,
      'neither content nor a link',
    ],
    [content.length > 1, 'two contents'],
    [
      content.some(({ attribs: { type = 'text' } }) => !/^(?:text|html|xhtml)$/u.test(type)),
      'content of another type',
    ],
    [
      [...content, ...children('title')].some((one) => $(one).children().length > 0),
      'markup that is not escaped',
    ],
  ];
  return broken.flatMap(([isBroken, fault]) => (isBroken ? [`${name}: ${fault}`] : []));
}
