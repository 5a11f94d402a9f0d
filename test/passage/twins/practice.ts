import { p, type Twins } from './twins.js';

const HELD = 'The debtors were held by the men who had come to collect the money from the village';

/** What editors of reports do to a quotation, and are right to. */
export const PRACTICE: readonly Twins[] = [
  {
    what: 'letters that the editor added to a word',
    quote: 'the officers arrest[ed] the men of the village and [t]ook the[ir] money to the camp',
    intact: [
      p('the officers arrested the men of the village and took their money to the camp'),
      p('The officers arrest the men of the village and Took the money to the camp'),
    ],
    altered: [
      p('the officers arresting the men of the village and took their money to the camp'),
      p('the officers arrested no men of the village and took their money to the camp'),
    ],
  },
  {
    what: 'a negative prefix is no mere form of a word',
    quote: 'the lawyers said that the sentence was [un]just in the eyes of the whole village',
    intact: [p('the lawyers said that the sentence was unjust in the eyes of the whole village')],
    altered: [p('the lawyers said that the sentence was just in the eyes of the whole village')],
  },
  {
    what: 'words and a letter in one bracket',
    quote: HELD.replace('The debtors', '[The d]ebtors'),
    intact: [p(HELD.replace('The debtors', 'Debtors')), p(HELD)],
    altered: [
      p(HELD.replace('The debtors', 'No debtors').replace('held', 'not held')),
      p(HELD.replace('debtors', 'creditors')),
    ],
  },
  ...[
    '(sic)',
    '[sic]',
    '(emphasis added)',
    '[own translation]',
    '【in the camp】',
    '[in the camp]',
  ].map(
    (remark): Twins => ({
      what: `an editor’s ${remark}`,
      quote: HELD.replace('were held', `were held ${remark}`),
      intact: [p(HELD)],
      altered: [
        p(HELD.replace('were held', 'were held never')),
        p(HELD.replace('were held', 'were allegedly held')),
      ],
    }),
  ),
  ...['[—]', '***', '(…)', '[ ... ]'].map(
    (mark): Twins => ({
      what: `an omission marked ${mark}`,
      quote: HELD.replace('by the men who', `by the men ${mark} who`),
      intact: [p(HELD), p(HELD.replace('the men who', 'the men from the county who'))],
      altered: [
        p(HELD.replace('held by', 'not held by')),
        p(HELD.replace('to collect', 'to steal')),
      ],
    }),
  ),
  {
    what: 'an omission marked （略）',
    quote: '在2019年，有35%的工人被逮捕（略）法院也没有判决他们的案件',
    intact: [p('在2019年，有35%的工人被逮捕，警方没有说明他们的下落，法院也没有判决他们的案件')],
    altered: [p('在2019年，有35%的工人被逮捕，警方没有说明他们的下落，法院也判决他们的案件')],
  },
];
