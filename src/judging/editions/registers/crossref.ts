import * as z from 'zod';
import { decodePart } from '../../../model/address.js';
import { type Document, visibleText } from '../../../model/document.js';
import type { Source } from '../../../model/watchlist.js';
import {
  asPrinted,
  type Compared,
  compareMarks,
  marksIn,
} from '../../../passage/text/edition-name.js';
import { countForeignWords, countTitleWords, familyOf, hasSimilarName } from '../family.js';
import { type Detector, type Hint, ownMarks } from '../survey.js';
import { parseAs, type Work } from './register.js';

/** Crossref's words: https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/relationships/ */
const LATER = ['is-preprint-of', 'is-manuscript-of', 'is-replaced-by'] as const;
const EARLIER = ['has-preprint', 'has-manuscript', 'replaces'] as const;
const NEW_VERSION = /^new_(?:version|edition)$/u;
const RETRACTION = /^(?:retraction|partial_retraction|withdrawal|removal)$/u;
/** What is no retraction, the graver first: https://www.crossref.org/documentation/register-maintain-records/maintaining-your-metadata/updates/ */
const NOTED = [
  'expression_of_concern',
  'correction',
  'corrigendum',
  'erratum',
  'addendum',
  'clarification',
];

const relation = z.object({ 'id-type': z.string(), id: z.string() });
const update = z.object({ DOI: z.string(), type: z.string() });
const RECORD = z.object({
  message: z.object({
    DOI: z.string(),
    title: z.array(z.string()).nullish().catch(null),
    'container-title': z.array(z.string()).nullish().catch(null),
    issued: z
      .object({ 'date-parts': z.array(z.array(z.number())) })
      .nullish()
      .catch(null),
    relation: z.record(z.string(), z.array(relation).catch([])).nullish().catch(null),
    'updated-by': z.array(update).nullish().catch(null),
    'update-to': z.array(update).nullish().catch(null),
  }),
});

const DOI_IN_TEXT = /\b10\.\d{4,9}\/[^\s"<>()[\]?#&]+/giu;
// Where the numbers of this file come from: docs/judging.md, 13.

/** DOIs that are asked of one source. */
const MOST = 3;
/** Share of the cited title's words by which two records are versions of one work. */
const SAME_TITLE = 0.8;

/** What follows a DOI in a sentence, and in an address that shows its paper in one way: `/full`, `.pdf`. */
const BEHIND_DOI =
  /(?<![.,;:])(?:[.,;:]|\/(?:full|fulltext|abstract|abs|e?pdf|epub|html|meta|summary|references|figures)|\.(?:pdf|html?|xml))+$/u;

const doisIn = (text: string): readonly string[] =>
  (decodePart(text).match(DOI_IN_TEXT) ?? []).map((doi) =>
    doi.replace(BEHIND_DOI, '').toLowerCase(),
  );

/** The DOI that the source itself has: by its address, else as it is `stated` by its page and its citation lines, or by its title. */
const ownDoi = ({ url, title }: Source, stated: readonly string[] = []): string | null =>
  doisIn([url ?? '', ...stated, title].join(' '))[0] ?? null;

/** Addresses at which Crossref has records of a source's DOIs: its own, and those in its note and copies; `stated`: what its page and its citation lines say. */
export function registersOf(source: Source, stated: readonly string[] = []): readonly string[] {
  const others = doisIn([source.note ?? '', ...source.copies.map((copy) => copy.url)].join(' '));
  const dois = new Set([...[ownDoi(source, stated) ?? []].flat(), ...others]);
  return [...dois]
    .slice(0, MOST)
    .map((doi) => `https://api.crossref.org/works/${encodeURIComponent(doi)}`);
}

/** Reads a record of Crossref's; null when the document is none. */
export function workOf(document: Document): Work | null {
  const record = parseAs(RECORD, visibleText(document));
  if (record === null) return null;
  const { message } = record;
  const related = (kinds: readonly string[]): readonly string[] =>
    kinds
      .flatMap((kind) => message.relation?.[kind] ?? [])
      .flatMap((r) => (r['id-type'] === 'doi' ? [r.id.toLowerCase()] : []));
  const updates = message['updated-by'] ?? [];
  const newVersions = (some: readonly z.infer<typeof update>[]): readonly string[] =>
    some.filter(({ type }) => NEW_VERSION.test(type)).map(({ DOI }) => DOI.toLowerCase());
  const retraction = updates.find(({ type }) => RETRACTION.test(type));
  const noted = NOTED.flatMap((type) => updates.find((one) => one.type === type) ?? [])[0];
  const parts = message.issued?.['date-parts'][0]?.map((n) => String(n).padStart(2, '0'));
  return {
    doi: message.DOI.toLowerCase(),
    title: message.title?.[0] ?? '',
    published: parts === undefined || parts.length === 0 ? null : parts.join('-'),
    container: message['container-title']?.[0] ?? null,
    later: [...related(LATER), ...newVersions(updates)],
    earlier: [...related(EARLIER), ...newVersions(message['update-to'] ?? [])],
    retracted: retraction === undefined ? null : { kind: retraction.type, notice: retraction.DOI },
    ...(noted === undefined ? {} : { noted: { kind: noted.type, notice: noted.DOI } }),
  };
}

/** Later versions of a paper: those that its record names, and records in the source's note that are the same paper, published later. */
export const byCrossref: Detector = ({ source, works, stated }) => {
  const own = ownDoi(source, stated);
  const later = works.filter((work) => work.doi === own).flatMap((work) => work.later);
  const known = new Map(works.map((work) => [work.doi, work]));
  const published = source.published ?? known.get(own ?? '')?.published ?? null;
  const others = works.filter(
    (work) => work.doi !== own && isVersionOf(work, { ...source, published }, own),
  );
  return [...new Set([...later, ...others.map((work) => work.doi)])].map((doi) =>
    hintOf(doi, known.get(doi), source),
  );
};

const comparedTo = (source: Source, other: string): Compared =>
  compareMarks(marksIn(other), ownMarks(source));

/** A later version by what its title says of its edition, else by where and when it came out. */
function hintOf(doi: string, work: Work | undefined, source: Source): Hint {
  const { order, by } = comparedTo(source, work?.title ?? '');
  const place = [work?.container, work?.published?.slice(0, 4)]
    .filter((part) => part != null)
    .join(' ');
  return {
    edition:
      order === 'later' && by !== null ? asPrinted(by) : place === '' ? `version ${doi}` : place,
    mark: null,
    url: `https://doi.org/${doi}`,
    published: work?.published ?? null,
    trusted: true,
    seenAt: null,
  };
}

function isVersionOf(work: Work, source: Source, own: string | null): boolean {
  if (own !== null && work.earlier.includes(own)) return true;
  const family = familyOf({ ...source, edition: null }, null);
  // A review of a book, or a correction, has all of its title and a word more.
  const same =
    family.kin.length > 1 &&
    countTitleWords(work.title, family) >= family.kin.length * SAME_TITLE &&
    countForeignWords(work.title, family, '') === 0 &&
    !/same|earlier/u.test(comparedTo(source, work.title).order);
  return (
    same &&
    work.published !== null &&
    source.published !== null &&
    work.published > source.published
  );
}

/** The cited paper's record; a DOI that is not in its address may be another's, and counts where the titles are alike. */
export function workOfSource(
  source: Source,
  works: readonly Work[],
  stated: readonly string[],
): Work | null {
  const own = works.find((work) => work.doi === ownDoi(source, stated));
  if (own === undefined) return null;
  return doisIn(source.url ?? '').includes(own.doi) || hasSimilarName(source.title, own.title)
    ? own
    : null;
}
