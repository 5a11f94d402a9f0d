import { each, type Practice } from './practice.js';

const NOTED =
  'In 2019 some 35% of the workers were dismissed, according to the union, and few found other work.';
const CHINESE = '2019年有35%的工人被解雇，工会没有说明他们的下落，法院也没有受理他们的案件。';
const after = (mark: string): readonly string[] => [
  `<p>${NOTED.replace('union', `union${mark}`)}</p>`,
  `<p>${NOTED.replace('35%', `35%${mark}`)}</p>`,
];

/** Note marks in the markup of the publishers that reports cite. */
export const NOTES: readonly Practice[] = [
  {
    what: 'note marks on the page',
    quote: NOTED,
    pages: [
      '<sup>12</sup>',
      '<sup>[12]</sup>',
      '<a href="#_ftn12" name="_ftnref12">[12]</a>',
      '<a class="footnote__citation" href="#footnote1_abc" title="Interview">1</a>',
      '<sup id="cite_ref-1" class="reference"><a href="#cite_note-1"><span class="cite-bracket">[</span>1<span class="cite-bracket">]</span></a></sup>',
      '<a href="#_edn3"><span>[iii]</span></a>',
      '<span style="vertical-align:super;font-size:smaller">12</span>',
      '<sup>1,2</sup>',
      '<sup>1</sup><sup>,</sup><sup>2</sup>',
      '<sup>*</sup>',
      '<a href="https://source.example/report#fn12">12</a>',
      '<sup class="noprint Inline-Template">[<i><a href="/wiki/x">citation needed</a></i>]</sup>',
      '<a class="footnote-link" href="#note12">12</a>',
      '<sup class="plainlinks asof-tag"><a href="/w/x">[update]</a></sup>',
      '<sup class="noprint"><span>[<a href="/wiki/x">источник не указан 1234 дня</a>]</span></sup>',
      '<sup class="reference"><a href="#cite_note-4">[4]</a></sup><sup class="reference nowrap"><span title="Page: 14">: 14 </span></sup>',
    ].flatMap(after),
    twist: ['few found', 'all found'],
    altered: [
      '<b>12</b>',
      ' 12',
      '<sup>not</sup>',
      '<sup>[which denies it]</sup>',
      '<sup><a href="/x">which denies it</a></sup>',
    ].flatMap(after),
  },
  {
    what: 'note marks after Chinese characters',
    quote: CHINESE,
    pages: ['<sup>3</sup>', '<a href="#fn3">[3]</a>', '<sup><a href="#note3">③</a></sup>'].map(
      (mark) => `<p>${CHINESE.replace('35%', `35%${mark}`).replace('解雇', `解雇${mark}`)}</p>`,
    ),
    twist: ['没有受理', '受理了'],
    altered: [`<p>${CHINESE.replace('解雇', '解雇3')}</p>`],
  },
  {
    what: 'note marks that were copied into the quotation',
    quote: NOTED.replace('union', 'union[12]').replace('dismissed', 'dismissed[11]'),
    pages: [
      `<p>${NOTED.replace('union', 'union<sup>12</sup>').replace('dismissed', 'dismissed<sup>11</sup>')}</p>`,
      ...each(NOTED),
    ],
    twist: ['few found', 'all found'],
  },
  {
    what: 'raised note marks that were copied into the quotation',
    quote: NOTED.replace('union', 'union¹²').replace('dismissed', 'dismissed¹¹'),
    pages: [
      `<p>${NOTED.replace('union', 'union<sup>12</sup>').replace('dismissed', 'dismissed<sup>11</sup>')}</p>`,
      `<p>${NOTED.replace('union', 'union<a href="#n12">12</a>').replace('dismissed', 'dismissed<a href="#n11">11</a>')}</p>`,
    ],
    twist: ['few found', 'all found'],
  },
];
