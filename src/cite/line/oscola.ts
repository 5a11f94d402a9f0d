import { longDate } from '../../text/long-date.js';
import type { CitedSource } from './cited-source.js';
import { archivedAt, publishedOn } from './words.js';

/**
 * `Author, ‘Title’ (24 November 2020) page 40 <https://…> accessed 25 March 2025`: a publication of an organisation, which is
 * its own author, so that the brackets name no publisher again (OSCOLA, 4th edition, 3.4.8).
 */
export const oscolaLine = (cited: CitedSource): string => {
  const archived = archivedAt(cited);
  const line = [
    `${cited.publisher}, ‘${cited.title.replace(/‘([^‘’]*)’/gu, '“$1”')}’`,
    `(${publishedOn(cited)})`,
    cited.pinpoint,
    cited.url === null ? null : `<${cited.url}>`,
    cited.accessed === null ? null : `accessed ${longDate(cited.accessed)}`,
  ].filter((part) => part !== null);
  return archived === null ? line.join(' ') : `${line.join(' ')}, ${archived}`;
};
