import { FINDINGS } from './fixture-findings.js';
import { PAGES } from './fixture-pages.js';
import { PASSAGES } from './fixture-passages.js';
import { buildRun, citation, digestOf, quote, source } from './fixture-run.js';

/** Sources about which there is nothing to say: id, publisher, title, address, citation, section, a passage. */
const QUIET: readonly (readonly [string, string, string, string, number, string, string])[] = [
  [
    'usdos-ics-2024-china',
    'US Department of State (USDOS)',
    '2024 Investment Climate Statements',
    'https://www.state.gov/reports/2024-investment-climate-statements/china/',
    24,
    '4',
    'Anecdotal information suggests anti-corruption measures are applied inconsistently and discretionarily.',
  ],
  [
    'usdos-tip-2025-china',
    'US Department of State (USDOS)',
    '2025 Trafficking in Persons Report: China',
    'https://www.state.gov/reports/2025-trafficking-in-persons-report/china/',
    28,
    '5b',
    'Widespread stigma against sex trafficking victims likely continued to discourage many from accessing protection services.',
  ],
  [
    'ti-2020-gcb-asia',
    'Transparency International',
    'Global Corruption Barometer Asia 2020',
    'https://www.transparency.org/en/publications/gcb-asia-2020',
    17,
    '4',
    'Police: 16%',
  ],
  [
    'ti-2024-cpi2023-asia-pacific',
    'Transparency International',
    'CPI 2023 for Asia Pacific: Regional stagnation marked by inadequate delivery of anti-corruption commitments',
    'https://www.transparency.org/en/news/cpi-2023-asia-pacific-stagnation-due-to-inadequate-anti-corruption-commitments',
    22,
    '4',
    'punishing over 3.7 million public officials for corruption over the last decade',
  ],
  [
    'clt-2021-antitrafficking-plan',
    'China Law Translate',
    'China’s Action Plan against Human Trafficking (2021-2030)',
    'https://www.chinalawtranslate.com/en/countertraffickingplan2021thr2030/',
    34,
    '5b',
    'Strengthen governance at the source, improving the socially-based prevention network',
  ],
  [
    'chinadaily-2022-tougher-penalties',
    'China Daily',
    'Lawmakers, advisers seek tougher penalties for human trafficking',
    'https://global.chinadaily.com.cn/a/202202/28/WS621c0820a310cdd39bc89262.html',
    36,
    '5b',
    'the maximum prison sentence for those who purchase abducted women and children is three years',
  ],
];

const quiet = QUIET.map(([id, publisher, title, url, n, section, text]) =>
  source(id, publisher, title, url, {
    citations: [citation(n, section, [quote(`ASI2025-01/${n}#1`, text)])],
  }),
);

/** The fixture night: 34 sources, one finding of most kinds. */
export const RUN = buildRun([...PASSAGES, ...PAGES, ...quiet], FINDINGS);

/** Its message. */
export const DIGEST = digestOf(RUN);
