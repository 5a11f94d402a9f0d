import { describe, expect, it } from 'vitest';
import { parseReference } from '../../../src/manuscript/grammar/parse-reference.js';
import { datesIn } from '../../../src/manuscript/grammar/printed-date.js';
import { isPinpoint } from '../../../src/manuscript/grammar/reference-tail.js';
import { isSameSource, SourceIndex } from '../../../src/manuscript/import/same-source.js';
import { paragraphText, plainRun, type TextRun } from '../../../src/manuscript/manuscript.js';
import { readHtmlReport } from '../../../src/manuscript/read/html.js';
import { read } from './line.js';

const url = 'https://example.org/peru';

/** A line in which `*words*` are italics. */
function readItalic(line: string) {
  const runs = line
    .split('*')
    .map((text, i): TextRun => ({ ...plainRun(text), italic: i % 2 === 1 || undefined }));
  const reference = parseReference(runs);
  return reference && { ...reference, published: reference.published?.iso ?? null };
}

describe('italics', () => {
  it.each([
    [
      `Rudaw, *Families wait for ‘tabriya’ in camp 1, officials say*, 6 November 2022, ${url}`,
      'Rudaw',
    ],
    [
      `U.S. Dep’t of State, *Families wait for ‘tabriya’ in camp 1, officials say* § 1.a (Nov. 6, 2022), ${url}`,
      'U.S. Dep’t of State',
    ],
    [
      `Lazo, M. (2022, 6. november). *Families wait for ‘tabriya’ in camp 1, officials say*. Oslo: Norsk Forlag. ${url}`,
      'Norsk Forlag',
    ],
    [
      `Rosa Lazo, *Families wait for ‘tabriya’ in camp 1, officials say*, L.A. Times (Nov. 6, 2022, 4:12 PM), ${url}`,
      'L.A. Times',
    ],
    [
      `Human Rights Watch, *Families wait for ‘tabriya’ in camp 1, officials say* (New York: Human Rights Watch, November 6, 2022), 87–88, ${url}`,
      'Human Rights Watch',
    ],
  ])('are the title: %s', (line, publisher) => {
    expect(readItalic(line)).toMatchObject({
      title: 'Families wait for ‘tabriya’ in camp 1, officials say',
      publisher,
      published: '2022-11-06',
      url,
    });
  });

  it('are the newspaper or the journal behind a title in quotation marks', () => {
    const line =
      'Ana Lazo, “Land and Identity in Puno,” *Journal of Andean Studies* 60, no. 4 (2022): 561, https://doi.org/10.1/x.';
    expect(readItalic(line)).toMatchObject({
      title: 'Land and Identity in Puno',
      publisher: 'Journal of Andean Studies',
    });
  });

  it('are a title though it begins as a word that sends elsewhere', () => {
    expect(readItalic(`HRW, *In Search of Safety*, 6 November 2022, ${url}`)?.title).toBe(
      'In Search of Safety',
    );
  });

  it('are the newspaper before a title without any', () => {
    expect(
      readItalic(`*Rudaw*, Families wait for papers in camp 1, 6 November 2022, ${url}`)?.title,
    ).not.toBe('Rudaw');
  });

  it.each([
    '*See also* Rudaw, 6 November 2022',
    `They call it *tabriya*, and nobody signs, ${url}`,
    'Rosa Lazo waited for *tabriya*.',
  ])('are none where they stress a word or send elsewhere: %s', (line) => {
    expect(readItalic(line)?.title ?? null).toBe(null);
  });

  it('are read from the file, and part no link', () => {
    const { paragraphs } = readHtmlReport(
      `<p>HRW, <i>World</i><em> Report</em>, <a href="${url}">at <i>our</i> site</a></p>`,
    );
    expect(
      paragraphs.map((one) => [
        paragraphText(one),
        one.runs.map(({ text, italic }) => [text, italic]),
      ]),
    ).toEqual([
      [
        'HRW, World Report, at our site',
        [
          ['HRW, ', undefined],
          ['World Report', true],
          [', ', undefined],
          ['at our site', undefined],
        ],
      ],
    ]);
  });
});

