import type { NewerEdition } from '../model/edition-verdict.js';
import type { Series, Source } from '../model/watchlist.js';
import { asPrinted } from '../names/edition-name.js';
import { isCounted, marksOf } from '../names/issue.js';
import type { Survey } from './detect/survey.js';
import { withoutMarks } from './family.js';

/** A source's address with `{edition}` in place of its year; null where it names none, or dates more than a year. */
function patternOf({ url, title, edition }: Source): string | null {
  const mark = marksOf(edition ?? title).find((one) => !isCounted(one));
  if (url === null || mark === undefined || isCounted(mark) || mark.unit !== 'year') return null;
  const year = mark.from.slice(0, 4);
  return url.includes(year) ? url.replaceAll(year, '{edition}') : null;
}

/**
 * The series that a source of none seems to be an edition of, as it could stand in `sources.json`; null when nothing was
 * seen of others. A person decides: it is proposed, and used for nothing.
 */
export function proposalFor(source: Source, survey: Survey, newer: readonly NewerEdition[]): Series | null {
  if (survey.at.length === 0 && newer.length === 0) return null;
  const name = withoutMarks(source.title)
    .replace(/\s+/gu, ' ')
    .replace(/ (?=[,:;.])/gu, '')
    .replace(/^[\s,:;–-]+|(?<![\s,:;–-])[\s,:;–-]+$/gu, '');
  const [mark] = marksOf(source.title);
  const edition = source.edition ?? (mark === undefined ? null : asPrinted(mark));
  const own = edition === null ? [] : [{ edition, url: source.url, published: source.published }];
  return {
    id: `${source.id}-series`,
    name: name === '' ? source.title : name,
    cadence: null,
    index: survey.at,
    pattern: patternOf(source),
    subject: [],
    editions: [
      ...own,
      ...newer.map(({ edition: later, url, published }) => ({ edition: later, url, published })),
    ],
  };
}
