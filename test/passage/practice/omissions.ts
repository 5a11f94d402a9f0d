import { each, type Practice } from './practice.js';

const FULL =
  'The police came at night, as they had come before, and took the men to a barracks, where three of them were beaten with cables.';
const OMITTED = ', as they had come before,';
const marked = (mark: string): Practice => ({
  what: `an omission marked ${mark}`,
  quote: FULL.replace(OMITTED, ` ${mark}`),
  pages: each(FULL, FULL.replace(OMITTED, ', in the dark hours before dawn,')),
  twist: ['three of them', 'none of them'],
  altered: each(FULL.replace(OMITTED, '').replace('The police', 'The army')),
});

/** How an author says that words were left out. */
export const OMISSIONS: readonly Practice[] = [
  ...[
    '[...]',
    '[…]',
    '(...)',
    '[. . .]',
    '[—]',
    '[--]',
    '[---]',
    '(---)',
    '***',
    '* * *',
    '[..]',
    '(..)',
    '[names withheld]',
    '[redacted]',
    '<...>',
    '<…>',
    '/.../',
    '{...}',
    '[omitted]',
    '[text omitted]',
    '[snip]',
    '[ ... ]',
    '[….]',
    '– – –',
  ].map(marked),
  {
    what: 'an omission at the beginning and at the end',
    quote:
      '[...] the men were taken to a barracks, where three of them were beaten with cables [...]',
    pages: each(
      'Before dawn the men were taken to a barracks, where three of them were beaten with cables until noon.',
    ),
    twist: ['three of them', 'none of them'],
  },
  {
    what: 'an omission between paragraphs',
    quote:
      'The camp was closed in the spring of that year. [...] Most of the families went back to the ruins.',
    pages: [
      '<p>The camp was closed in the spring of that year.</p><p>The tents were sold in the market.</p><p>Most of the families went back to the ruins.</p>',
    ],
    twist: ['went back', 'did not go back'],
  },
  ...['（略）', '（中略）', '（……）', '[……]', '〔略〕', '【略】', '……'].map(
    (mark): Practice => ({
      what: `a Chinese omission marked ${mark}`,
      quote: `警方在夜间逮捕了三十名工人${mark}法院至今没有审理他们的案件，家属也没有得到通知。`,
      pages: each(
        '警方在夜间逮捕了三十名工人，随后把大家送到了郊外的一处旧厂房里面，法院至今没有审理他们的案件，家属也没有得到通知。',
      ),
      twist: ['至今没有审理', '已经审理'],
    }),
  ),
  ...['（中略）', '〔中略〕', '（…）'].map(
    (mark): Practice => ({
      what: `a Japanese omission marked ${mark}`,
      quote: `警察は夜中に三十人の労働者を逮捕した。${mark}裁判所は今もこの事件を審理していない。`,
      pages: each(
        '警察は夜中に三十人の労働者を逮捕した。全員が郊外にある古い工場に送られた。裁判所は今もこの事件を審理していない。',
      ),
      twist: ['審理していない', '審理している'],
    }),
  ),
  {
    what: 'an omission in Arabic',
    quote: 'اعتقلت الشرطة ثلاثين عاملا في الليل (...) ولم تنظر المحكمة في قضيتهم حتى الآن',
    pages: each(
      'اعتقلت الشرطة ثلاثين عاملا في الليل ونقلتهم إلى مصنع قديم خارج المدينة، ولم تنظر المحكمة في قضيتهم حتى الآن',
    ),
    twist: ['ولم تنظر', 'ونظرت'],
  },
  {
    what: 'an omission in Russian',
    quote: 'Полиция задержала ночью тридцать рабочих <…> суд до сих пор не рассмотрел их дела',
    pages: each(
      'Полиция задержала ночью тридцать рабочих и отвезла их на старый завод за городом, суд до сих пор не рассмотрел их дела',
    ),
    twist: ['не рассмотрел', 'рассмотрел'],
  },
  {
    what: 'an omission in Italian',
    quote:
      'La polizia ha arrestato di notte trenta operai [omissis] il tribunale non ha ancora esaminato il caso',
    pages: each(
      'La polizia ha arrestato di notte trenta operai e li ha portati in una vecchia fabbrica; il tribunale non ha ancora esaminato il caso',
    ),
    twist: ['non ha ancora', 'ha già'],
  },
  {
    what: 'an omission in Swedish',
    quote:
      'Polisen grep trettio arbetare under natten [---] domstolen har ännu inte prövat deras sak',
    pages: each(
      'Polisen grep trettio arbetare under natten och förde dem till en gammal fabrik; domstolen har ännu inte prövat deras sak',
    ),
    twist: ['ännu inte prövat', 'redan prövat'],
  },
];
