import type { Series } from '../../src/model/watchlist.js';
import type { Shelved } from './work.js';

const TIP = 'trafficking-in-persons-report';
const STATE = 'https://www.state.gov';
const GOV = 'https://www.gov.uk/government/publications';

const tip = (country: string): Shelved => ({
  id: `tip-${country}`,
  publisher: 'US Department of State',
  lang: 'en',
  design: 'ministry',
  url: `${STATE}/reports/2024-${TIP}/${country}/`,
  title: `2024 Trafficking in Persons Report: ${named(country)}`,
  series: `tip-${country}`,
  edition: '2024',
  published: '2024-06-24',
});
const named = (slug: string): string => slug.charAt(0).toUpperCase() + slug.slice(1);

const cpin = (slug: string, subject: string): Shelved => ({
  id: `cpin-${slug}`,
  publisher: 'Home Office',
  lang: 'en',
  design: 'ministry',
  url: `${GOV}/karvan-country-policy-and-information-notes/country-policy-and-information-note-${slug}-karvan-october-2024-accessible`,
  title: `Country policy and information note: ${subject}, Karvan, October 2024 (accessible)`,
  series: `cpin-${slug}`,
  edition: 'October 2024',
  published: '2024-10-16',
});

const dfat = (country: string): Shelved => ({
  id: `dfat-${country}`,
  publisher: 'DFAT',
  lang: 'en',
  form: 'pdf',
  url: `https://www.dfat.gov.au/sites/default/files/country-information-report-${country}.pdf`,
  title: `DFAT Country Information Report ${named(country)}`,
  series: `dfat-${country}`,
  edition: '27 December 2024',
  published: '2024-12-27',
});

const journal = (n: number): Shelved => ({
  id: `journal-${n}`,
  publisher: 'Journal of Labour Migration',
  lang: 'en',
  design: 'journal',
  url: `https://doi.org/10.4321/jlm.${n}`,
  at: `https://journals.press.example/jlm/article/${n}`,
});

const article = (
  id: string,
  publisher: string,
  lang: Shelved['lang'],
  url: string,
  design: Shelved['design'] = 'newspaper',
): Shelved => ({ id, publisher, lang, url, ...(design === undefined ? {} : { design }) });

