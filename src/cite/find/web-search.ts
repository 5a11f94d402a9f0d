import type { WebSearch } from '../../model/address-search.js';
import type { FetchRequest } from '../../model/outcome.js';
import { searchWords } from '../../model/publisher-sites.js';
import type { Source } from '../../model/watchlist.js';

/** What a search of the web is asked for a source: its title in quotation marks, and its publisher. */
export function webSearchRequest(search: WebSearch, { title, publisher }: Source): FetchRequest {
  const q = encodeURIComponent(`"${searchWords(title)}" ${publisher.split(/[(（,]/u)[0] as string}`.trim());
  switch (search.kind) {
    case 'searxng':
      return { url: `${search.base.replace(/(?<!\/)\/+$/, '')}/search?q=${q}&format=json`, validators: null };
    case 'brave':
      return {
        url: `https://api.search.brave.com/res/v1/web/search?q=${q}`,
        validators: null,
        headers: { accept: 'application/json', 'x-subscription-token': search.key },
      };
  }
}
