import { readFileSync } from 'node:fs';
import { readDraft } from '/work/main/src/night/pool/read-draft.js';
const f = process.argv[2]!; const like = process.argv[3];
const r = await readDraft({ bytes: readFileSync(f), name: f.split('/').pop()! });
if (r.kind !== 'draft') { console.log(JSON.stringify(r)); process.exit(); }
for (const c of r.draft.citations) {
  const s = c.source === null ? null : r.draft.sources[c.source];
  const line = `[${c.source}] ${s ? `${s.publisher} | ${s.title} | ${s.published} | ${s.url}` : 'NO'}\n    cited: ${c.cited}\n    doubts: ${JSON.stringify(c.doubts).slice(0,200)}\n    ${c.passages.map(p => '“' + p.text.slice(0, 60)).join('\n    ')}`;
  if (!like || new RegExp(like).test(line)) console.log(line);
}
console.log('uncited', r.draft.uncited.map(u => u.reference.title ?? u.reference.cited), 'names', r.draft.listed, 'left', r.draft.leftOut.map(l => l.words.slice(0, 80)));
