import type { Run } from '../../model/run.js';
import type { Verdicts } from '../../model/verdicts.js';
import { pageFiles } from '../page/page.js';
import type { Beside } from '../page-context.js';
import { type Publication, runFolder } from '../publication.js';
import { csvParts } from './csv.js';
import { feedParts, jsonFeedParts } from './feed.js';
import { jsonParts } from './json.js';
import { renderMarkdown } from './markdown.js';

/**
 * A file of the folder of reports: its path there, and its text, whole or in parts, rendered when it is asked for. May throw where
 * a renderer does.
 */
export type ReportFile = readonly [path: string, text: () => string | Iterable<string>];

/**
 * All files that a run writes: the latest reports, and a dated folder of its own when something began or ended in it. A run that could not
 * be kept writes the latest alone: what is new in it is new in the next one too. Of a run that is shown again because later nights saw
 * nothing, the folder stays as it was.
 */
export const reportFiles = (
  run: Run<Verdicts>,
  publication: Publication = {},
  beside: Beside = {},
): readonly ReportFile[] => {
  const folder = runFolder(run.run);
  const isOfToday = run.run.unkept !== true && run.offlineSince === undefined;
  const changed = isOfToday && run.findings.some(({ state }) => state === 'new' || state === 'resolved');
  const files: readonly [latest: string, kept: string, text: ReportFile[1]][] = [
    ...pageFiles(run, publication, beside).map(([name, text]): [string, string, typeof text] => [
      name,
      name,
      text,
    ]),
    ['latest.md', 'report.md', () => renderMarkdown(run, publication)],
    ['latest.json', 'report.json', () => jsonParts(run)],
    ['latest.csv', 'report.csv', () => csvParts(run)],
  ];
  return [
    ...files.flatMap(([latest, kept, text]): readonly ReportFile[] => {
      if (!changed) return [[latest, text]];
      const shared = forTwo(text);
      return [
        [latest, shared],
        [`${folder}/${kept}`, inFolder(shared)],
      ];
    }),
    ...(run.run.unkept === true ? [] : feeds(run, publication)),
  ];
};

const feeds = (run: Run<Verdicts>, publication: Publication): readonly ReportFile[] => [
  ['feed.xml', () => feedParts(run, publication)],
  ['feed.json', () => jsonFeedParts(run, publication)],
];

/** A text from which other runs' folders lie one step up; only what citewatch writes has such an address unescaped. */
function inFolder(render: ReportFile[1]): ReportFile[1] {
  return () => {
    const text = render();
    return typeof text === 'string' ? text.replaceAll('href="./', 'href="../') : text;
  };
}

/** Renders a text once for two that ask for it one after the other, and holds it no longer: of a long run the pages are many. */
function forTwo(render: ReportFile[1]): ReportFile[1] {
  let held: string | undefined;
  return () => {
    const text = held ?? render();
    held = held === undefined && typeof text === 'string' ? text : undefined;
    return text;
  };
}
