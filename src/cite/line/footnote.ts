import type { CitedSource } from './cited-source.js';
import { commas, publishedOn } from './words.js';

/** `DFAT, Country Information Report (paragraph 3.198), 27 December 2024`: as the notes of the UK Home Office have it. */
export const footnoteLine = (cited: CitedSource): string =>
  commas(
    abbreviation(cited.publisher),
    cited.pinpoint === null ? cited.title : `${cited.title} (${cited.pinpoint})`,
    publishedOn(cited),
  );

/** The short name that a publisher gives itself in brackets or before a dash; the whole name where it gives none. */
const abbreviation = (publisher: string): string =>
  /\((\p{Lu}[\p{L}&]*\p{Lu})\)/u.exec(publisher)?.[1] ??
  /^(\p{Lu}{2,8}) [–—-] /u.exec(publisher)?.[1] ??
  publisher;
