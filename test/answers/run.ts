import { writeFileSync } from 'node:fs';
import { type Judged, judgeAnswer, VISITS } from './judge.js';
import { answers, KNOWN, knownFailures } from './shelf.js';

/**
 * How many single answers are judged as a careful person would, and what is wrong with the others.
 *
 *   npm run bench -- answers                 the share, and each wrong one with its complaints
 *   npm run bench -- answers --strike     takes those that are right now off the list of known failures
 */
const judged: Judged[] = [];
for (const visit of VISITS)
  for (const answer of answers) judged.push(await judgeAnswer(answer, visit));

const wrong = judged.filter(({ complaints }) => complaints.length > 0);
const share = (of: readonly Judged[]): string => {
  const right = of.filter(({ complaints }) => complaints.length === 0).length;
  return `${((100 * right) / of.length).toFixed(1)} % (${right} of ${of.length})`;
};
for (const { id, complaints } of wrong)
  console.log(`${id}\n  ${complaints.slice(0, 4).join('\n  ')}`);
for (const visit of VISITS) {
  const of = judged.filter(({ id }) => id.endsWith(` ${visit}`));
  console.log(
    `${visit.padEnd(6)} as a careful person would: ${share(of)}; fine pages ${share(of.filter(({ fine }) => fine))}, others ${share(of.filter(({ fine }) => !fine))}`,
  );
}
console.log(`HIGH on a fine page: ${judged.filter(({ cried }) => cried).length}`);
const fresh = wrong.filter(({ id }) => !knownFailures.has(id));
if (fresh.length > 0) console.log(`not known before: ${fresh.map(({ id }) => id).join(', ')}`);
if (process.argv.includes('--strike')) {
  const still = wrong
    .map(({ id }) => id)
    .filter((id) => knownFailures.has(id) || knownFailures.size === 0);
  writeFileSync(
    KNOWN,
    still
      .sort()
      .map((id) => `${id}\n`)
      .join(''),
  );
}
