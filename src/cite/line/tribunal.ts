import { longDate } from '../../text/long-date.js';
import type { CitedSource } from './cited-source.js';
import { archivedAt, commas, publishedOn } from './words.js';

/** `Title, Publisher, 24 November 2020, page 40, https://…`, the archived copy, and when its passages last stood. */
export const tribunalLine = (cited: CitedSource): string =>
  commas(
    cited.title,
    cited.publisher,
    publishedOn(cited),
    cited.pinpoint,
    cited.url,
    archivedAt(cited),
    cited.verified === null ? 'not verified' : `last verified ${longDate(cited.verified)}`,
  );
