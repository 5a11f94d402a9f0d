import { readFileSync } from 'node:fs';
const { readDraft } = await import('/work/main/src/night/pool/read-draft.ts');
const f = process.argv[2]!;
const r: any = await readDraft({ bytes: readFileSync(f), name: f.split('/').pop()! });
if (r.kind !== 'draft') { console.log(JSON.stringify(r)); process.exit(); }
for (const [i, s] of r.draft.sources.entries()) console.log('S', i, JSON.stringify(s).slice(0, 300));
for (const c of r.draft.citations) console.log('C', c.source, JSON.stringify(c).slice(0, 400));
console.log('LEFT', JSON.stringify(r.draft.leftOut, null, 1).slice(0, 6000));
console.log('LEDGER', JSON.stringify(r.draft.ledger).slice(0, 1500));
