import { addressKey, parseAddress } from '../model/address.js';
import { type Document, EMBEDDED, type Link } from '../model/document.js';
import type { Source } from '../model/watchlist.js';

// Where the numbers of this file come from: docs/judging.md, 13.

/** Linked parts of a document that are read when a passage does not stand on its first page. */
const MOST_PARTS = 3;
/** Letters from which on a word of a title tells documents apart. */
const TELLING_LINK_WORD = 5;
/** Characters of text below which a page may be no more than the door to a document, so that any download is followed. */
const LANDING_PAGE = 2_000;

const FILE = /\.(?:pdf|docx)$/iu;
/** Where viewers are told what to show: `viewer.html?file=x.pdf`, `/viewer?url=…`, `view.aspx?src=…`. */
const SHOWN_BY_VIEWER = ['file', 'url', 'src', 'document', 'pdf'] as const;
/** "Download (PDF)", "Original document", "full text", in the languages of the sources. */
const OFFERS_DOCUMENT =
  /\bpdf\b|\b(?:down-?load|herunterladen|télécharger|descargar|baixar|scarica|indir)\b|(?:original|full|complete)\s(?:document|report|text|version)|(?:document|rapport|texte|version)\s(?:original|complet|intégral)|volltext|originaldokument|(?:texto|informe|relatório|documento)\s(?:completo|original|íntegro)|скачать|полный текст|原文|全文|下载|下載|ダウンロード|다운로드|원문|تحميل|النص الكامل|دانلود|tải (?:về|xuống)/iu;

/**
 * Addresses at which a document goes on: what its page shows in a frame or a viewer, the next pages of an article, and the
 * files behind a landing page, told by a word that their link shares with the source's title, or, on a short page, by what the
 * link offers.
 */
export function continuationsOf(document: Document, source: Source): readonly string[] {
  const words = (source.title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter(
    (word) => word.length >= TELLING_LINK_WORD,
  );
  const home = parseAddress(source.url ?? '');
  const own = addressKey(source.url ?? '');
  const isDoor = document.blocks.reduce((sum, { text }) => sum + text.length, 0) < LANDING_PAGE;
  const goesOn = (link: Link, address: URL): boolean => {
    const isFile = FILE.test(address.pathname);
    if (link.rel === EMBEDDED) return isFile || address.host === home?.host;
    if (/\bnext\b/.test(link.rel) || (home !== null && isPageOf(home, address))) return true;
    if (isDoor && OFFERS_DOCUMENT.test(link.text)) return true;
    return (
      isFile &&
      words.some((word) => `${link.text} ${address.pathname}`.toLowerCase().includes(word))
    );
  };
  const urls = document.links.flatMap((link) => {
    const url = shownBy(link.url);
    const address = parseAddress(url);
    return address !== null && goesOn(link, address) && addressKey(url) !== own ? [url] : [];
  });
  return [...new Map(urls.map((url) => [addressKey(url), url])).values()].slice(0, MOST_PARTS);
}

function shownBy(url: string): string {
  const address = url.includes('?') ? parseAddress(url) : null;
  for (const name of address === null ? [] : SHOWN_BY_VIEWER) {
    const shown = address?.searchParams.get(name) ?? '';
    const file = parseAddress(shown, url);
    if (file !== null && /^https?:$/.test(file.protocol) && FILE.test(file.pathname))
      return file.href;
  }
  return url;
}

/** `…/article?page=2`, `…/article/2`, `…/article-2.html`: the same article, further on. */
function isPageOf(home: URL, address: URL): boolean {
  const path = home.pathname.replace(/\/$/, '');
  if (path.length <= 1) return false;
  return (
    (address.pathname.replace(/\/$/, '') === path &&
      /^(?:p|page|pg|seite)$/iu.test([...address.searchParams.keys()].join())) ||
    (address.pathname.startsWith(`${path}/`) &&
      /^\/(?:page\/)?\d{1,2}\/?$/.test(address.pathname.slice(path.length)))
  );
}
