import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Asks a program about cases, one at a time, by lines of JSON. It is never told the truth, nor the kind of a case. */
export const VERDICTS = ['stands', 'does-not-stand', 'cannot-say'];

/** Seconds for one answer. The first also takes the start of the program. */
const LIMIT = 20;
/** Pages in a row without an answer after which the rest is not asked any more, and counts as unanswered too. */
const GIVEN_UP = 10;

/** One answer for each case: a verdict, or `died`, `late` or `nonsense`. */
export async function ask(command, cases, { limit = LIMIT } = {}) {
  const answers = [];
  let program = null;
  const failed = new Set();
  for (const one of cases) {
    if (failed.size >= GIVEN_UP) {
      answers.push(answers.at(-1));
      continue;
    }
    program ??= start(command);
    const answer = await program.answer(question(one), one.id, limit * 1000);
    const isVerdict = VERDICTS.includes(answer);
    if (isVerdict) failed.clear();
    else {
      failed.add(one.page);
      // It may still be at work on this case, and is not asked the next.
      program = program.end();
    }
    answers.push(answer);
  }
  program?.end();
  return answers;
}

const question = ({ id, passage, page, contentType, url }) => ({
  id,
  passage,
  page,
  contentType,
  url,
});

function start([name, ...words]) {
  const child = spawn(name, words, { stdio: ['pipe', 'pipe', 'ignore'] });
  let settle = () => {};
  let isOver = false;
  const died = () => {
    isOver = true;
    settle('died');
  };
  // A pipe that breaks and a program that is not there are told by `close` and `error`.
  child.stdin.on('error', () => {});
  child.on('error', died).on('close', died);
  createInterface({ input: child.stdout }).on('line', (line) => settle(line));
  return {
    async answer(asked, id, limit) {
      if (isOver) return 'died';
      const said = new Promise((resolve) => {
        settle = resolve;
      });
      const timer = setTimeout(() => settle('late'), limit);
      child.stdin.write(`${JSON.stringify(asked)}\n`);
      const line = await said;
      clearTimeout(timer);
      settle = () => {};
      return line === 'died' || line === 'late' ? line : verdictOf(line, id);
    },
    end() {
      child.kill('SIGKILL');
      return null;
    },
  };
}

function verdictOf(line, id) {
  try {
    const said = JSON.parse(line);
    return said.id === id && VERDICTS.includes(said.verdict) ? said.verdict : 'nonsense';
  } catch {
    return 'nonsense';
  }
}
