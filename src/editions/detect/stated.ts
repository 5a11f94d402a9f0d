import { sameAddress } from '../../model/address.js';
import { compareMarks, marksIn } from '../../names/issue.js';
import { type Detector, inUnit, namedBy, wordsOfPath } from './clues.js';

/** RFC 5829: where the page itself says that its latest, or next, version is. */
const VERSIONS = /\b(?:latest|successor)-version\b/u;
/** Letters of a link that is told apart in a banner. */
const TELLING_LINK = 4;

/** Where the cited page itself leads to a later version: by a link relation, or from a banner. */
export const byStatement: Detector = ({ source, document, banner, unit, known }) =>
  (document?.links ?? [])
    .filter(
      ({ rel, text }) =>
        VERSIONS.test(rel) || (banner !== null && text.length >= TELLING_LINK && banner.includes(text)),
    )
    .filter(({ url }) => source.url === null || !sameAddress(url, source.url))
    .map(({ url, text }) => ({ url, text, marks: inUnit(marksIn(`${text} ${wordsOfPath(url)}`), unit) }))
    .filter(({ marks }) => !/same|earlier/u.test(compareMarks(marks, known).order))
    .map(({ url, text, marks: [mark = null] }) => ({
      edition: namedBy(mark, text),
      mark,
      url,
      published: null,
      trusted: false,
      seenAt: source.url,
    }));
