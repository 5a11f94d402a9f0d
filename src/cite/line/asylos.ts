import { longDate } from '../../text/long-date.js';
import type { CitedSource } from './cited-source.js';
import { archivedAt, commas, publishedOn } from './words.js';

/** `Publisher, “Title”, 24 November 2020, page 40, last accessed: 25 March 2025`, and the archived copy. */
export const asylosLine = (cited: CitedSource): string =>
  commas(
    cited.publisher,
    `“${cited.title.replace(/“/gu, '‘').replace(/”/gu, '’')}”`,
    publishedOn(cited),
    cited.pinpoint,
    cited.accessed === null ? null : `last accessed: ${longDate(cited.accessed)}`,
    archivedAt(cited),
  );
