import { ANNOTATOR } from '../../model/manuscript.js';
import { parentOf, type Root, type Tag, tagsIn, tagsNamed, walkTags, wordsIn } from '../read/tags.js';
import { endOf, innerEnd, innerStart, type Splice, spliceOf, startOf } from './splice.js';

/** A style of ours, of comments that are written from right to left. */
export const MIRRORED_STYLE = 'citewatch-rl';
/** How we open the list of changes where a file has none: nothing is recorded of what its author goes on to write. */
export const NEW_CHANGES = '<text:tracked-changes text:track-changes="false">';

/** Where the author of a comment or of a change is named. */
const isOurs = (tag: Tag): boolean =>
  tagsIn(tag).some(
    (child) =>
      (child.name === 'dc:creator' && wordsIn(child) === ANNOTATOR) ||
      (/^(?:text:(?:insertion|deletion)|office:change-info)$/u.test(child.name) && isOurs(child)),
  );

/** The id of a changed region, which older files have under the other name (ODF 1.3 part 3, 19.845). */
const idOf = ({ attribs }: Tag): string => attribs['xml:id'] ?? attribs['text:id'] ?? '';

const opening = (xml: string, tag: Tag): string => xml.slice(startOf(tag), innerStart(tag));

/** What takes our comments and changes out of a `content.xml`: what we would have deleted stands again. */
export function withoutProposals(xml: string, root: Root): readonly Splice[] {
  if (!xml.includes(ANNOTATOR)) return [];
  const cut = (tag: Tag): Splice => spliceOf(tag, '');
  const comments = tagsNamed(root, 'office:annotation').filter(isOurs);
  const names = new Set(comments.map(({ attribs }) => attribs['office:name']));
  const ends = tagsNamed(root, 'office:annotation-end').filter(({ attribs }) => names.has(attribs['office:name']));
  const styles = tagsNamed(root, 'style:style').filter(({ attribs }) => attribs['style:name'] === MIRRORED_STYLE);
  const regions = new Map(
    tagsNamed(root, 'text:changed-region')
      .filter(isOurs)
      .map((region) => [idOf(region), region]),
  );
  const lists = tagsNamed(root, 'text:tracked-changes').filter(
    (list) => opening(xml, list) === NEW_CHANGES && tagsIn(list).every((region) => regions.has(idOf(region))),
  );
  const listed = [...regions.values()].filter((region) => !lists.includes(parentOf(region) as Tag));
  return [...[...comments, ...ends, ...styles, ...lists, ...listed].map(cut), ...rejected(xml, root, regions)];
}

const LETTERS = /^text:(?:s|tab|line-break)$/u;

/** What refuses changes in the text. Of what stands within words that came, the words go alone: comments of people are there too. */
function rejected(xml: string, root: Root, regions: ReadonlyMap<string, Tag>): readonly Splice[] {
  const splices: Splice[] = [];
  const open = new Map<string, number>();
  const inserted: (readonly [number, number])[] = [];
  const enter = (tag: Tag): boolean => {
    const id = tag.attribs['text:change-id'] ?? '';
    const region = regions.get(id);
    if (region === undefined) return tag.name !== 'text:tracked-changes';
    if (tag.name === 'text:change-start') open.set(id, endOf(tag));
    if (tag.name === 'text:change-end') inserted.push([open.get(id) ?? startOf(tag), startOf(tag)]);
    splices.push(spliceOf(tag, tag.name === 'text:change' ? deletedBy(xml, region, tag) : ''));
    return false;
  };
  walkTags(root, { enter });
  const isInserted = (one: Pick<Tag, 'startIndex' | 'endIndex'>): boolean =>
    inserted.some(([from, to]) => from <= startOf(one) && endOf(one) <= to);
  walkTags(root, {
    enter: (tag) => {
      const letters = tag.children.filter((one) => one.type === 'text' || ('name' in one && LETTERS.test(one.name)));
      for (const one of letters) if (isInserted(one)) splices.push({ start: startOf(one), end: endOf(one), text: '' });
      return tag.name !== 'office:annotation' && tag.name !== 'text:tracked-changes';
    },
  });
  return splices;
}

/** What stands again where a deletion is refused, without the tags that are open there anyway. */
function deletedBy(xml: string, region: Tag, change: Tag): string {
  const paragraphs = tagsNamed(region, 'text:deletion').filter(isOurs).flatMap(tagsIn).filter(isParagraph);
  return paragraphs.map((paragraph) => innerXml(xml, withinOpen(xml, paragraph, pathTo(change)))).join('');
}

const innerXml = (xml: string, tag: Tag): string =>
  tag.children.length === 0 ? '' : xml.slice(innerStart(tag), innerEnd(tag));

export const isParagraph = ({ name }: Tag): boolean => name === 'text:p' || name === 'text:h';

/** The tags around one within its paragraph, the outermost first. */
export function pathTo(tag: Tag): readonly Tag[] {
  const path: Tag[] = [];
  for (let at = parentOf(tag); at !== null && !isParagraph(at); at = parentOf(at)) path.unshift(at);
  return path;
}

function withinOpen(xml: string, paragraph: Tag, path: readonly Tag[]): Tag {
  let inner = paragraph;
  for (const around of path) {
    const [only] = inner.children;
    if (inner.children.length !== 1 || only === undefined || !('attribs' in only)) break;
    if (opening(xml, only) !== opening(xml, around)) break;
    inner = only;
  }
  return inner;
}
