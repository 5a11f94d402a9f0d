import type { Article, Section } from '../article.js';
import type { Legacy } from '../charset.js';
import { escapeHtml, type Typography, typeset } from '../typeset.js';

/** What differs between two requests for the same page. */
export interface Moment {
  /** Counts the requests to the replica, from 1: drives clocks and counters. */
  readonly serial: number;
  /** A fresh random token, as sites put into forms and scripts. */
  readonly nonce: string;
  /** True when the site changed its furniture ("dressed" in the script). */
  readonly dressed: boolean;
}

/** What a site needs to know of a page besides its main part. */
export interface Head {
  readonly title: string;
  readonly lang: string;
  readonly url: URL;
  /** The document's own data, for `<meta>` and JSON-LD; null on lists and error pages. */
  readonly article: Article | null;
}

/** A host in its own manner: layout, typography, headers. */
export interface Site {
  /** Registered names; their subdomains belong to the site too. */
  readonly hosts: readonly string[];
  readonly headings: readonly string[];
  readonly typography: Typography;
  readonly validator: 'etag' | 'last-modified' | 'none';
  /** Whether answers are compressed for clients that accept it. */
  readonly packed: boolean;
  readonly charset?: Legacy | undefined;
  /** The main part of a document's page. */
  readonly main: (article: Article) => string;
  /** The whole page around a main part. */
  readonly frame: (head: Head, main: string, moment: Moment) => string;
  /** What the site says where it has no page. */
  readonly missing: { readonly title: string; readonly main: string };
}

/** A section's paragraphs, each between `open` and `close`. */
export const paragraphsOf = (
  section: Section,
  typography: Typography,
  open = '<p>',
  close = '</p>',
): string => section.paragraphs.map((p) => open + typeset(p.text, typography) + close).join('\n');

/** The main part of a list of documents. */
export const listing = (
  title: string,
  links: readonly { readonly url: URL; readonly text: string }[],
): string => `<h1>${escapeHtml(title)}</h1>
<p>Publications in this series, latest first.</p>
<ul class="listing">
${links.map((link) => `  <li><a href="${escapeHtml(link.url.href)}">${escapeHtml(link.text)}</a></li>`).join('\n')}
</ul>`;

/** `3 minutes ago`, another one at each request. */
export const ago = (moment: Moment): string => `${2 + (moment.serial % 57)} minutes ago`;

/** A counter that grows with each request. */
export const counter = (moment: Moment, from: number): string =>
  (from + moment.serial * 7).toLocaleString('en-US');
