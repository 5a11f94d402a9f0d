import type { RemovedReport, SharedReport } from '../model/shared-report.js';
import { moment } from './dates.js';
import { count } from './words.js';

/** The reports of a shared store, a line each. */
export function renderReports(reports: readonly SharedReport[]): string {
  if (reports.length === 0) return 'There is no report yet: citewatch reports add adds one.\n';
  return reports.map((report) => `${report.name}: ${aboutReport(report)}\n`).join('');
}

const aboutReport = ({ sources, lastRun, private: isPrivate }: SharedReport): string => {
  const checked = lastRun === null ? 'no night yet' : `last checked on ${moment(lastRun)}`;
  return `${sources}, ${checked}${isPrivate ? ', private' : ''}`;
};

/** That a report was added. */
export const renderAddedReport = (name: string, isPrivate: boolean): string =>
  `${name} was added${isPrivate ? ', private' : ''}: commands in its folder find it there with the same --db.\n`;

/** That a report was removed, and with what. */
export function renderRemovedReport(report: SharedReport, { runs, visits, digests }: RemovedReport): string {
  const gone = [
    count(runs, 'run', 'runs'),
    count(visits, 'visit', 'visits'),
    count(digests, 'digest', 'digests'),
  ];
  return `${report.name} was removed with ${gone.join(', ')}; what lies in the folder of ${report.sources} stays, its evidence too.\n`;
}
