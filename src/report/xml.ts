import { withoutHidden } from './hidden.js';

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 (§2.2) forbids these even as references
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text without the characters that XML 1.0 cannot carry, and with nothing hidden in it. */
export const withoutForbidden = (text: string): string => withoutHidden(text).replace(FORBIDDEN, '');

/** Text for XML content and quoted attributes; characters that XML 1.0 cannot carry are dropped. */
export const escapeXml = (text: string): string =>
  withoutForbidden(text).replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