/** The forty works: ministries, notes, reports in PDF, charities, newspapers in eight scripts and languages, journals, the UN. */
export const SHELF: readonly Shelved[] = [
  tip('karvan'),
  tip('meles'),
  tip('tarim'),
  tip('sunda'),
  cpin('modern-slavery', 'modern slavery'),
  cpin('journalists', 'journalists'),
  cpin('land-rights', 'land rights'),
  dfat('karvan'),
  dfat('meles'),
  dfat('tarim'),
  {
    ...article('unhcr-pdf', 'UNHCR', 'en', 'https://www.refworld.example/pdfid/6f2a91.pdf'),
    form: 'pdf',
  },
  article(
    'watch-1',
    'Rights Watch',
    'en',
    'https://www.rightswatch.example/report/2023/03/14/no-way-home',
    'ministry',
  ),
  article(
    'watch-2',
    'Rights Watch',
    'en',
    'https://www.rightswatch.example/news/2022/11/02/crew-unpaid',
    'ministry',
  ),
  article(
    'watch-fr',
    'Rights Watch',
    'fr',
    'https://www.rightswatch.example/fr/report/2023/05/20/sans-retour',
    'ministry',
  ),
  article('charity-1', 'Border Charity', 'en', 'https://bordercharity.example/?p=4412', 'plain'),
  article('charity-2', 'Border Charity', 'en', 'https://bordercharity.example/?p=5120', 'plain'),
  article(
    'union',
    'Seafarers’ Union',
    'en',
    'https://www.seafarers.example/what-we-do/reports/2023/unpaid.html',
    'plain',
  ),
  article(
    'courier-1',
    'The Courier',
    'en',
    'https://www.courier.example/world/2022/oct/14/brick-kilns',
  ),
  article(
    'courier-2',
    'The Courier',
    'en',
    'https://www.courier.example/world/2023/feb/02/the-clerks',
  ),
  article('post', 'Coast Post', 'en', 'https://coastpost.example/news/6f81b2'),
  article('daily', 'Delta Daily', 'en', 'https://deltadaily.example/a/202306/21/WS6491.html'),
  article(
    'renmin-1',
    '北方日报',
    'zh-Hans',
    'https://www.beifang.example/n1/2023/0412/c1004-3266.html',
  ),
  article(
    'renmin-2',
    '北方日报',
    'zh-Hans',
    'https://www.beifang.example/n1/2022/0809/c1004-2991.html',
  ),
  article(
    'caixun',
    '财讯',
    'zh-Hans',
    'https://china.caixun.example/2023-09-18/102106011.html',
    'plain',
  ),
  article('bao-1', '島報', 'zh-Hant', 'https://www.daobao.example/news/20230511-113'),
  article('bao-2', '島報', 'zh-Hant', 'https://www.daobao.example/news/20221203-087'),
  article(
    'lematin',
    'Le Matin du Sud',
    'fr',
    'https://www.lematin.example/afrique/article/2023/04/11/dettes_616.html',
  ),
  article(
    'ong-fr',
    'Sans Chaînes',
    'fr',
    'https://sanschaines.example/publications/enquete-2023',
    'plain',
  ),
  article(
    'zeitung-1',
    'Neue Zeitung',
    'de',
    'https://www.neuezeitung.example/ausland/ziegeleien-ld.17511',
  ),
  article(
    'zeitung-2',
    'Neue Zeitung',
    'de',
    'https://www.neuezeitung.example/ausland/seeleute-ld.18203',
  ),
  article(
    'diario-1',
    'El Diario del Valle',
    'es',
    'https://eldiariodelvalle.example/2023/03/jornaleros',
  ),
  article(
    'diario-2',
    'Defensoría',
    'es',
    'https://defensoria.example/informes/2022-17',
    'ministry',
  ),
  article('sawt-1', 'صوت الوادي', 'ar', 'https://www.sawt.example/politics/2023/7/3/workers'),
  article('sawt-2', 'صوت الوادي', 'ar', 'https://www.sawt.example/news/2022/12/19/camps'),
  article('gazeta-1', 'Новый берег', 'ru', 'https://novybereg.example/articles/2023/05/17/stroiki'),
  article('gazeta-2', 'Новый берег', 'ru', 'https://novybereg.example/articles/2022/10/30/porty'),
  journal(1001),
  journal(1002),
  journal(1003),
  article(
    'un',
    'United Nations',
    'en',
    'https://news.un.example/en/story/2023/02/1133262',
    'ministry',
  ),
];

const series = (id: string, name: string, more: Partial<Series>): Series => ({
  id,
  name,
  cadence: null,
  index: [],
  pattern: null,
  subject: [],
  editions: [],
  ...more,
});

/** Where the State Department lists its reports, and GOV.UK's interface its notes. */
export const TIP_INDEX = `${STATE}/${TIP}/`;
export const CPIN_INDEX = `https://www.gov.uk/api/content/government/publications/karvan-country-policy-and-information-notes`;

/** The series that some of the works are editions of. */
export const SERIES: readonly Series[] = SHELF.flatMap(
  ({ series: id, edition, url, published = null }) => {
    if (id == null || edition == null) return [];
    const editions = [{ edition, url, published }];
    const [kind, subject = ''] = id.split(/-(.*)/u);
    if (kind === 'tip')
      return [
        series(id, 'Trafficking in Persons Report', {
          index: [TIP_INDEX],
          pattern: `${STATE}/reports/{edition}-${TIP}/${subject}/`,
          subject: [named(subject)],
          editions,
        }),
      ];
    if (kind === 'cpin')
      return [
        series(id, `Country policy and information note: ${subject.replace('-', ' ')}, Karvan`, {
          index: [CPIN_INDEX],
          subject: [subject.replace('-', ' ')],
          editions,
        }),
      ];
    return [series(id, 'DFAT Country Information Report', { subject: [named(subject)], editions })];
  },
);
