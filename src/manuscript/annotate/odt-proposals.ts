import { ANNOTATOR } from '../../model/manuscript.js';
import {
  parentOf,
  type Root,
  type Tag,
  tagsIn,
  tagsNamed,
  walkTags,
  wordsIn,
} from '../read/tags.js';
import { endOf, innerEnd, innerStart, type Splice, spliceOf, startOf } from './splice.js';

/** A style of ours, of comments that are written from right to left. */
export const MIRRORED_STYLE = 'citewatch-rl';
/** How we open the list of changes where a file has none: nothing is recorded of what its author goes on to write. */
export const NEW_CHANGES = '<text:tracked-changes text:track-changes="false">';

/** True for a comment or a change of ours: its author is named before what it holds. */
const isOurs = (tag: Tag): boolean =>
  tagsNamed(tag, 'dc:creator')
    .slice(0, 1)
    .some((one) => wordsIn(one) === ANNOTATOR);

/** The id of a changed region, which older files have under the other name (ODF 1.3 part 3, 19.845). */
const idOf = ({ attribs }: Tag): string => attribs['xml:id'] ?? attribs['text:id'] ?? '';

const opening = (xml: string, tag: Tag): string => xml.slice(startOf(tag), innerStart(tag));

/** What takes our comments and changes out of a `content.xml`: what we would have deleted stands again. */
export function withoutProposals(xml: string, root: Root): readonly Splice[] {
  if (!xml.includes(ANNOTATOR)) return [];
  const comments = tagsNamed(root, 'office:annotation').filter(isOurs);
  const names = new Set(comments.map(({ attribs }) => attribs['office:name']));
  const ends = tagsNamed(root, 'office:annotation-end').filter(({ attribs }) =>
    names.has(attribs['office:name']),
  );
  const styles = tagsNamed(root, 'style:style').filter(
    ({ attribs }) => attribs['style:name'] === MIRRORED_STYLE,
  );
  const regions = tagsNamed(root, 'text:changed-region').filter(isOurs);
  const lists = tagsNamed(root, 'text:tracked-changes').filter(
    (list) =>
      opening(xml, list) === NEW_CHANGES &&
      tagsIn(list).every((region) => regions.includes(region)),
  );
  const listed = regions.filter((region) => !lists.includes(parentOf(region) as Tag));
  const cut = [...comments, ...ends, ...styles, ...lists, ...listed].map((tag) =>
    spliceOf(tag, ''),
  );
  return [...cut, ...rejected(xml, root, new Map(regions.map((region) => [idOf(region), region])))];
}

const LETTERS = /^text:(?:s|tab|line-break)$/u;

/** What refuses changes in the text. Of what stands within words that came, the words go alone: comments of people are there too. */
function rejected(xml: string, root: Root, regions: ReadonlyMap<string, Tag>): readonly Splice[] {
  const splices: Splice[] = [];
  const letters: Splice[] = [];
  const open = new Map<string, number>();
  const inserted: (readonly [number, number])[] = [];
  const enter = (tag: Tag): boolean => {
    const { name, attribs, children } = tag;
    const id = attribs['text:change-id'] ?? '';
    const region = regions.get(id);
    if (name === 'text:change-start') open.set(id, endOf(tag));
    if (region && name === 'text:change-end')
      inserted.push([open.get(id) ?? startOf(tag), startOf(tag)]);
    if (region)
      splices.push(spliceOf(tag, name === 'text:change' ? deletedBy(xml, region, tag) : ''));
    const own = children.filter(
      (one) => one.type === 'text' || ('name' in one && LETTERS.test(one.name)),
    );
    letters.push(...own.map((one) => ({ start: startOf(one), end: endOf(one), text: '' })));
    return name !== 'office:annotation' && name !== 'text:tracked-changes';
  };
  walkTags(root, { enter });
  return [
    ...splices,
    ...letters.filter((one) => inserted.some(([from, to]) => from <= one.start && one.end <= to)),
  ];
}

/** What stands again where a deletion is refused, without the tags that are open there anyway. */
function deletedBy(xml: string, region: Tag, change: Tag): string {
  const paragraphs = tagsNamed(region, 'text:deletion').flatMap(tagsIn).filter(isParagraph);
  let inner = paragraphs
    .map((one) => (one.children.length === 0 ? '' : xml.slice(innerStart(one), innerEnd(one))))
    .join('');
  for (const tag of pathTo(change)) {
    const [open, close] = [opening(xml, tag), `</${tag.name}>`];
    if (!inner.startsWith(open) || !inner.endsWith(close)) break;
    inner = inner.slice(open.length, -close.length);
  }
  return inner;
}

export const isParagraph = ({ name }: Tag): boolean => name === 'text:p' || name === 'text:h';

/** The tags around one within its paragraph, the outermost first. */
function pathTo(tag: Tag): readonly Tag[] {
  const path: Tag[] = [];
  for (let at = parentOf(tag); at !== null && !isParagraph(at); at = parentOf(at)) path.unshift(at);
  return path;
}