describe('a line by a national standard', () => {
  it.each([
    [
      'GB/T 7714',
      `人权观察. 世界人权报告2023：缅甸[R/OL]. (2023-01-12)[2023-06-28]. ${url}.`,
      {
        publisher: '人权观察',
        title: '世界人权报告2023：缅甸',
        published: '2023-01-12',
        accessed: '2023-06-28',
        url,
      },
    ],
    [
      'GB/T 7714',
      `陈映蓁. 村民逃往边境，“夜里不敢点灯”[N/OL]. 联合早报, 2023-05-06[2023-06-29]. ${url}.`,
      {
        publisher: '联合早报',
        title: '村民逃往边境，“夜里不敢点灯”',
        published: '2023-05-06',
        accessed: '2023-06-29',
        url,
      },
    ],
    [
      'GB/T 7714',
      '周建新. 独立运动研究[M]. 北京: 社会科学文献出版社, 2021: 188.',
      {
        publisher: '社会科学文献出版社',
        title: '独立运动研究',
        published: '2021',
        pinpoint: '188',
      },
    ],
    [
      'ГОСТ',
      `Юлдашев А. Р. МВД назвало число «раскаявшихся» // Азия-Плюс. 2023. 12 апреля. URL: ${url} (дата обращения: 02.10.2024).`,
      {
        publisher: 'Азия-Плюс',
        title: 'МВД назвало число «раскаявшихся»',
        published: '2023-04-12',
        accessed: '2024-10-02',
        url,
      },
    ],
    [
      'ГОСТ',
      `Human Rights Watch. Всемирный доклад 2024: Таджикистан [Электронный ресурс]. 11.01.2024. URL: ${url} (дата обращения: 30.09.2024).`,
      {
        publisher: 'Human Rights Watch',
        title: 'Всемирный доклад 2024: Таджикистан',
        published: '2024-01-11',
        accessed: '2024-09-30',
        url,
      },
    ],
  ])('of %s: %s', (_, line, expected) => {
    expect(read(line)).toMatchObject(expected);
  });

  it.each([
    'Они сказали, что в городе тихо. Никто не ждал облавы. Утром пришли трое.',
    'He left in May [M]. Nobody saw him again.',
  ])('is no sentence: %s', (line) => {
    expect(read(line)).toBe(null);
  });

  it('ends no name between initials, and no title at one', () => {
    expect(read(`Набиев Р. А. Экстрадиция и запреты. 2021. URL: ${url}`)?.title).toBe(
      'Экстрадиция и запреты',
    );
  });
});

describe('a date', () => {
  it.each([
    ['of the Levant, by both names of its month', '20 تشرين الأول/أكتوبر 2021', '2021-10-20'],
    ['in Arabic digits', '٧ أيلول/سبتمبر ٢٠٢١', '2021-09-07'],
    ['of a Russian newspaper', 'Радио Озоди. 2023. 26 июля.', '2023-07-26'],
    ['with the letter that tells two of a year apart', 'HRW, 9. Mai 2024a', '2024-05-09'],
    [
      'of a month by its number, between commas',
      'Enquête démographique, 07/2019, p. 339',
      '2019-07',
    ],
  ])('%s', (_, text, iso) => {
    expect(datesIn(text).map((date) => date.iso)).toEqual([iso]);
  });

  it.each([
    ['two months are no day', '20 تشرين الأول/أيلول 2021', '2021-10-20'],
    ['the number of a law is no month', 'Law No. 07/2019 on asylum', '2019-07'],
    ['a word behind a year is no letter', 'in 2024ab', '2024'],
  ])('but %s', (_, text, iso) => {
    expect(datesIn(text).map((date) => date.iso)).not.toContain(iso);
  });
});

