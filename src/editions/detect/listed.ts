import { isSameEdition } from '../../names/edition-name.js';
import { compareMarks } from '../../names/issue.js';
import { type Detector, hasBegun, isOut, marksOfEdition } from './clues.js';

/** Editions that `sources.json` lists after the cited one. */
export const byList: Detector = ({ source, series, unit, now }) => {
  const editions = (series?.editions ?? []).map((e) => ({
    ...e,
    marks: marksOfEdition(e.edition, e.published, unit),
  }));
  const cited = marksOfEdition(source.edition, source.published, unit);
  const place = editions.findIndex((e) => isSameEdition(e.edition, source.edition));
  return editions
    .filter(({ marks }, i) => (place < 0 ? compareMarks(marks, cited).order === 'later' : i > place))
    .map(({ marks, ...e }) => ({ ...e, mark: marks[0] ?? null, trusted: true, seenAt: null }))
    .filter(({ published, mark }) => isOut(published, now) && hasBegun(mark, now));
};
