import { draftOf, type ReportDraft } from '../../../src/manuscript/import/draft.js';
import { lint } from '../../../src/manuscript/lint/lint.js';
import { subjectOf } from '../../../src/manuscript/lint/subject.js';
import type { Manuscript } from '../../../src/manuscript/manuscript.js';
import { readMarkdown } from '../../../src/manuscript/read/markdown.js';
import { readWord } from '../../../src/manuscript/read/word.js';
import type { Watchlist } from '../../../src/model/watchlist.js';
import { links, NUMBERING, para, run, wordFile } from '../read/word-file.js';

/** A report in which an editor would change nothing: its publishers and passages are made up. */
export const CLEAN = `# Ruritania: Military service and conscientious objection

Strelsau Research, June 2025

## Research timeframe

The earliest source dates from March 2021 and the most recent source dates from May 2025. The research was completed on 30 May 2025.

## Sources consulted

- Ruritanian Times
- Hentzau Human Rights Group (HHRG)
- US Department of State
- Zenda Institute
- Journal of Ruritanian Law
- Strelsau Radio
- Office of Statistics
- Ministry of Defence
- Strelsau University
- Amnesty Ruritania

# Findings

## 1. Conscription

On 4 March 2021, the Ruritanian Times reported that men from 18 to 27 are called up twice a year.

- “Every man between the ages of 18 and 27 is called up, in spring and in autumn, twice a year. [...] Students may defer their service until they have finished.”

Ruritanian Times, “[Spring call-up begins](https://times.example/2021/03/04/call-up)”, 4 March 2021, last accessed: 12 May 2025

A 2023 report of the Hentzau Human Rights Group (HHRG) counted over 4,000 objectors. The HHRG has no office in Zenda.

- “In the year under review we counted 4,127 conscientious objectors, of whom nearly two thirds had applied for civilian service before they were called up.”

Hentzau Human Rights Group, “[Objectors 2023](https://hhrg.example/objectors)”, 14 November 2023, last accessed: 12 May 2025

According to the US Department of State's 2023 human rights report, objectors are at times detained.

- “There were reports that authorities detained objectors before their applications were decided, in some cases for several weeks and without access to counsel.”

US Department of State, “[2023 Country Reports on Human Rights Practices: Ruritania](https://state.example/reports/2023-ruritania)”, 23 April 2024, last accessed: 14 May 2025

The same HHRG report adds that most of the applications came from students.

- “More than half of all applications were made by students, who may also defer their service until they have finished.”

Hentzau Human Rights Group, “[Objectors 2023](https://hhrg.example/objectors)”, 14 November 2023, last accessed: 12 May 2025

Between March and June 2024 Strelsau University asked men of military age; its survey, published on 12 August 2024, found that one in three would refuse.

- “Of 1,204 men who were asked between 4 March and 28 June 2024, one in three (402) said that they would refuse to serve.”

Strelsau University, “[Attitudes to service: a survey](https://university.example/2024/08/attitudes)”, August 12, 2024, last accessed: 14 May 2025

## 2. Penalties

The Zenda Institute described the penalties in a study published in May 2024. It was written by Rudolf Rassendyll, who had taught law.

- “The law provides for a fine or for imprisonment of up to two years, wrote Rassendyll, who has followed the trials since 2019.”

Zenda Institute, “[The price of refusal](https://zenda.example/price.pdf)”, May 2024, page 12, last accessed: 14 May 2025

An article in the Journal of Ruritanian Law found that courts have seldom acquitted.

- “Of the 311 judgments that were examined, the courts [...] have in nine cases alone found for the objector.”

Journal of Ruritanian Law, “[Objection before the courts](https://journal.example/objection)”, 2022, last accessed: 15 May 2025

On 2 February 2025 a man from the same province as the journalist was sentenced, according to Strelsau Radio.

- “The court sentenced a man of thirty to a term in prison on 2 February, because he had refused to serve in the army and would not pay.” (Own translation from French.)

Strelsau Radio, “[Un objecteur est condamné à la prison](https://radio.example/objecteur)”, 3 February 2025, last accessed: 15 May 2025

As of 1 May 2025, nineteen objectors were in prison, according to Amnesty Ruritania.

- “Nineteen conscientious objectors were serving their sentences on 1 May, among them three who had refused a second time.”

Amnesty Ruritania, “[Objectors in prison](https://amnesty.example/prison)”, 6 May 2025, last accessed: 15 May 2025

## 3. Statistics

The Office of Statistics stated that 51 million crowns were collected in fines.

- “Fines under the Act on Military Service came to 51,227,299 crowns in the last financial year, which is more than in any year before it.”

Office of Statistics, “[Statistical Yearbook 2024](https://statistics.example/yearbook)”, 2 May 2025, last accessed: 20 May 2025

The Ministry of Defence says the same in its own words, and that COVID-19 had no part in it.

- “Our figures show a rise in fines for the third year in a row, which the ministry puts down to better records and not to more refusals.”

Ministry of Defence, “[Annual report](https://defence.example/annual)”, 12 January 2025, last accessed: 20 May 2025
`;

export const EMPTY: Watchlist = { reports: [], sources: [], series: [], decisions: [] };
export const TIMES = { now: new Date('2025-06-15T12:00:00Z'), staleAfter: 183 };

export const draftFrom = (markdown: string): ReportDraft =>
  draftOf(readMarkdown(markdown) as Manuscript);

/** The same report as a word processor keeps it: headings by their style, bullets, titles that are links. */
export function asWord(markdown: string): Manuscript {
  const addresses: Record<string, string> = {};
  const words = (text: string) =>
    text
      .split(/(\[[^\]]+\]\(https:[^)]+\))/u)
      .map((piece) => {
        const [, shown, href] = /^\[([^\]]+)\]\((https:[^)]+)\)$/u.exec(piece) ?? [];
        if (shown === undefined || href === undefined) return run(piece);
        const id = `rId${Object.keys(addresses).length + 1}`;
        addresses[id] = href;
        return `<w:hyperlink r:id="${id}">${run(shown)}</w:hyperlink>`;
      })
      .join('');
  const body = markdown
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, marks = '', text = ''] = /^(#+ |- )?(.*)$/u.exec(line) ?? [];
      if (marks === '') return para(words(text));
      if (marks === '- ')
        return para(words(text), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>');
      return para(words(text), `<w:pStyle w:val="Heading${marks.trim().length}"/>`);
    })
    .join('');
  const file = wordFile(body, {
    'word/_rels/document.xml.rels': links(addresses),
    'word/numbering.xml': NUMBERING,
  });
  return readWord(file) as Manuscript;
}

/** What is wrong with a report of which no `sources.json` knows yet. */
export const lintDraft = (of: ReportDraft) => lint(subjectOf(EMPTY, { of, report: null }, TIMES));
export const lintMarkdown = (markdown: string) => lintDraft(draftFrom(markdown));
