import type { Block, Document } from '../model/document.js';
import { type Folded, fold, lettersOf } from '../text/fold.js';
import { inOneScript } from '../text/scripts.js';

/** A range of {@link Haystack.text}, in UTF-16 units; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A document's text, made ready for many searches; the foldings are made when first needed. */
export class Haystack {
  readonly text: string;
  private readonly starts: number[] = [];
  private readonly blocks: readonly Block[];
  private foldedText: Folded | null = null;
  private lettersText: Folded | null = null;
  private oneScriptText: Folded | null = null;

  constructor(blocks: readonly Block[]) {
    this.blocks = blocks;
    let at = 0;
    for (const block of blocks) {
      this.starts.push(at);
      at += block.text.length + 1;
    }
    this.text = blocks.map((b) => b.text).join('\n');
  }

  get folded(): Folded {
    this.foldedText ??= fold(this.text);
    return this.foldedText;
  }

  get letters(): Folded {
    this.lettersText ??= lettersOf(this.folded);
    return this.lettersText;
  }

  /** The letters, with traditional Chinese characters as simplified ones. */
  get oneScript(): Folded {
    this.oneScriptText ??= inOneScript(this.letters);
    return this.oneScriptText;
  }

  /** The page on which a span begins, for documents that have pages. */
  pageAt(offset: number): number | null {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return this.blocks[low]?.page ?? null;
  }
}

/**
 * The texts in which a passage is looked for, in this order: all that is visible (docs/judging.md, 1), then the main text alone,
 * in which a passage is whole although an advert or a "related" box was set into the middle of it.
 */
export function haystacksOf(document: Document): readonly Haystack[] {
  const main = document.blocks.filter((b) => b.role === 'main');
  const all = new Haystack(document.blocks);
  return main.length === document.blocks.length || main.length === 0 ? [all] : [all, new Haystack(main)];
}
