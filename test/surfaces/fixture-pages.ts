import { told } from '../../src/model/document.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { citation, content, link, NIGHT, quote, source } from './fixture-run.js';

const unread = (id: string, text: string, reason: string) =>
  quote(id, text, {
    verdict: 'unverifiable',
    tier: null,
    similarity: 0,
    found: null,
    why: told(reason),
  });

/** Sources whose address or document met with something. */
export const PAGES: readonly SourceVerdict[] = [
  source(
    'rfa-2018-family-suicide',
    'Radio Free Asia (自由亞洲電台粵語)',
    '警方無視高利貸逼還債 三口之家再度自殺兩死一傷',
    'https://www.rfa.org/cantonese/news/debt-06022018080000.html',
    {
      witness: 'archive',
      link: link({
        status: 'gone',
        http: 404,
        why: told('Answered 404 on three nights in a row.'),
        failures: 3,
        confirmed: true,
        since: '2025-11-22T02:00:00.000Z',
      }),
      archive: {
        url: 'https://web.archive.org/web/20250301101112/https://www.rfa.org/cantonese/news/debt-06022018080000.html',
        capturedAt: '2025-03-01T10:11:12Z',
        carriesPassage: true,
      },
      citations: [
        citation(
          14,
          '3',
          [
            quote(
              'ASI2025-01/14#1',
              '被高利貸逼還債，北京年輕護士鄧陽一家三口，繼上月在海口企圖輕生獲救後，近日再度自殺導致兩死一傷。',
            ),
          ],
          { accessed: '2025-03-01' },
        ),
      ],
    },
  ),
  source(
    'ti-2021-cpi2020-asia-pacific',
    'Transparency International',
    'CPI 2020: Asia Pacific',
    'https://www.transparency.org/en/news/cpi-2020-asia-pacific',
    {
      finalUrl: 'https://www.transparency.org/en',
      witness: 'none',
      link: link({
        status: 'soft-404',
        why: told('Answered 200, but with the home page.'),
        hops: [{ url: 'https://www.transparency.org/en/news/cpi-2020-asia-pacific', http: 302 }],
        failures: 4,
        confirmed: true,
        since: '2025-11-20T02:00:00.000Z',
      }),
      content: content({ change: 'unread', why: told('The document was not there.') }),
      citations: [
        citation(19, '4', [
          unread(
            'ASI2025-01/19#1',
            'Since 2014, China improved steadily on the CPI, increasing six points from a score of 36 in 2014 to 42 in 2020.',
            'The document was not there.',
          ),
        ]),
      ],
    },
  ),
  source(
    'ukho-cpin-china-modern-slavery',
    'UK Home Office',
    'Country Policy and Information Note China: Modern Slavery',
    'https://www.gov.uk/government/publications/china-country-policy-and-information-notes/country-policy-and-information-note-china-modern-slavery-october-2024-accessible',
    {
      edition: {
        status: 'withdrawn',
        newer: [],
        why: told(
          'GOV.UK says: withdrawn on 20 November 2025, because a new version is being written.',
        ),
      },
      citations: [
        citation(
          38,
          '5c',
          [
            quote(
              'ASI2025-01/38#1',
              'Of the 269 referrals, 121 were related to labour exploitation, 121 were related to sexual exploitation, 15 were unspecified/unknown',
            ),
          ],
          { accessed: null, currency: 'undated' },
        ),
      ],
    },
  ),
  source(
    'dfat-2024-china-cir',
    'Australian Department of Foreign Affairs and Trade (DFAT)',
    'DFAT Country Information Report: People’s Republic of China',
    'https://www.dfat.gov.au/sites/default/files/country-information-report-china.pdf',
    {
      witness: 'none',
      link: link({
        status: 'blocked',
        by: 'bot-wall',
        http: 403,
        why: told('Answered 403 with a page that asks for proof of being a person.'),
      }),
      content: content({
        change: 'unread',
        sha256: null,
        textSha256: null,
        why: told('The page behind the wall was not read.'),
      }),
      citations: [
        citation(
          16,
          '3',
          [
            unread(
              'ASI2025-01/16#1',
              'China’s official one-year loan prime rate was 3.35 per cent as at 20 September 2024.',
              'A bot wall stood before the page.',
            ),
          ],
          { accessed: '2025-03-12' },
        ),
        citation(
          18,
          '4',
          [
            unread(
              'ASI2025-01/18#1',
              'In the following decade, 3.7 million cadres were punished, including about 1 per cent of national and provincial leaders.',
              'A bot wall stood before the page.',
            ),
          ],
          { accessed: '2025-09-24', currency: 'fresh' },
        ),
      ],
    },
  ),
  source(
    'nca-2023-modern-slavery',
    'UK National Crime Agency',
    'Modern Slavery and Human Trafficking',
    'https://nationalcrimeagency.gov.uk/nsa-modern-slavery-and-human-trafficking',
    {
      finalUrl:
        'https://www.nationalcrimeagency.gov.uk/threats/nsa-modern-slavery-and-human-trafficking-2023',
      link: link({
        status: 'moved',
        why: told('Moved for good to a page with the same text.'),
        hops: [
          {
            url: 'https://nationalcrimeagency.gov.uk/nsa-modern-slavery-and-human-trafficking',
            http: 301,
          },
        ],
      }),
      citations: [
        citation(37, '5c', [
          quote(
            'ASI2025-01/37#1',
            'Referrals for modern slavery and human trafficking have increased: in the year ending December 2022, 7,936 referrals were made',
          ),
        ]),
      ],
    },
  ),
  source(
    'mpi-2024-china-brides',
    'Migration Policy Institute',
    'China’s Demand for Brides Draws Women from Across Southeast Asia—Sometimes by Force',
    'https://www.migrationpolicy.org/article/china-bride-migration-trafficking',
    {
      witness: 'none',
      link: link({
        status: 'unreachable',
        http: null,
        why: told('No answer within 30 seconds.'),
        failures: 1,
        since: NIGHT,
      }),
      content: content({ change: 'unread', why: told('Nothing was read.') }),
      citations: [
        citation(25, '5a', [
          unread(
            'ASI2025-01/25#1',
            'Worldwide, human trafficking is under-detected, under-reported, and often not prosecuted.',
            'Nothing was read.',
          ),
        ]),
        citation(44, '7c', [
          unread(
            'ASI2025-01/44#1',
            'Research suggests that returnees face steep challenges to reintegration.',
            'Nothing was read.',
          ),
        ]),
      ],
    },
  ),
  source(
    'ffhg-2023-no-sister-behind',
    'Fight For Her Group (FFHG)',
    'Leaving No Sister with Disabilities Behind',
    'https://tbinternet.ohchr.org/_layouts/15/treatybodyexternal/Download.aspx?symbolno=INT%2FCESCR%2FCSS%2FCHN%2F51245&Lang=en',
    {
      content: content({
        change: 'unread',
        why: told('The PDF holds pictures of pages and no text.'),
      }),
      citations: [
        citation(29, '5b', [
          unread(
            'ASI2025-01/29#1',
            'Another study of 1,038 first-instance judgments shows that 26.7% of the victims suffered from varying degrees of mental illness.',
            'The PDF holds pictures of pages and no text.',
          ),
        ]),
      ],
    },
  ),
  source(
    'unchina-2021-ct-consultant',
    'UN China (vacancy notice by IOM)',
    'Consultant – Counter-Trafficking in Persons',
    'https://china.un.org/en/152685-consultant-%E2%80%93-counter-trafficking-persons',
    {
      citations: [
        citation(39, '6', [
          quote(
            'ASI2025-01/39#1',
            'IOM has also provided support for assisted voluntary return and reintegration of vulnerable migrants from and to China.',
          ),
        ]),
      ],
    },
  ),
];
