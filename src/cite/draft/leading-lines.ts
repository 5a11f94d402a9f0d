import { parseReference } from '../grammar/parse-reference.js';
import { paragraphText, type ReportParagraph } from '../manuscript.js';
import { isUndated, quotedLine } from './cited-in-line.js';
import { inBrackets } from './marked-text.js';
import { passagesOf } from './passages.js';
import { leadsOn } from './quoted.js';

/** `leads`: a citation line is of the passages below it; `open`: those above it may be of it or of the line above them. */
export type LineOrder = 'leads' | 'open';

/**
 * The citation lines of a report that are not, or not for certain, of the passages above them, as most are. A line leads where it
 * ends with a colon, and where between two headings nothing stands above the first line and the last has passages below it: the
 * other order would leave these without a citation, and that line with nothing to cite. One such line proves nothing. Where prose
 * stands above the first line, which that line may cite, both orders are possible.
 */
export function lineOrders(paragraphs: readonly ReportParagraph[]): ReadonlyMap<ReportParagraph, LineOrder> {
  const orders = new Map<ReportParagraph, LineOrder>();
  let stretch: ReportParagraph[] = [];
  const end = (): void => {
    for (const [line, order] of ordersIn(stretch)) orders.set(line, order);
    stretch = [];
  };
  for (const paragraph of paragraphs)
    if (paragraph.kind === 'heading' || paragraph.cell !== null || paragraph.listed) end();
    else stretch.push(paragraph);
  end();
  const led = [...orders].filter(([line, order]) => order === 'leads' && !leadsOn(paragraphText(line)));
  for (const [line] of led.length < ENOUGH ? led : []) orders.delete(line);
  return orders;
}

/** Lines without a colon from which a report shows that it sets them first: with one, a passage may have lost its own. Chosen by eye. */
const ENOUGH = 2;

/** What stands between two citation lines. */
interface Segment {
  /** The line above it; null at the beginning of a stretch. */
  readonly line: ReportParagraph | null;
  readonly below: ReportParagraph[];
}

function ordersIn(stretch: readonly ReportParagraph[]): readonly (readonly [ReportParagraph, LineOrder])[] {
  const segments: Segment[] = [{ line: null, below: [] }];
  for (const paragraph of stretch)
    if (isLine(paragraph)) segments.push({ line: paragraph, below: [] });
    else segments.at(-1)?.below.push(paragraph);
  const [before, ...lined] = segments as [Segment, ...Segment[]];
  const kinds = lined.map(({ below }) => kindOf(below));
  const isEach =
    kinds.slice(0, -1).every((kind) => kind === 'quoted') && (kinds.at(-1) ?? 'prose') !== 'prose';
  const all =
    before.below.length === 0
      ? 'leads'
      : lined.length > 1 && kindOf(before.below) === 'prose'
        ? 'open'
        : null;
  return lined.flatMap(({ line }, i): readonly (readonly [ReportParagraph, LineOrder])[] => {
    if (line === null) return [];
    if (leadsOn(paragraphText(line)) && kinds[i] !== 'prose') return [[line, 'leads']];
    const above = lined[i - 1]?.line;
    // What a colon leads on to is of the line below it as well.
    if (above && leadsOn(paragraphText(above)) && kinds[i - 1] === 'quoted') return [[line, 'open']];
    if (kinds[i] === 'prose') return [];
    if (!isEach || all === null) return [];
    return leadsOn(paragraphText(before.below.at(-1) ?? line)) ? [[line, 'leads']] : [[line, all]];
  });
}

/** Whether nothing but passages stands in some paragraphs, or passages and then prose. Passages that are cited themselves are prose here. */
function kindOf(below: readonly ReportParagraph[]): 'quoted' | 'quoted-first' | 'prose' {
  const { passages, prose } = passagesOf(below);
  const [first] = passages;
  if (first === undefined || first.passage.place !== below[0]?.place || below.some(isCitedItself))
    return 'prose';
  return prose.length === 0 ? 'quoted' : 'quoted-first';
}

const isCitedItself = ({ runs }: ReportParagraph): boolean =>
  runs.some(({ notes, items }) => notes.length > 0 || items.length > 0) || inBrackets(runs).marks.length > 0;

/** True for a paragraph that is a citation and nothing else. */
function isLine(paragraph: ReportParagraph): boolean {
  if (
    passagesOf([paragraph]).passages.length > 0 ||
    quotedLine(paragraph) !== null ||
    isCitedItself(paragraph)
  )
    return false;
  const line = parseReference(paragraph.runs);
  return line !== null && !isUndated(line);
}
