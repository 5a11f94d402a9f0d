import { p } from '../twins/twins.js';
import type { Practice } from './practice.js';

/** A short passage that stands twice, and says the same both times. */
export const SHORT: readonly Practice[] = [
  {
    what: 'a short sentence of the summary and of the report',
    quote: 'Torture is common.',
    pages: [
      p(
        'The summary of the report is short. Torture is common. Few are tried.',
        'The report is longer than that. Torture is common. It is done by the police.',
      ),
      `<ul><li>Torture is common.</li></ul>${p('The report is longer than that. Torture is common. It is done by the police.')}`,
    ],
    twist: ['Torture is common', 'Torture is not common'],
  },
  {
    what: 'a short sentence in Chinese',
    quote: '酷刑很普遍。',
    pages: [
      p('报告的摘要很短。酷刑很普遍。很少有人受审。', '报告的正文很长。酷刑很普遍。这是警察做的。'),
    ],
    twist: ['酷刑很普遍', '酷刑不普遍'],
  },
];
