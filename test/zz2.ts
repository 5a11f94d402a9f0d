import { readFileSync } from 'node:fs';
import { openZip } from '../src/reading/zip.js';
import * as w from '../src/manuscript/read/word.js';
import { passagesOf, quotedLine, isUndated } from '../src/manuscript/import/passages.js';
import { extractBracketCitations } from '../src/manuscript/import/marked-text.js';
import { parseReference } from '../src/manuscript/grammar/parse-reference.js';
import { paragraphText } from '../src/manuscript/manuscript.js';
const m = (w as any).readWord(openZip(readFileSync(process.argv[2]!)));
for (const p of (m.manuscript ?? m).paragraphs) { const r = passagesOf([p]); const c = extractBracketCitations(p.runs); const l = parseReference(p.runs);
 console.log(p.kind, p.indented, 'pass', r.passages.length, 'prose', r.prose.length, 'br', c.marks.length, 'line', l && !isUndated(l), '|', paragraphText(p).slice(0,70)); }
