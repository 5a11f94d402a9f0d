import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fixedCases, heldOutCases } from './cases.js';
import { ask } from './runner.js';
import { byKind, scoreOf, summary } from './score.js';

/** Of the cases and of how they are counted: results of two versions are not compared. */
const VERSION = '1.0';
/** Programs that are asked at the same time: each computes on one processor. */
const AT_ONCE = 2;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(randomInt(2 ** 32)) },
    out: { type: 'string' },
    only: { type: 'string', multiple: true },
    tool: { type: 'string', multiple: true, default: [] },
    wrong: { type: 'string' },
  },
});

/** A folder's own tools, and any that `--tool name=command` adds. */
function chosenTools() {
  const own = JSON.parse(readFileSync(join(import.meta.dirname, 'tools.json'), 'utf8')).map(
    ({ name, command }) => ({
      name,
      command: command.map((word) =>
        word.startsWith('tools/') ? join(import.meta.dirname, word) : word,
      ),
    }),
  );
  const added = values.tool.map((one) => {
    const [name, ...command] = one.split('=');
    return { name, command: ['sh', '-c', `exec ${command.join('=')}`] };
  });
  return [...own, ...added].filter(({ name, command }) => {
    if (values.only && !values.only.some((word) => name.startsWith(word))) return false;
    const isThere = spawnSync(command[0], ['--version']).error === undefined;
    if (!isThere) console.error(`${name}: left out, there is no ${command[0]}`);
    return isThere;
  });
}

/** Every tool with its answers, so many at a time. */
async function asked(tools, cases) {
  const waiting = [...tools.entries()];
  const results = [];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, { name, command }] = next;
      const start = performance.now();
      const answers = await ask(command, cases);
      const seconds = Math.round((performance.now() - start) / 1000);
      console.error(`${name}: ${seconds} s`);
      results[at] = { name, seconds, answers };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return results;
}

const folder = values.out ?? mkdtempSync(join(tmpdir(), 'passages-'));
mkdirSync(folder, { recursive: true });
const parts = [
  { name: 'fixed', cases: fixedCases() },
  { name: `held out, seed ${values.seed}`, cases: heldOutCases(values.seed, folder) },
];
const all = parts.flatMap(({ cases }) => cases);
console.error(`seed ${values.seed}: ${all.length} cases, the made ones in ${folder}`);
const tools = await asked(chosenTools(), all);

const answersOf = (part, tool) => {
  const start = all.indexOf(part.cases[0]);
  return { ...tool, answers: tool.answers.slice(start, start + part.cases.length) };
};
const title = `# Passages ${VERSION}, seed ${values.seed}: ${all.length} cases`;
const shares = 'Per cent, with 95 % intervals (Wilson).';
const summaries = parts.flatMap((part) => [
  `## ${part.name}: ${part.cases.length} cases`,
  summary(
    part.cases,
    tools.map((tool) => answersOf(part, tool)),
  ),
]);
const text = [
  title,
  shares,
  ...summaries,
  '## Right answers by kind, of all cases',
  byKind(all, tools),
].join('\n\n');
console.log(text);

if (values.wrong !== undefined)
  for (const { name, answers } of tools.filter((tool) => tool.name.startsWith(values.wrong)))
    for (const [i, { page, kind, truth, passage }] of all.entries())
      if (answers[i] !== truth)
        console.log(`${name}: ${answers[i]}, not ${truth}: ${kind}: ${page}\n  ${passage}`);

if (values.out !== undefined) {
  writeFileSync(join(folder, 'table.md'), `${text}\n`);
  const said = all.map(({ id }, i) => ({
    id,
    answers: Object.fromEntries(tools.map((tool) => [tool.name, tool.answers[i]])),
  }));
  const scores = parts.map((part) => ({
    ...{ part: part.name, cases: part.cases.length },
    tools: tools.map((tool) => ({
      name: tool.name,
      seconds: tool.seconds,
      ...scoreOf(part.cases, answersOf(part, tool).answers),
    })),
  }));
  writeFileSync(
    join(folder, 'results.json'),
    `${JSON.stringify({ version: VERSION, seed: values.seed, scores, said }, null, 1)}\n`,
  );
}
