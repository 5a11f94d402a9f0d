import type { WordStyle } from './styles.js';

/** Twips from which a paragraph is set in: half an inch, one press of Word's button. */
const INSET = 720;

/** What a paragraph of a style is in HTML. */
export function paragraphTags({ heading, list, quotation, indent }: WordStyle): {
  readonly open: string;
  readonly close: string;
} {
  const around = (...names: string[]) => ({
    open: names.map((name) => `<${name}>`).join(''),
    close: names
      .toReversed()
      .map((name) => `</${name}>`)
      .join(''),
  });
  if (heading) return around(`h${Math.min(6, heading)}`);
  if (list?.list && list.list !== '0') return around('li');
  return quotation || (indent ?? 0) >= INSET ? around('blockquote', 'p') : around('p');
}
