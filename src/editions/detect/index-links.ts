import { kinship, mayBelong, mentions } from '../family.js';
import { asPreciseAs, isLater } from '../issue.js';
import { issuesIn } from '../names/dated.js';
import type { Issue } from '../names/period.js';
import type { Listed, Listing } from '../registers/register.js';
import { type Clues, type Detector, type Hint, hasBegun, wordsOfPath } from './clues.js';

/** Links of index pages that name a later issue and the series, in their text or address. The most alike first. */
export const byIndex: Detector = (clues) =>
  clues.listings
    .flatMap((listing) => listing.links.flatMap((link) => hintFrom(link, listing, clues)))
    .sort((a, b) => b.likeness - a.likeness)
    .map(({ hint }) => hint);

function hintFrom(
  link: Listed,
  listing: Listing,
  { source, family, unit, known, now }: Clues,
): readonly { readonly hint: Hint; readonly likeness: number }[] {
  const path = wordsOfPath(link.url);
  const issue = firstIn(link.text, unit) ?? firstIn(path, unit);
  if (issue === null || known === null || !isLater(issue, known) || !hasBegun(issue, now)) return [];
  const own = `${link.text} ${path}`;
  if (!mayBelong(own, `${listing.title} ${wordsOfPath(listing.url)}`, family)) return [];
  const hint: Hint = {
    edition: nameOf(issue, source.edition),
    issue,
    url: link.url,
    published: link.published ?? null,
    trusted: false,
  };
  const label = family.words.filter((word) => mentions(own, word)).length;
  return [{ hint, likeness: label + kinship(own, family) }];
}

const firstIn = (text: string, unit: Clues['unit']): Issue | null =>
  issuesIn(text)
    .map((issue) => asPreciseAs(issue, unit))
    .find((issue) => issue !== null) ?? null;

/** `CPI 2026`, as the cited edition is called `CPI 2023`; a version number is not carried on. */
function nameOf(issue: Issue, cited: string | null): string {
  const [before = ''] = issuesIn(cited ?? '').map(({ words }) => (cited ?? '').split(words)[0]);
  const label = before.replace(/[\d.]+/gu, '').trim();
  return label === '' ? issue.name : `${label} ${issue.name}`;
}
