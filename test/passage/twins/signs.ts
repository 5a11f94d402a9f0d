import { changed, p, type Twins } from './twins.js';

const SIGNS_QUOTE =
  'The index fell by 12.5 % to 1,664 points in May, a loss of $3 million for 24 funds, the ministry said.';
const CELLS = (number: string): string =>
  `<table><tr><td>Arrests in 2019:</td><td>34</td></tr><tr><td>Arrests in 2020:</td><td>${number}</td></tr><tr><td>Deaths in custody in 2019:</td><td>7</td></tr><tr><td>Deaths in 2020:</td><td>12</td></tr></table>`;
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
    'thousands of what is measured',
    'They burned 1,340 tonnes of seed over 2,150 hectares and took $1,500 from 1,664 families in that week',
    [
      ['1,340 tonnes', '1340 tonnes'],
      ['1,340 tonnes', '1 340 tonnes'],
      ['$1,500', '$1.500'],
      ['1,664 families', '1.664 families'],
    ],
    [
      ['1,340 tonnes', '1.340 tonnes'],
      ['2,150 hectares', '2.150 hectares'],
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
  changed(
    'signs of any kind before a number, and marks that are none',
    'The survey found that 45 villages had no well, and that a walk of 3 hours led to the next one',
    [
      ['45 villages', '∙ 45 villages'],
      ['45 villages', '→ 45 villages'],
      ['45 villages', '| 45 villages'],
    ],
    ['⩾', '≲', '√', '∆', '≠', '∝', '#', '='].map(
      (sign) => ['45 villages', `${sign}45 villages`] as const,
    ),
  ),
  changed(
    'Japanese ranges',
    '死者は10〜20人とされ、政府は理由を説明していないと団体は話している。',
    [['10〜20', '10～20']],
    [
      ['10〜20', '1020'],
      ['10〜20', '20'],
      ['10〜20', '10×20'],
    ],
  ),
  changed(
    'degrees',
    'By noon it was 40 °C in the cells, which lie at 31° north, and 12 kg were lost by one of the men',
    [
      ['40 °C', '40°C'],
      ['40 °C', '40℃'],
      ['12 kg', '12 ㎏'],
      ['31° north', '31 ° north'],
    ],
    [
      ['40 °C', '40 °F'],
      ['40 °C', '40℉'],
      ['40 °C', '40°'],
      ['31° north', '31 north'],
      ['12 kg', '12° kg'],
      ['12 kg', '12 ㎎'],
    ],
  ),
  changed(
    'fractions without a nought',
    'The fine was $.50 a day, the risk p < .05, and 5 million people paid it in the end, the bank said',
    [
      ['$.50', '$0.50'],
      ['p < .05', 'p &lt; 0.05'],
    ],
    [
      ['$.50', '$50'],
      ['p < .05', 'p &lt; 05'],
      ['p < .05', 'p &lt; .5'],
      ['5 million', '.5 million'],
    ],
  ),
  changed(
    'a full stop that is drawn before an Arabic year',
    'أحصت وزارة العمل 1284 شكوى بشأن الأجور في عام 2023. لم يزر المفتشون معظم الورش الصغيرة في المدينة',
    [['2023.', '.2023']],
    [
      ['2023.', '.2022'],
      ['2023.', '20.23'],
    ],
  ),
  changed(
    'lakhs and crores',
    'Some 12,50,000 people voted in the district, and 1,25,000 of them were turned away at the polls',
    [
      ['12,50,000', '1,250,000'],
      ['12,50,000', '1250000'],
      ['1,25,000', '125,000'],
    ],
    [
      ['12,50,000', '12,50,00'],
      ['12,50,000', '125,000'],
      ['1,25,000', '1,25,00,000'],
      ['1,25,000', '1,250,000'],
    ],
  ),
  changed(
    'fractions that are built of small digits',
    'One ration of ⅓ litre was shared by 2½ families, as the 1/4 who were left in the camp told us',
    [
      ['⅓', '¹⁄₃'],
      ['⅓', '<sup>1</sup>⁄<sub>3</sub>'],
      ['2½', '2<sup>1</sup>⁄<sub>2</sub>'],
      ['1/4', '¹/₄'],
    ],
    [
      ['⅓', '¹⁄₂'],
      ['⅓', '<sup>2</sup>⁄<sub>3</sub>'],
      ['2½', '2<sup>1</sup>⁄<sub>3</sub>'],
      ['2½', '<sup>1</sup>⁄<sub>2</sub>'],
    ],
  ),
  {
    what: 'a minus at the edge of a table’s cell',
    quote:
      'Arrests in 2019: 34 Arrests in 2020: 51 Deaths in custody in 2019: 7 Deaths in 2020: 12',
    intact: [CELLS('51'), CELLS('<b>51</b>')],
    altered: ['-51', '−51', '+51', '&lt;51', '5.1', '51%'].map(CELLS),
  },
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
