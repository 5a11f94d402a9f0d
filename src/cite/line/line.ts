import type { CitationStyle } from '../../model/citation-style.js';
import { asylosLine } from './asylos.js';
import type { CitedSource } from './cited-source.js';
import { cslItem } from './csl.js';
import { footnoteLine } from './footnote.js';
import { oscolaLine } from './oscola.js';
import { tribunalLine } from './tribunal.js';

const LINE: Readonly<Record<Exclude<CitationStyle, 'csl'>, (cited: CitedSource) => string>> = {
  asylos: asylosLine,
  oscola: oscolaLine,
  tribunal: tribunalLine,
  footnote: footnoteLine,
};

/** Sources as text to paste: a line each, every line once; as CSL-JSON, one entry for each source, with its latest day of access. */
export function printCited(cited: readonly CitedSource[], style: CitationStyle): string {
  if (style === 'csl') {
    const byAccess = [...cited].sort((a, b) => (a.accessed ?? '').localeCompare(b.accessed ?? ''));
    const items = new Map(byAccess.map((source) => [source.id, cslItem(source)]));
    return `${JSON.stringify([...items.values()], null, 2)}\n`;
  }
  return [...new Set(cited.map(LINE[style]))].map((line) => `${line}\n`).join('');
}
