import { told } from '../../src/model/document.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { added, citation, content, link, quote, removed, same, source } from './fixture-run.js';

const USDOS = 'US Department of State (USDOS)';
const HUKOU =
  'The government hukou [household registration] system continued to contribute to trafficking risks of internal migrants by reducing access to social services, particularly for PRC victims returning from exploitation abroad, and by driving hundreds of millions of individuals to live and work illegally outside the jurisdiction of their household registration.';
const GRAFT_HEAD =
  'But 10 years after Xi first became president, corruption remains rampant. Since Xi ascended to the presidency and rolled out his anti-corruption campaign, at least ';
const GRAFT_TAIL =
  ' million people have been investigated in graft-related cases, according to Zero Tolerance – a documentary on the party’s anti-corruption efforts, sponsored by the Central Commission for Discipline Inspection (CCDI), China’s top corruption investigation body.';
const ALJAZEERA =
  'https://www.aljazeera.com/news/2022/10/14/xis-anti-graft-campaign-intensifies-ahead-of-key-china-congress';
const TIP = 'https://www.state.gov/reports/2024-trafficking-in-persons-report/china/';

/** Sources whose words or editions changed, or that were read elsewhere than on their page. */
export const PASSAGES: readonly SourceVerdict[] = [
  source(
    'aljazeera-2022-xi-anti-graft',
    'Al Jazeera',
    'Xi ‘firmly in charge’ as rivals fall in China anti-graft campaign',
    ALJAZEERA,
    {
      content: content({ change: 'edited', why: told('One sentence of the main text differs.') }),
      citations: [
        citation(
          20,
          '4',
          [
            quote('ASI2025-01/20#1', `${GRAFT_HEAD}4.4${GRAFT_TAIL}`, {
              verdict: 'altered',
              tier: null,
              similarity: 0.998,
              found: `${GRAFT_HEAD}4.7${GRAFT_TAIL}`,
              diff: [same(GRAFT_HEAD), removed('4.4'), added('4.7'), same(GRAFT_TAIL)],
              weighty: true,
              link: `${ALJAZEERA}#:~:text=Since%20Xi%20ascended,investigation%20body`,
              why: told('A number differs: 4.4 is now 4.7.'),
            }),
          ],
          {
            cited:
              'Al Jazeera, “Xi ‘firmly in charge’ as rivals fall in China anti-graft campaign”, 14 Oct 2022, last accessed: 25 March 2025',
          },
        ),
      ],
    },
  ),
  source(
    'walkfree-gsi-china-country-study',
    'Walk Free',
    'Global Slavery Index / Country Study: Modern slavery in China',
    'https://www.walkfree.org/global-slavery-index/country-studies/china/',
    {
      content: content({
        change: 'edited',
        why: told('A section of the main text was taken out.'),
      }),
      citations: [
        citation(
          33,
          '5b',
          [
            quote(
              'ASI2025-01/33#1',
              'While China demonstrated some efforts to tackle modern slavery through sustained coordination at the national and regional levels – including by adopting a new national action plan for 2021 to 2030 [...] – its overall response is critically undermined by the use of state-imposed forced labour.',
              {
                verdict: 'missing',
                tier: null,
                similarity: 0.31,
                found: null,
                why: told(
                  'Nothing on the page comes near this passage; it last stood there on 21 November 2025.',
                ),
              },
            ),
          ],
          { accessed: '2025-10-23', currency: 'fresh' },
        ),
      ],
    },
  ),
  source('usdos-tip-2024-china', USDOS, '2024 Trafficking in Persons Report: China', TIP, {
    citations: [
      citation(
        31,
        '7b',
        [quote('ASI2025-01/31#1', HUKOU, { link: `${TIP}#:~:text=The%20government%20hukou` })],
        {
          cited:
            'US Department of State, “2024 Trafficking in Persons Report: China”, 2024, last accessed: 15 March 2025',
          accessed: '2025-03-15',
        },
      ),
    ],
    edition: {
      status: 'superseded',
      why: told('The address of the series with 2025 in it opens, and its title and country fit.'),
      newer: [
        {
          edition: '2025',
          url: 'https://www.state.gov/reports/2025-trafficking-in-persons-report/china/',
          published: '2025-09-29',
          quotes: [
            {
              quote: 'ASI2025-01/31#1',
              verdict: 'altered',
              diff: [
                same('[…] by reducing access to social services, particularly for '),
                removed('PRC'),
                added('Chinese'),
                same(' victims returning from exploitation abroad, […]'),
              ],
            },
          ],
        },
      ],
    },
  }),
  source(
    'usdos-hrr-2023-china',
    USDOS,
    '2023 Country Reports on Human Rights Practices: China (Includes Hong Kong, Macau, and Tibet)',
    'https://www.state.gov/reports/2023-country-reports-on-human-rights-practices/china/',
    {
      edition: {
        status: 'acknowledged',
        why: told('The 2024 edition is out; the team keeps 2023.'),
        newer: [
          {
            edition: '2024',
            url: 'https://www.state.gov/reports/2024-country-reports-on-human-rights-practices/china/',
            published: '2025-08-12',
            quotes: [{ quote: 'ASI2025-01/23#1', verdict: 'missing', diff: [] }],
          },
        ],
      },
      citations: [
        citation(23, '4', [
          quote(
            'ASI2025-01/23#1',
            'The law provided criminal penalties for corruption by officials and the government continued its anti-corruption and discipline campaign but did not implement the law consistently or transparently.',
          ),
        ]),
      ],
    },
  ),
  source(
    'chinadaily-2020-online-loan-sharks',
    'China Daily',
    'Online loan sharks losing their bite',
    'https://www.chinadaily.com.cn/a/202001/23/WS5e28f27fa310128217272e61.html',
    {
      content: content({
        change: 'edited',
        why: told('A sentence outside the quoted passages differs.'),
        diff: [
          same('Police in Zhejiang have '),
          removed('detained'),
          added('arrested'),
          same(' more than 170 people involved in the case.'),
        ],
      }),
      citations: [
        citation(12, '2', [
          quote(
            'ASI2025-01/12#1',
            'By March 16, his debts had snowballed to more than 200,000 yuan.',
          ),
        ]),
      ],
    },
  ),
  source(
    'cer-2020-return-migration-hukou',
    'China Economic Review',
    'Return migration and Hukou registration constraints in Chinese cities',
    'https://www.sciencedirect.com/science/article/abs/pii/S1043951X2030095X',
    {
      witness: 'copy',
      link: link({
        status: 'blocked',
        by: 'paywall',
        http: 403,
        why: told('Answered 403 with a page that sells access.'),
      }),
      citations: [
        citation(42, '7b', [
          quote('ASI2025-01/42#1', 'returning could lead to significant welfare loss'),
        ]),
      ],
    },
  ),
  source(
    'iom-2025-service-directory',
    'International Organization for Migration (IOM)',
    'Directory of services for vulnerable individuals returning to China',
    'https://unitedkingdom.iom.int/sites/g/files/tmzbdl1381/files/inline-files/china-service-directory-english-a4_0.pdf',
    {
      citations: [
        citation(
          41,
          '6',
          [
            quote(
              'ASI2025-01/41#1',
              'In China, government agencies are the primary providers of shelter support.',
              {
                page: 7,
              },
            ),
          ],
          { accessed: '2025-09-15', currency: 'fresh' },
        ),
      ],
    },
  ),
];