describe('a shortened title', () => {
  const of = (title: string, more = {}) => ({
    cited: title,
    publisher: 'HRW',
    title,
    url: null,
    published: null,
    ...more,
  });
  it('without its subtitle and without an address is the same document', () => {
    expect(
      isSameSource(
        of('Barred from Justice: Survivors in Chad', { url }),
        of('Barred from Justice'),
      ),
    ).toBe('cut-title');
  });
  it.each([
    [
      'the title goes on in the same words',
      of('Barred from Justice and Home', { url }),
      of('Barred from Justice'),
    ],
    [
      'it has an address of its own',
      of('Barred from Justice: Survivors', { url }),
      of('Barred from Justice', { url: `${url}/2` }),
    ],
    [
      'another publishes it',
      of('Barred from Justice: Survivors', { url }),
      of('Barred from Justice', { publisher: 'DFAT' }),
    ],
    [
      'it is of another year',
      of('Barred from Justice: Survivors', { url, published: { printed: '2019', iso: '2019' } }),
      of('Barred from Justice', { published: { printed: '2021', iso: '2021' } }),
    ],
  ])('but not where %s', (_, whole, short) => {
    expect(isSameSource(whole, short)).toBe(null);
  });
  it('nor where it fits two', () => {
    const index = new SourceIndex<ReturnType<typeof of>>();
    index.put(of('World Report 2024: Chad', { url }));
    expect(index.find(of('World Report 2024'))).toBe(0);
    index.put(of('World Report 2024: Mali', { url: `${url}/2` }));
    expect(index.find(of('World Report 2024'))).toBe(undefined);
  });
});

it.each([
  ['p. 11', true],
  ['para 44:', true],
  ['See p. 11', false],
  ['p. 11 says otherwise', false],
])('a line that is only a pinpoint: %s', (text, is) => {
  expect(isPinpoint(text)).toBe(is);
});

describe('a line whose parts full stops divide', () => {
  it.each([
    [
      `FORO PENAL. Presos de 2023: un informe. Caracas, feb. 2024. Disponível em: ${url}.`,
      'FORO PENAL',
      '2024-02',
    ],
    [
      `LAZO, Inés. Presos de 2023: un informe. La Voz, 11 ago. 2024. Disponível em: ${url}.`,
      'La Voz',
      '2024-08-11',
    ],
    [
      `LAZO, Inés. Presos de 2023: un informe. São Paulo: Editora Unesp, 2022. 312 p.`,
      'Editora Unesp',
      '2022',
    ],
  ])(
    'has the place and the press behind its title, and a newspaper only for a person: %s',
    (line, publisher, published) => {
      expect(read(line)).toMatchObject({
        title: 'Presos de 2023: un informe',
        publisher,
        published,
      });
    },
  );

  it.each([
    [`Foro Penal. World Report 2024. ${url}`, 'World Report 2024'],
    [
      `Foro Penal. Prisoners in Caracas. Where they are, 2024. ${url}`,
      'Prisoners in Caracas. Where they are',
    ],
  ])('but keeps what is no imprint in its title: %s', (line, title) => {
    expect(read(line)?.title).toBe(title);
  });
});

it.each([
  [
    `T. Brand, Nach zehn Jahren: „Mein Sohn kennt nur Hessen“, 30.11.2023, ${url}`,
    'Nach zehn Jahren: „Mein Sohn kennt nur Hessen“',
  ],
  [`T. Brand: „Mein Sohn kennt nur Hessen“, 30.11.2023, ${url}`, 'Mein Sohn kennt nur Hessen'],
])(
  'a quotation behind a colon is a part of the title, but for one behind the name: %s',
  (line, title) => {
    expect(read(line)).toMatchObject({ title, publisher: 'T. Brand', published: '2023-11-30' });
  },
);

it('a day behind “v.” is that of the publication', () => {
  expect(read(`Rosa Lazo, Die Vergessenen v. 30.11.2023, ${url}`)).toMatchObject({
    title: 'Die Vergessenen',
    published: '2023-11-30',
  });
});

