import { changed, p, type Twins } from './twins.js';

const SIGNS_QUOTE =
  'The index fell by 12.5 % to 1,664 points in May, a loss of $3 million for 24 funds, the ministry said.';
/** Numbers, and the signs beside them. */
export const SIGNS: readonly Twins[] = [
  changed(
    'thousands',
    SIGNS_QUOTE,
    [
      ['1,664', '1664'],
      ['1,664', '1.664'],
      ['1,664', '1 664'],
      ['1,664', '1\u2009664'],
      ['1,664', '1’664'],
      ['12.5 %', '12.5%'],
    ],
    [
      ['1,664', '16,64'],
      ['1,664', '1,665'],
      ['12.5', '125'],
      ['12.5', '12,55'],
      ['1,664', '166.4'],
    ],
  ),
  changed(
    'signs before a number',
    SIGNS_QUOTE,
    [['to 1,664', 'to  1,664']],
    ['−', '-', '<', '>', '≤', '≥', '±', '~', '≈', '+'].map(
      (sign) => ['1,664', `${sign}1,664`.replace('<', '&lt;')] as const,
    ),
  ),
  changed(
    'signs after a number',
    SIGNS_QUOTE,
    [['24 funds', '24  funds']],
    [
      ['24 funds', '24% funds'],
      ['24 funds', '24+ funds'],
      ['24 funds', '24/7 funds'],
      ['24 funds', '24:30 funds'],
      ['24 funds', '24–30 funds'],
      ['24 funds', '24 × 3 funds'],
      ['24 funds', '24<sup>2</sup> funds'],
      ['24 funds', '24² funds'],
      ['24 funds', '24½ funds'],
      ['12.5 %', '12.5'],
      ['$3', '€3'],
      ['$3', '3'],
    ],
  ),
  changed(
    'decimals and magnitudes',
    'Officials took bribes of 1.231 billion yuan in all, the newspaper of the party reported',
    [['1.231 billion', '1.231  billion']],
    [
      ['1.231', '1,231'],
      ['1.231', '1231'],
      ['1.231', '12.31'],
    ],
  ),
  changed(
    'powers',
    'The lake covered 10⁶ square metres, or 1 km² in all, as the survey of the region found',
    [
      ['10⁶', '10<sup>6</sup>'],
      ['10⁶', '10^6'],
      ['km²', 'km<sup>2</sup>'],
      ['km²', 'km2'],
    ],
    [
      ['10⁶', '106'],
      ['10⁶', '10⁵'],
      ['10⁶', '10'],
      ['km²', 'km'],
      ['km²', 'km³'],
    ],
  ),
  changed(
    'negative numbers',
    'Growth was −3.5 per cent in the year before, and 1/2 of all firms had closed by then',
    [
      ['−3.5', '-3.5'],
      ['−3.5', '–3.5'],
      ['1/2', '½'],
    ],
    [
      ['−3.5', '3.5'],
      ['−3.5', '+3.5'],
      ['1/2', '12'],
      ['1/2', '1 2'],
      ['1/2', '1/3'],
      ['1/2', '1½'],
    ],
  ),
  changed(
    'digits of other scripts',
    'قتل الجنود ١٢٣ رجلا في القرية قبل أن تحترق البيوت كلها',
    [
      ['١٢٣', '123'],
      ['١٢٣', '۱۲۳'],
    ],
    [
      ['١٢٣', '124'],
      ['١٢٣', '١٣٢'],
    ],
  ),
  changed(
    'a hyphen after a letter is no sign',
    'Deaths from COVID-19 in 2020–2021 were not counted by any of the ministries',
    [
      ['COVID-19', 'COVID‑19'],
      ['COVID-19', 'Covid 19'],
      ['2020–2021', '2020-2021'],
      ['2020–2021', '2020 – 2021'],
    ],
    [
      ['2020–2021', '2020/2021'],
      ['2020–2021', '2020'],
      ['COVID-19', 'COVID-18'],
    ],
  ),
  {
    what: 'a number at an end of the quotation',
    quote: '5 million people were held in camps of the kind, and the state spent 16',
    intact: [p('5 million people were held in camps of the kind, and the state spent 16.')],
    altered: ['1.5', '25', '$5', '-5', '&lt;5', '3–5', '−5']
      .map((n) => p(`${n} million people were held in camps of the kind, and the state spent 16.`))
      .concat(
        ['16%', '16.5', '16,000', '16–20', '16/7', '16²', '16+'].map((n) =>
          p(`5 million people were held in camps of the kind, and the state spent ${n} more`),
        ),
      ),
  },
];
