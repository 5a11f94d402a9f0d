import { casesIn, type EditionCase, type Judged, judgeEditions, judgePassage, type PassageCase } from './judge.js';

/** `npm run unseen [-- wrong]`: of cases that were written by people who had not read the judge, how many are judged as they would; with `wrong`, each that is not. */
const FILES = ['passages.jsonl', 'denials.jsonl', 'editions.jsonl'];

async function judged(file: string): Promise<readonly Judged[]> {
  const all: Judged[] = [];
  if (file === 'editions.jsonl') for (const one of casesIn<EditionCase>(file)) all.push(await judgeEditions(one));
  else for (const one of casesIn<PassageCase>(file)) all.push(await judgePassage(one));
  return all;
}

for (const file of FILES) {
  const all = await judged(file);
  const count = (kind: string, mark: string): number =>
    all.filter((one) => one.expect === kind && one.mark === mark).length;
  for (const kind of new Set(all.map(({ expect }) => expect))) {
    const marks = [...new Set(all.filter(({ expect }) => expect === kind).map(({ mark }) => mark))];
    console.log(`${file} ${kind.padEnd(9)} ${marks.map((mark) => `${mark} ${count(kind, mark)}`).join(', ')}`);
  }
  if (process.argv.includes('wrong'))
    for (const one of all.filter(({ mark }) => mark !== 'right'))
      console.log(`  ${one.mark} ${one.id} (${one.expect}): ${one.said}`);
}