describe('a date in two places', () => {
  it.each([
    [`Home Office (2023) *Trafficking, Osteria*. Version 3.0. 15 June. ${url}`, '2023-06-15'],
    [`Home Office (2023) *Trafficking, Osteria*. 15 de junio. ${url}`, '2023-06-15'],
    [`Home Office (2023) *Trafficking, Osteria*. Junction. ${url}`, '2023'],
    [`Home Office (2023, 3 May) *Trafficking, Osteria*. 15 June 2024. ${url}`, '2024-06-15'],
  ])('is read as one where the second has no year: %s', (line, published) => {
    expect(readItalic(line)).toMatchObject({ title: 'Trafficking, Osteria', published });
  });
});

describe('behind a title', () => {
  it.each([
    [`ECPAT (2019) *Precarious Journeys*. London. ${url}`, 'ECPAT'],
    [`ECPAT (2019) *Precarious Journeys*. London, United Kingdom. ${url}`, 'ECPAT'],
    [`ECPAT (2019) *Precarious Journeys*. London Review. ${url}`, 'London Review'],
    [`A. Salem, *Precarious Journeys*, Paris, L’Harmattan, 2014, ${url}`, 'L’Harmattan'],
    [`A. Salem, *Precarious Journeys*, L’Harmattan, Paris, 2014, ${url}`, 'L’Harmattan'],
    [
      `Conseil des droits de l’homme, *Precarious Journeys*, 21 juillet 2023, ${url}`,
      'Conseil des droits de l’homme',
    ],
    [`ICG, *Precarious Journeys*, 25 February 2021, Africa Briefing No. 169, ${url}`, 'ICG'],
    [
      `U.N. Council, *Precarious Journeys*, U.N. Doc. A/HRC/52/63 (Mar. 2, 2023), ${url}`,
      'U.N. Council',
    ],
  ])('a city, a number and a sign are no publisher: %s', (line, publisher) => {
    expect(readItalic(line)).toMatchObject({ title: 'Precarious Journeys', publisher });
  });

  it('a sentence with a title in italics is not by its first words', () => {
    expect(
      readItalic(`Selon le dernier rapport, *Precarious Journeys*, ${url}`)?.publisher ?? null,
    ).toBeNull();
  });

  it.each([
    [
      `Lacher, W., Osteria’s Wars: Structure and Process, I.B. Tauris, 2020, ${url}`,
      'Osteria’s Wars: Structure and Process',
    ],
    [`Lacher, W., War, Peace and Oil, 2020, ${url}`, 'War, Peace and Oil'],
    [
      `Judith Huber, Wie Baku eine Redaktion schließt, in: Neue Zeitung, 3. Mai 2024, ${url}`,
      'Wie Baku eine Redaktion schließt',
    ],
    [`Amt, Bericht über die Lage, 28.07.2022 (Stand: Juni 2022), ${url}`, 'Bericht über die Lage'],
    [`U.S. Office, Report on Osteria (2024), ${url} [hereinafter Report]`, 'Report on Osteria'],
    [
      `Guerra, L., Visions of Osteria, 1959–1971, at 211 (2012), ${url}`,
      'Visions of Osteria, 1959–1971',
    ],
    [`Judith Huber, Eine Redaktion in Baku, 3. Mai 2024, ${url}`, 'Eine Redaktion in Baku'],
    [`Amt, Bericht über die Lage (Stand: Juni 2022), 28.07.2022, ${url}`, 'Bericht über die Lage'],
    [
      `Amt, Bericht über den Stand im Juni 2022, 28.07.2022, ${url}`,
      'Bericht über den Stand im Juni 2022',
    ],
    [
      `SFH, Zugang zu Dossiers und „Datenblätter“ (Fiş), 7. Februar 2023, ${url}`,
      'Zugang zu Dossiers und „Datenblätter“ (Fiş)',
    ],
    [
      `CDH, Extorsiones, “vacunas” y silencio: informe 2023, 3 May 2024, ${url}`,
      'Extorsiones, “vacunas” y silencio: informe 2023',
    ],
    [`CDH, “Vacunas” in El Diario, 3 May 2024, ${url}`, 'Vacunas'],
  ])('the press and the newspaper are not of it: %s', (line, title) => {
    expect(read(line)?.title).toBe(title);
  });
});
