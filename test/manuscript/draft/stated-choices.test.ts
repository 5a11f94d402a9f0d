import { describe, expect, it } from 'vitest';
import { choicesIn } from '../../../src/manuscript/import/draft.js';
import { draftFrom } from '../lint/clean-report.js';

const HRR =
  '[“2023 Country Reports on Human Rights Practices: China”](https://state.example/hrr), 23 April 2024';
const LATER =
  '[“2024 Country Reports on Human Rights Practices: China”](https://state.example/hrr24), 12 August 2025';

/** A report that says this before a quotation, and cites these documents behind it. */
const choices = (said: string, ...cited: readonly string[]) =>
  choicesIn(
    draftFrom(
      `# A report\n\n## 1. Corruption\n\n${said}\n\n> “Officials took bribes in most of the provinces.”\n\n${cited
        .map((line) => `US Department of State, ${line}, last accessed: 1 September 2025`)
        .join('\n\n')}\n`,
    ),
  ).map(({ reason }) => reason);

const CHOSEN =
  'Asylos has chosen to cite the human rights report on China that was published in 2024, not the report of 2025.';

describe('a choice of edition that a report states', () => {
  it('is proposed in its own words, with the sentence behind them', () => {
    const why = 'The most recent one does not cover corruption.';
    expect(choices(`Corruption is common. ${CHOSEN} ${why} More follows.`, HRR)).toEqual([
      `${CHOSEN} ${why}`,
    ]);
  });

  it.each([
    'Les rapports sur les droits humains de la Chine (“human rights practices”): celui de 2024 est cité, et non celui de 2025.',
    '引用されているのは2024年のhuman rights report（China、country reports）であり、2025年のものではない。',
  ])('is read in any language by the two editions that it names: %s', (said) => {
    expect(choices(said, HRR)).toHaveLength(said.includes('“') ? 0 : 1);
  });

  it.each([
    ['no edition', 'The human rights report on China speaks of corruption.'],
    ['the cited one alone', 'The human rights report on China of 2024 speaks of corruption.'],
    ['an earlier one', 'The human rights report on China of 2024 says what that of 2022 said.'],
    ['a later year and no document', 'In 2024 a law came into force, and in 2025 another.'],
    ['another document', 'The corruption index of 2024 is lower than that of 2025.'],
    [
      'a later one in another sentence',
      'The human rights report on China of 2024 is cited. In 2025 courts were closed.',
    ],
    [
      'a quotation',
      'It says: “The human rights report on China of 2024 was replaced by that of 2025.”',
    ],
  ])('is none where it names %s', (_, said) => {
    expect(choices(said, HRR)).toEqual([]);
  });

  it('is none where the later edition is cited there too', () => {
    expect(
      choices('The human rights reports on China of 2023 and of 2024 agree.', HRR, LATER),
    ).toEqual([]);
  });
});
