import { each, type Practice } from './practice.js';

const of = (
  what: string,
  quote: string,
  ways: readonly (readonly [string, string])[],
  twist: readonly [string, string],
  altered: readonly string[] = [],
): Practice => ({
  what,
  quote,
  pages: each(
    ...ways.map(([quoted, printed]) => {
      if (!quote.includes(quoted)) throw new Error(`${what}: “${quoted}” is not in the quotation`);
      return quote.replaceAll(quoted, printed);
    }),
  ),
  twist,
  altered: each(...altered),
});

/** Numbers, quotation marks, dashes and spaces as authors type them. */
export const SIGNS: readonly Practice[] = [
  of(
    'fractions',
    'About 1/2 of the families had left, and those who stayed lived on 2 1/2 kilos of rice a week',
    [
      ['About 1/2', 'About ½'],
      ['2 1/2', '2½'],
      ['2 1/2', '2<sup>1</sup>⁄<sub>2</sub>'],
    ],
    ['had left', 'had not left'],
    [
      'About 12 of the families had left, and those who stayed lived on 2½ kilos of rice a week',
      'About ½ of the families had left, and those who stayed lived on 21/2 kilos of rice a week',
    ],
  ),
  of(
    'fractions typed as one character',
    'Some ¾ of the land was seized, and ¼ of it was sold to a firm that nobody had heard of',
    [
      ['¾', '3/4'],
      ['¼', '1/4'],
    ],
    ['nobody', 'everybody'],
    ['Some 34 of the land was seized, and ¼ of it was sold to a firm that nobody had heard of'],
  ),
  of(
    'thousands',
    'Of 12,500 people 1,300 were never found, and the state spent 1,000,000 dollars on the search',
    [
      ['12,500', '12 500'],
      ['12,500', '12500'],
      ['12,500', '12\u202f500'],
      ['1,300', '1.300'],
      ['1,000,000', '1 000 000'],
      ['1,000,000', '1’000’000'],
    ],
    ['never found', 'soon found'],
  ),
  of(
    'per cent and currency',
    'The levy rose to 12.5% of US$3 million, or €20 a head, in the 1990s and has not fallen since',
    [
      ['12.5%', '12.5 %'],
      ['US$3', 'US$ 3'],
      ['€20', '€ 20'],
    ],
    ['not fallen', 'fallen'],
  ),
  of(
    'ordinals',
    'The 1st and 2nd battalions entered on the 21st of May and did not leave until the 3rd week of June',
    [
      ['1st', '1<sup>st</sup>'],
      ['21st', '21<sup>st</sup>'],
      ['2nd', '2<sup>nd</sup>'],
    ],
    ['did not leave', 'left'],
  ),
  of(
    'ranges',
    'Between 2019-2021 some 30-40 villages were cleared, and pp. 12-14 of the report do not say why',
    [
      ['2019-2021', '2019–2021'],
      ['30-40', '30 – 40'],
      ['30-40', '30‑40'],
    ],
    ['do not say', 'say'],
  ),
  of(
    'quotation marks',
    '"They told us \'never to return\'," she said. "We didn\'t ask why; it wasn\'t safe to ask."',
    [
      ['"', '”'],
      ["'", '’'],
      ['"', '&quot;'],
      ['"They', '«They'],
    ],
    ['never to return', 'to return'],
  ),
  of(
    'dashes',
    'The men - all of them Hazara - were held for days; no one - not even a doctor - saw them',
    [
      [' - ', ' – '],
      [' - ', '—'],
      [' - ', ' -- '],
      [' - ', '\u2009—\u2009'],
    ],
    ['not even', 'even'],
  ),
  of(
    'the author’s own dots',
    'They waited... and waited... but the convoy did not come, and at dawn they walked on',
    [
      ['...', '…'],
      ['...', '. . .'],
      ['... ', '…\u00a0'],
    ],
    ['did not come', 'came'],
  ),
  of(
    'lines and spaces',
    'The hearing was put off three times because the witness was not brought from the prison',
    [
      [' ', '\n  '],
      ['three times', 'three&nbsp;times'],
      ['put off', 'put <b>off</b>'],
      ['witness', '<a href="/x">witness</a>'],
      ['hearing', 'hea<wbr>ring'],
    ],
    ['not', 'always'],
  ),
  of(
    'a word broken at the end of a line, as a PDF has it',
    'The govern- ment did not answer the com- mission’s letter of May about the prisoners',
    [
      ['govern- ment', 'government'],
      ['com- mission', 'commission'],
    ],
    ['did not', 'did'],
  ),
  of(
    'hyphens',
    'The so-called anti-terror unit did not co-operate with the fact-finding team of the UN',
    [
      ['so-called', 'so‑called'],
      ['co-operate', 'cooperate'],
      ['fact-finding', 'fact finding'],
    ],
    ['did not', 'did'],
  ),
  of(
    'marks at either end',
    '“The police did not come to the village that night, though we had called them twice.”',
    [
      ['“The', 'The'],
      ['twice.”', 'twice,'],
      ['twice.”', 'twice;'],
      ['“The', 'the'],
    ],
    ['did not', 'did'],
  ),
  of(
    'capitals of a heading',
    'NO ONE WAS HELD TO ACCOUNT FOR THE DEATHS IN THE CAMP AT THE RIVER IN THAT YEAR',
    [
      [
        'NO ONE WAS HELD TO ACCOUNT FOR THE DEATHS IN THE CAMP AT THE RIVER IN THAT YEAR',
        'No one was held to account for the deaths in the camp at the river in that year',
      ],
    ],
    ['No one', 'One'],
  ),
  of(
    'degrees, primes and other signs',
    'At 45 °C the cells of 2 m² held 12 men each; § 4 of the act does not allow it, the lawyer noted',
    [
      ['45 °C', '45°C'],
      ['m²', 'm<sup>2</sup>'],
      ['§ 4', '§4'],
    ],
    ['does not', 'does'],
  ),
];
