import type { PartialDate } from '../../model/partial-date.js';
import type { CslDate, CslItem } from '../csl-item.js';
import type { CitedSource } from './cited-source.js';
import { archivedAt } from './words.js';

const dateOf = (date: PartialDate): CslDate => ({ 'date-parts': [date.slice(0, 10).split('-').map(Number)] });

/** A source as an entry of a reference manager. Fields of which nothing is known are left out. */
export const cslItem = (cited: CitedSource): CslItem => {
  const { id, url, title, publisher, published, accessed, lang, archive } = cited;
  return {
    id,
    type: url === null || /\.pdf$/iu.test(url) ? 'report' : 'webpage',
    title,
    publisher,
    ...(url === null ? {} : { URL: url }),
    ...(published === null ? {} : { issued: dateOf(published) }),
    ...(accessed === null ? {} : { accessed: dateOf(accessed) }),
    ...(lang === null ? {} : { language: lang }),
    ...(archive === null ? {} : { archive_location: archive.url, note: archivedAt(cited) ?? '' }),
  };
};
