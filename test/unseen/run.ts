import { readdirSync, readFileSync } from 'node:fs';
import { parseAnswers } from '../answers/answer.js';
import { judgeAnswer, VISITS } from '../answers/judge.js';
import {
  casesIn,
  type EditionCase,
  type Judged,
  judgeEditions,
  judgePassage,
  type PassageCase,
} from './judge.js';
import { judgeStory, type Story } from './stories.js';

/** `npm run bench -- unseen [wrong]`: of cases that were written by people who had not read the judge, how many are judged as they would; with `wrong`, each that is not. */
const ANSWERS = new URL('answers/', import.meta.url);

/** What a site sent: `dead` is said of a wall or an outage, `wrong` is anything else that a careful person would not have said. */
async function answered(): Promise<readonly Judged[]> {
  const all: Judged[] = [];
  const answers = readdirSync(ANSWERS).flatMap((name) =>
    parseAnswers(name.replace('.html', ''), readFileSync(new URL(name, ANSWERS), 'utf8')),
  );
  for (const visit of VISITS)
    for (const answer of answers) {
      const { id, complaints, cried, fine } = await judgeAnswer(answer, visit);
      const isDeath = answer.link.some((one) => one === 'gone' || one === 'soft-404');
      const dead = complaints.some((one) => /link is (?:soft-404|gone)/u.test(one));
      const mark = cried
        ? 'high'
        : dead && !isDeath && !fine
          ? 'dead'
          : complaints.length > 0
            ? 'wrong'
            : 'right';
      const kind = fine ? 'fine page' : isDeath ? 'death' : 'wall or outage';
      all.push({ id, expect: `${kind}, ${visit}`, mark, said: complaints.slice(0, 3).join('; ') });
    }
  return all;
}

async function judged<T>(
  file: string,
  judge: (one: T) => Promise<Judged>,
): Promise<readonly Judged[]> {
  const all: Judged[] = [];
  for (const one of casesIn<T>(file)) all.push(await judge(one));
  return all;
}

function print(all: readonly Judged[]): void {
  for (const kind of new Set(all.map(({ expect }) => expect))) {
    const marks = all.filter(({ expect }) => expect === kind).map(({ mark }) => mark);
    const counts = [...new Set(marks)].map(
      (mark) => `${mark} ${marks.filter((one) => one === mark).length}`,
    );
    console.log(`${kind.padEnd(22)} ${counts.sort().join(', ')}`);
  }
  if (process.argv.includes('wrong'))
    for (const one of all.filter(({ mark }) => mark !== 'right'))
      console.log(`  ${one.mark} ${one.id} (${one.expect}): ${one.said}`);
}

print(await judged<PassageCase>('passages.jsonl', judgePassage));
print(await judged<PassageCase>('passages-3.jsonl.gz', judgePassage));
print(await judged<PassageCase>('denials.jsonl', judgePassage));
print(await judged<EditionCase>('editions.jsonl', judgeEditions));
print(await judged<EditionCase>('editions-3.jsonl.gz', judgeEditions));
print(await answered());
for (const file of ['stories.jsonl.gz', 'stories-2.jsonl.gz', 'stories-3.jsonl.gz']) {
  const told: Judged[] = [];
  for (const story of casesIn<Story>(file)) told.push(...(await judgeStory(story)));
  print(told);
}
