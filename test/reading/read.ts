import type { Document } from '../../src/model/document.js';
import { extract } from '../../src/reading/extract.js';

const URL = 'https://example.org/reports/china.html';

/** Reads bytes, or a string as UTF-8, as if `https://example.org/reports/china.html` had sent them. */
export const read = (
  content: string | Uint8Array,
  contentType: string | null = null,
  url = URL,
): Promise<Document> =>
  extract(typeof content === 'string' ? Buffer.from(content) : content, { contentType, url });

/** The texts of a page's blocks. */
export const texts = async (html: string): Promise<string[]> =>
  (await read(html, 'text/html')).blocks.map((b) => b.text);

/** The texts of a page's blocks with one role. */
export const withRole = async (role: 'main' | 'furniture', html: string): Promise<string[]> =>
  (await read(html, 'text/html')).blocks.filter((b) => b.role === role).map((b) => b.text);
