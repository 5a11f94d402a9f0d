import { VERDICTS } from './runner.js';

/** Counts, shares and tables. There is no single score: what is dangerous and what is annoying are not the same. */

/** 95 % interval of Wilson for `right` of `all`. */
export function wilson(right, all) {
  if (all === 0) return [0, 1];
  const [z, p] = [1.96, right / all];
  const middle = p + z ** 2 / (2 * all);
  const half = z * Math.sqrt((p * (1 - p)) / all + z ** 2 / (4 * all ** 2));
  return [(middle - half) / (1 + z ** 2 / all), (middle + half) / (1 + z ** 2 / all)].map((one) =>
    Math.min(1, Math.max(0, one)),
  );
}

const percent = (share) => (100 * share).toFixed(1);

const cell = ({ count, of }) => {
  const [low, high] = wilson(count, of);
  return of === 0 ? '–' : `${percent(count / of)} (${percent(low)}–${percent(high)})`;
};

/** What one tool's answers come to. An answer that is none is right nowhere. */
export function scoreOf(cases, answers) {
  const tally = (isAsked, isCounted) => {
    const asked = cases.map((one, i) => ({ ...one, answer: answers[i] })).filter(isAsked);
    return { count: asked.filter(isCounted).length, of: asked.length };
  };
  const right = Object.fromEntries(
    VERDICTS.map((truth) => [
      truth,
      tally(
        (one) => one.truth === truth,
        ({ answer }) => answer === truth,
      ),
    ]),
  );
  const wrongly = (verdict) =>
    tally(
      ({ truth }) => truth !== verdict,
      ({ answer }) => answer === verdict,
    );
  return {
    right,
    wronglyStanding: wrongly('stands'),
    wronglyNotStanding: wrongly('does-not-stand'),
    abstained: tally(
      ({ truth }) => truth !== 'cannot-say',
      ({ answer }) => answer === 'cannot-say',
    ),
    unanswered: tally(
      () => true,
      ({ answer }) => !VERDICTS.includes(answer),
    ),
  };
}

const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

/** A line a tool: shares in per cent with their intervals. */
export const summary = (cases, tools) =>
  table(
    [
      'tool',
      'stands: right',
      'does not stand: right',
      'cannot say: right',
      'wrongly “stands”',
      'wrongly “does not stand”',
      'wrongly “cannot say”',
      'no answer',
    ],
    tools.map(({ name, answers }) => {
      const { right, wronglyStanding, wronglyNotStanding, abstained, unanswered } = scoreOf(
        cases,
        answers,
      );
      const shares = [
        ...VERDICTS.map((truth) => right[truth]),
        wronglyStanding,
        wronglyNotStanding,
        abstained,
      ];
      return [name, ...shares.map(cell), unanswered.count];
    }),
  );

/** A line a kind and truth: right answers of each tool. */
export function byKind(cases, tools) {
  const groups = new Map();
  for (const [i, { kind, truth }] of cases.entries()) {
    const key = `${VERDICTS.indexOf(truth)}\t${kind}`;
    groups.set(key, [...(groups.get(key) ?? []), i]);
  }
  const rows = [...groups].sort().map(([key, at]) => {
    const [truth, kind] = [VERDICTS[key[0]], key.slice(2)];
    const right = tools.map(({ answers }) => at.filter((i) => answers[i] === truth).length);
    return [kind, truth, at.length, ...right];
  });
  return table(['kind', 'truth', 'cases', ...tools.map(({ name }) => name)], rows);
}
