import type { AddressSearch, FoundBy } from '../../model/address-search.js';
import { count } from '../words.js';

const BY: Readonly<Record<FoundBy, string>> = {
  site: 'by the publisher’s own search',
  web: 'by a search of the web',
  crossref: 'by Crossref',
  sitemap: 'by the publisher’s sitemap',
  archive: 'by the web archive’s index',
};

/** What came of looking for addresses, a paragraph a source; `written` says whether `file` has them now. */
export function renderAddressSearches(
  searches: readonly AddressSearch[],
  file: string,
  written: ReadonlySet<string>,
): string {
  const found = searches.filter(({ result }) => result.kind === 'found').length;
  const last =
    written.size === 0 ? 'Nothing was written.' : `${written.size} written into ${file}, as found.`;
  const twice = searches.filter(({ sameAs }) => sameAs !== undefined).length;
  const open = twice === 0 ? '' : ` ${count(twice, 'question is', 'questions are')} open: join them?`;
  return `${searches.map((search) => paragraph(search, written.has(search.source))).join('\n')}\n${found} of ${searches.length} found. ${last}${open}\n`;
}

function paragraph(search: AddressSearch, isWritten: boolean): string {
  const { source, title, copies, titled } = search;
  const lines = [
    ...resultLines(search, isWritten),
    ...titled.map((url) => `has the title, and does not show the passage; open it: ${url}`),
    ...copies.map((url) => `also stands at ${url} (a candidate for "copies")`),
  ];
  return `${source}  ${title}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function resultLines(
  { source, url: before, result, byHand, requests, exhausted, sameAs }: AddressSearch,
  isWritten: boolean,
): readonly string[] {
  switch (result.kind) {
    case 'found':
      return [
        `${before === null ? 'found' : 'moved to'} ${result.url} ${BY[result.by]}: title and passage stand there`,
        ...(result.capture === null ? [] : [`only the archive has it still: ${result.capture}`]),
        ...(sameAs === undefined
          ? []
          : [
              `this is the address of ${sameAs}: join them? If they are one document, have its citations name ${sameAs}, and delete ${source}`,
            ]),
        ...(before === null || isWritten || sameAs !== undefined
          ? []
          : [
              `to paste: "url": ${JSON.stringify(result.url)}, "addressFrom": "found"; citewatch find ${source} --write does it`,
            ]),
      ];
    case 'not-found': {
      const end = exhausted ? 'the requests allowed are used up (--most)' : 'no place is left to ask';
      return [`not found (${requests} requests; ${end})`, ...handLine(byHand)];
    }
    case 'nothing-quoted':
      return ['not looked for: no quotation of it could prove a page', ...handLine(byHand)];
  }
}

const handLine = (byHand: string | null): readonly string[] =>
  byHand === null ? [] : [`to look by hand: ${byHand}`];
