import { isLater } from '../issue.js';
import { type Detector, hasBegun, isOut, issueOfEdition } from './clues.js';

/** Editions that `sources.json` lists after the cited one. */
export const byList: Detector = ({ source, series, unit, now }) => {
  const editions = (series?.editions ?? []).map((e) => ({
    ...e,
    issue: issueOfEdition(e.edition, e.published, unit),
  }));
  const cited = issueOfEdition(source.edition ?? '', source.published, unit);
  const place = editions.findIndex((e) => e.edition === source.edition);
  return editions
    .filter((e, i) => (place < 0 ? cited !== null && e.issue !== null && isLater(e.issue, cited) : i > place))
    .filter((e) => isOut(e.published, now) && (e.issue === null || hasBegun(e.issue, now)))
    .map((e) => ({ ...e, trusted: true }));
};
