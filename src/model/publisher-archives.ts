import { hostOf, parseAddress } from './address.js';
import known from './publisher-archives.json' with { type: 'json' };

/** Where a page that is gone may stand: only its passage proves that it does. An archive answers with its capture nearest to `date` (ISO). */
export function formerPlacesOf(url: string, date: string) {
  const address = parseAddress(url);
  if (address === null) return [];
  const put = {
    date: date.replace(/\D/gu, '').slice(0, 14).padEnd(14, '0'),
    url,
    path: address.pathname + address.search,
  };
  const isOf = (host: string): boolean => `.${hostOf(url)}`.endsWith(`.${host}`);
  return known.places
    .filter(({ hosts, by }) => hosts.some(isOf) && !isOf(by))
    .map(({ by, url: form }) => ({
      by,
      url: form.replace(/\{(\w+)\}/gu, (_, name: keyof typeof put) => put[name]),
      isArchive: form.includes('{date}'),
    }));
}
