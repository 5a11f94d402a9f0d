import type { JudgedRun } from '../../model/run.js';
import { pageFiles } from '../page/page.js';
import type { Beside } from '../page-context.js';
import { type Publication, runFolder } from '../publication.js';
import { renderCalendar } from './calendar.js';
import { renderCsv } from './csv.js';
import { renderFeed, renderJsonFeed } from './feed.js';
import { renderJson } from './json.js';
import { renderMarkdown } from './markdown.js';

/** A file of the folder of reports: its path there, and its text, rendered when it is asked for. Throws what its renderer throws. */
export type ReportFile = readonly [path: string, text: () => string];

/**
 * All files that a run writes: the latest reports, the feeds and the calendar, and a dated folder when something began or ended in the run. A run that
 * could not be kept writes the latest reports alone: the next run reports its news again. A run that is shown again because later nights
 * saw nothing of the web leaves its folder as it was.
 */
export const reportFiles = (
  run: JudgedRun,
  publication: Publication = {},
  beside: Beside = {},
): readonly ReportFile[] => {
  const isUnkept = run.run.unkept === true;
  const isNews = run.findings.some(({ state }) => state === 'new' || state === 'resolved');
  const folder = isUnkept || run.offlineSince !== undefined || !isNews ? null : runFolder(run.run);
  const latestAndDated = (
    latest: string,
    kept: string,
    text: () => string,
    there = (same: string) => same,
  ) => {
    const [first, second] = twice(text);
    const ofRun: readonly ReportFile[] =
      folder === null ? [] : [[`${folder}/${kept}`, () => there(second())]];
    return [[latest, folder === null ? text : first] as const, ...ofRun];
  };
  return [
    // The folders of other runs lie one step up; only what citewatch writes has such an address unescaped.
    ...pageFiles(run, publication, beside).flatMap(([name, text]) =>
      latestAndDated(name, name, text, (same) => same.replaceAll('href="./', 'href="../')),
    ),
    ...latestAndDated('latest.md', 'report.md', () => renderMarkdown(run, publication)),
    ...latestAndDated('latest.json', 'report.json', () => renderJson(run)),
    ...latestAndDated('latest.csv', 'report.csv', () => renderCsv(run, publication)),
    ...(isUnkept
      ? []
      : [
          ['feed.xml', () => renderFeed(run, publication)] as const,
          ['feed.json', () => renderJsonFeed(run, publication)] as const,
          // Without sources.json nobody knows what is to come, and an empty calendar would say that nothing is.
          ...(beside.decisions === undefined
            ? []
            : [['calendar.ics', () => renderCalendar(run, publication, beside)] as const]),
        ]),
  ];
};

/** One text for two files: the first keeps it for the second, which lets go of it. */
function twice(text: () => string): readonly [() => string, () => string] {
  let made: string | null = null;
  const first = (): string => {
    made = text();
    return made;
  };
  const second = (): string => {
    const same = made ?? text();
    made = null;
    return same;
  };
  return [first, second];
}
