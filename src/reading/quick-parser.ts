import { Parser, Tokenizer, TokenizerMode } from 'parse5';
import type { Htmlparser2TreeAdapterMap } from 'parse5-htmlparser2-tree-adapter';

/** Characters without a meaning in HTML text, and between double quotes. parse5 handles carriage returns, zeros and surrogates. */
const IN_TEXT = /[\t\n !-%'-;=-\ud7ff\ue000-\uffff]+/y;
const IN_QUOTES = /[ !#-%'-\ud7ff\ue000-\uffff]+/y;
/** The code of a space (U+0020, by ASCII); parse5 takes what comes before it one by one. */
const SPACE = 0x20;

/**
 * parse5's tokenizer with a fast path: it takes plain characters in runs instead of one by one. The tree is the same, but for white
 * space between the words of a frameset, which nobody sees. Needs whole input, without source locations or error reports.
 *
 * It overrides what parse5 7.3.0 keeps to itself, so package.json pins that version. Why it stays, and when it goes:
 * docs/decisions/0028-one-patch-stays.md
 */
class QuickTokenizer extends Tokenizer {
  protected override _stateData(cp: number): void {
    super._stateData(cp);
    if (cp > SPACE && this.state === TokenizerMode.DATA) this.#takeText();
  }

  protected override _stateRawtext(cp: number): void {
    super._stateRawtext(cp);
    if (cp > SPACE && this.state === TokenizerMode.RAWTEXT) this.#takeText();
  }

  protected override _stateScriptData(cp: number): void {
    super._stateScriptData(cp);
    if (cp > SPACE && this.state === TokenizerMode.SCRIPT_DATA) this.#takeText();
  }

  protected override _stateAttributeValueDoubleQuoted(cp: number): void {
    const { state } = this;
    super._stateAttributeValueDoubleQuoted(cp);
    if (cp > SPACE && this.state === state) this.currentAttr.value += this.#run(IN_QUOTES);
  }

  /** Takes the rest of a text whose first letter was just taken; white space is part of it from there on. */
  #takeText(): void {
    if (this.currentCharacterToken !== null) this.currentCharacterToken.chars += this.#run(IN_TEXT);
  }

  #run(pattern: RegExp): string {
    const { html, pos } = this.preprocessor;
    pattern.lastIndex = pos + 1;
    if (!pattern.test(html)) return '';
    this.preprocessor.pos = pattern.lastIndex - 1;
    return html.slice(pos + 1, pattern.lastIndex);
  }
}

/** parse5's parser with that tokenizer. */
export class QuickParser extends Parser<Htmlparser2TreeAdapterMap> {
  override tokenizer = new QuickTokenizer(this.options, this);
}
