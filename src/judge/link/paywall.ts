import type { Block, Document } from '../../model/document.js';
import { type Sentence, saysOf, sentencesOf } from './notice-grammar.js';

/** An offer that stands where the rest of a text would, and the characters of text above it. */
export interface Paywall {
  readonly words: string;
  readonly above: number;
}

/** Characters of main text below which an offer stands where the rest of the document would. */
const TEASER = 2_500;
/** Characters below an offer that may still be about it: terms, other offers, a line for those who have an account. */
const TERMS = 400;
/** Lines at the end of a page in which an offer is looked for. */
const LAST_LINES = 24;

/** A text that breaks off. */
const BREAKS_OFF = /(?:…|\.{3}|\[(?:…|\.{3})\])["”»」]?$/u;

/**
 * The offer in whose favour a text stops, or null. Words by which the rest is for those who pay suffice; a heading that
 * calls to subscribe does within the text, and a mere price where the text above it breaks off, for many a fine page
 * carries an advertisement.
 */
export function paywallOn({ blocks }: Document): Paywall | null {
  const sizes = blocks.map(({ role, text }) => (role === 'main' ? text.length : 0));
  const sum = (from: number, to?: number): number => sizes.slice(from, to).reduce((a, b) => a + b, 0);
  for (let i = Math.max(1, blocks.length - LAST_LINES); i < blocks.length; i++) {
    const above = sum(0, i);
    if (above === 0 || above >= TEASER || sum(i + 1) >= TERMS) continue;
    const sentences = sentencesOf(blocks.slice(i, i + 2).map(({ text }) => text));
    const words = offerIn(sentences, blocks[i] as Block, breaksOff(blocks.slice(0, i)));
    if (words !== null) return { words, above };
  }
  return null;
}

function offerIn(
  sentences: readonly Sentence[],
  { text, role, heading }: Block,
  cut: boolean,
): string | null {
  const said = [
    ...saysOf('locked', sentences),
    ...(cut || (heading !== undefined && role === 'main') ? saysOf('call', sentences) : []),
    ...(cut ? saysOf('offer', sentences) : []),
  ][0];
  return said !== undefined && text.includes(said) ? said.trim() : null;
}

const breaksOff = (above: readonly Block[]): boolean =>
  above.some(({ text, heading }) => heading === undefined && BREAKS_OFF.test(text));
