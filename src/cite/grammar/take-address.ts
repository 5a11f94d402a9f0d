import { hostOf, parseAddress, sameAddress } from '../../model/address.js';
import type { Doubt } from '../../model/import.js';
import type { AddressFrom } from '../reference.js';
import { without } from './access-clause.js';
import { type MarkedLine, unmarked } from './marked-line.js';

/** What a line says of where its document is, and the line without it. */
export interface LineAddress {
  readonly url: string | null;
  readonly addressFrom: AddressFrom | null;
  readonly doubts: readonly Doubt[];
  /** Of the links, that whose words may be the title is still marked. */
  readonly rest: string;
}

const LINK = /\ue000[^\ue000\ue001]*\ue001/gu;
/** Words of a link that say only that it is one. */
const POINTER =
  /^[[(]?(?:(?:available |read |see )?(?:here|online)|url|link|hyperlink|web ?link|pdf|html|source|website|archived?(?: (?:copy|version|here|link))?|quelle|hier|lien|ici|enlace|aquí|lenke|länk)[\])]?[.:,]?$/iu;
/** Before a printed address or the word "url". */
const AT =
  /(?:[,;.(] ?)?(?:(?:available|accessible|retrieved|found|online|accessed)? ?(?:at|from|via|on)|(?:recuperad[oa]|descargad[oa]|consultad[oa])? ?de|url|link|online|verfügbar unter|abrufbar unter|unter|disponible (?:à|sur|en|at)|disponível em|tilgjengelig (?:fra|på)|tillgänglig|in internet|internet) ?[:：]? ?[<([]?$/iu;
const ADDRESS = /(?:h(?:tt|xx)ps?:\/\/|(?<![\p{L}\p{N}@./])www\.)[^\s<>"“”«»\ue000\ue001]{3,}/iu;
const DOI = /(?<![\p{L}/])doi(?:\.org\/|[:：]? ?)(10\.\d{4,9}\/[^\s<>"“”,;\ue000\ue001]+)/iu;
/** The rest of an address that a line was broken in, behind its last sign. */
const BROKEN_OFF = /^ (?=[^ ]*[/_=&]|[^ ]*\.\p{L})[\w%.~/=&?#+-]+/u;

/** Takes the link, or else the printed address, or else the DOI. */
export function takeAddress(line: MarkedLine): LineAddress {
  const linked = takeLink(line);
  if (linked !== null) return linked;
  return (
    takePrinted(line.text) ??
    takeDoi(line.text) ?? { url: null, addressFrom: null, doubts: [], rest: line.text }
  );
}

function takeLink({ text, hrefs }: MarkedLine): LineAddress | null {
  const links = [...text.matchAll(LINK)].map((match, i) => {
    const words = unmarked(match[0]);
    const href = hrefs[i] as string;
    return { words, href, kind: POINTER.test(words) ? 2 : asAddress(words) === null ? 1 : 3 };
  });
  const main = [...links].sort((a, b) => rank(a) - rank(b))[0];
  if (main === undefined) return null;
  let i = 0;
  let rest = text.replace(LINK, (marked) => {
    const link = links[i++];
    if (link === main && link.kind === 1) return marked;
    return link?.kind === 1 ? unmarked(marked) : '\ue002';
  });
  for (let at = rest.indexOf('\ue002'); at >= 0; at = rest.indexOf('\ue002'))
    rest = withoutPointer(rest, at, at + 1);
  const shown = links.flatMap(({ words, href, kind }) => (kind === 3 ? otherLink(words, href) : []));
  return { url: main.href, addressFrom: 'seen', doubts: shown, rest };
}

/** Words before pointers before addresses; an archived copy after what it is a copy of. */
const rank = ({ kind, href, words }: { kind: number; href: string; words: string }): number =>
  kind + (/(?:^|\.)archive\.\w+$/u.test(hostOf(href)) || /archive/iu.test(words) ? 10 : 0);

function otherLink(words: string, href: string): readonly Doubt[] {
  const shown = asAddress(words.replace(/(?:…|\.\.\.)$/u, ''));
  if (shown === null || sameAddress(shown, href)) return [];
  const { hostname, pathname } = new URL(shown);
  const part = /(?:…|\.\.\.)$/u.test(words) || pathname === '/';
  if (part && hostname.replace(/^www\./u, '') === hostOf(href)) return [];
  return [{ kind: 'other-link', shown: words, opens: href }];
}

/** Words that are nothing but an address, as that address. */
function asAddress(words: string): string | null {
  const bare = words.replace(/^[<([]|(?<![>)\].,;])[>)\].,;]+$/gu, '').replaceAll(' ', '');
  if (/^(?:[a-z0-9-]+\.)+[a-z]{2,8}(?:\/|$)/u.test(bare))
    return parseAddress(`https://${bare}`)?.href ?? null;
  return ADDRESS.exec(bare)?.index === 0 ? mended(bare) : null;
}

function takePrinted(text: string): LineAddress | null {
  const match = ADDRESS.exec(text);
  if (match === null) return null;
  let address = match[0];
  while (/[/_=&?%-]$/u.test(address)) {
    const more = BROKEN_OFF.exec(text.slice(match.index + address.length))?.[0];
    if (more === undefined) break;
    address += more;
  }
  const printed = closed(address);
  const url = mended(printed.replaceAll(' ', ''));
  if (url === null) return null;
  return {
    url,
    addressFrom: 'seen',
    doubts: [],
    rest: withoutPointer(text, match.index, match.index + printed.length),
  };
}

/** An address without the punctuation of the sentence that it stands in; brackets of its own stay. */
function closed(address: string): string {
  const bare = address.replace(/(?<![.,;:!?'’”»\]}])[.,;:!?'’”»\]}]+$/u, '');
  if (!bare.endsWith(')') || bare.split('(').length >= bare.split(')').length) return bare;
  return closed(bare.slice(0, -1));
}

const mended = (printed: string): string | null =>
  parseAddress(printed.replace(/^hxxp/iu, 'http').replace(/^www\./iu, 'https://www.'))?.href ?? null;

function takeDoi(text: string): LineAddress | null {
  const match = DOI.exec(text);
  if (match === null) return null;
  const printed = closed(match[0]);
  const name = printed.slice(printed.indexOf('10.'));
  return {
    url: `https://doi.org/${name}`,
    addressFrom: 'worked-out',
    doubts: [],
    rest: without(text, match.index, match.index + printed.length),
  };
}

/** Cuts an address together with the "available at" before it. */
function withoutPointer(text: string, start: number, end: number): string {
  const before = text.slice(0, start).replace(/[<([]$/u, '');
  const at = AT.exec(before.slice(-40));
  const from = at === null ? before.length : before.length - at[0].length;
  const to = /^[>)\]]/u.test(text.slice(end)) && before.length < start ? end + 1 : end;
  return without(text, from, to);
}
