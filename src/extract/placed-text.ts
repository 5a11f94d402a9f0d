import type { Block, BlockRole } from '../model/document.js';
import { type Landmark, rolesAround } from './around-article.js';
import { boilerplateLabels, type Placed, type Scope } from './boilerplate.js';

/** A run of text of a page, with what its place says of it. */
export interface PlacedText extends Placed {
  /** White space collapsed, never empty. */
  readonly text: string;
  readonly notes: NonNullable<Block['notes']>;
  readonly item: boolean;
  readonly quoted: boolean;
  readonly caption: boolean;
}

/** The runs of a page as its blocks: what each says of itself, and what its neighbours say of it. */
export function labelledBlocks(
  runs: readonly PlacedText[],
  scopes: readonly Scope[],
  landmarks: readonly Landmark[],
): readonly Block[] {
  const { roleOf, placeOf } = boilerplateLabels(scopes);
  const roles = rolesAround(runs, runs.map(roleOf), landmarks);
  return runs.map((run, i) => blockOf(run, roles[i] as BlockRole, placeOf(run)));
}

/** Most blocks are a text and a role: what else a block may have is added where it has it, always in this order. */
function blockOf(run: PlacedText, role: BlockRole, place: Block['place']): Block {
  const block: { -readonly [K in keyof Block]: Block[K] } = { text: run.text, role };
  if (place !== undefined) block.place = place;
  if (run.item) block.item = true;
  if (run.quoted) block.quoted = true;
  if (run.caption) block.caption = true;
  if (run.notes.length > 0) block.notes = run.notes;
  if (run.heading > 0) block.heading = run.heading;
  return block;
}

/** Line ends and other control characters. */
const CONTROL = /[^ -\uffff]/;
const CONTROLS = new RegExp(CONTROL, 'g');

/** The letters in a text, white space apart: its spaces are looked up, which takes half as long as to look at each letter. */
export function lettersIn(text: string): number {
  const line = CONTROL.test(text) ? text.replace(CONTROLS, '') : text;
  let letters = line.length;
  for (let at = line.indexOf(' '); at >= 0; at = line.indexOf(' ', at + 1)) letters--;
  return letters;
}
