import { sameAddress } from '../../model/address.js';
import { asPreciseAs } from '../issue.js';
import { issuesIn } from '../names/dated.js';
import { type Detector, wordsOfPath } from './clues.js';

/** RFC 5829: where the page itself says that its latest, or next, version is. */
const VERSIONS = /\b(?:latest|successor)-version\b/u;
/** Letters of a link that is told apart in a banner. */
const TELLING_LINK = 4;

/** Where the cited page itself leads to a later version: by a link relation, or from a banner. */
export const byStatement: Detector = ({ source, document, banner, unit }) =>
  (document?.links ?? [])
    .filter(
      ({ rel, text }) =>
        VERSIONS.test(rel) || (banner !== null && text.length >= TELLING_LINK && banner.includes(text)),
    )
    .filter(({ url }) => source.url === null || !sameAddress(url, source.url))
    .map(({ url, text }) => {
      const named = issuesIn(`${text} ${wordsOfPath(url)}`)[0];
      const issue = named === undefined ? null : asPreciseAs(named, unit);
      return { edition: issue?.name ?? 'a later version', issue, url, published: null, trusted: false };
    });
