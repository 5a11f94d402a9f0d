import type { Run } from '../model/run.js';
import type { Verdicts } from '../model/verdicts.js';
import { csvParts } from './csv.js';
import { renderFeed } from './feed.js';
import { jsonParts } from './json.js';
import { renderMarkdown } from './markdown.js';
import { pageFiles } from './page/page.js';
import type { Publication } from './publication.js';

/**
 * A file of the folder of reports: its path there, and its text, whole or in parts, rendered when it is asked for. May throw where
 * a renderer does.
 */
export type ReportFile = readonly [path: string, text: () => string | Iterable<string>];

/** All files that a run writes: the latest reports, and a dated folder of its own when something began or ended in it. */
export const reportFiles = (run: Run<Verdicts>, publication: Publication = {}): readonly ReportFile[] => {
  const pages = pageFiles(run, publication).map(([name, text]): ReportFile => [name, once(text)]);
  const markdown = once(() => renderMarkdown(run, publication));
  const json = () => jsonParts(run);
  const csv = () => csvParts(run);
  const folder = `${run.run.startedAt.slice(0, 10)}-run-${run.run.id}`;
  const changed = run.findings.some((f) => f.state === 'new' || f.state === 'resolved');
  const kept: readonly ReportFile[] = [
    ...pages.map(([name, text]): ReportFile => [`${folder}/${name}`, text]),
    [`${folder}/report.md`, markdown],
    [`${folder}/report.json`, json],
    [`${folder}/report.csv`, csv],
  ];
  return [
    ...pages,
    ['latest.md', markdown],
    ['latest.json', json],
    ['latest.csv', csv],
    ['feed.xml', () => renderFeed(run, publication)],
    ...(changed ? kept : []),
  ];
};

function once(render: () => string): () => string {
  let text: string | undefined;
  return () => (text ??= render());
}
