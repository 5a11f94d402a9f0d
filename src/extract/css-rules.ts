/** Characters of a page's own style sheets that are read: builders of pages inline a few hundred kilobytes. */
const MOST_STYLE = 400_000;
/** Blocks whose rules hold for a reader at a screen, whatever the screen. */
const ALWAYS = /^@(?:supports|layer|media\s+(?:all|screen)\s*$)/i;
/** Blocks whose rules hold for no screen. */
const NEVER = /^@(?:media\s+(?:print|speech)\s*$|(?:-\w+-)?keyframes|font-face|page)/i;

/** What a style sheet declares for some elements. */
export interface CssRule {
  readonly selectors: readonly string[];
  readonly declarations: string;
  /** For every reader at a screen, or for some: those of a small one, in the dark. */
  readonly holds: 'always' | 'sometimes';
}

type Holds = CssRule['holds'] | 'never';
const within = (above: Holds, prelude: string): Holds =>
  above === 'never' || NEVER.test(prelude)
    ? 'never'
    : above === 'always' && (!prelude.startsWith('@') || ALWAYS.test(prelude))
      ? 'always'
      : 'sometimes';

/** The rules of a page's style sheets, one after the other, but for those that hold for no screen. */
export function* cssRules(sheets: readonly string[]): Generator<CssRule> {
  if (sheets.length === 0) return;
  const css = sheets
    .join('\n')
    .slice(0, MOST_STYLE)
    .replace(/\/\*[\s\S]*?\*\//g, ' ');
  const open: { readonly prelude: string; readonly from: number; readonly holds: Holds }[] = [];
  let from = 0;
  for (const { 0: mark, index } of css.matchAll(/[{};]/g)) {
    const above = open.at(-1);
    if (mark === '{') {
      const prelude = css.slice(from, index).trim();
      open.push({ prelude, from: index + 1, holds: within(above?.holds ?? 'always', prelude) });
    } else if (mark === '}') {
      open.pop();
      if (above !== undefined && above.holds !== 'never' && !above.prelude.startsWith('@'))
        yield {
          selectors: above.prelude.split(',').map((one) => one.trim()),
          declarations: css.slice(above.from, index),
          holds: above.holds,
        };
    }
    from = index + 1;
  }
}

/** The simple selectors that meet an element, the narrowest first: one element name, class or id each. */
export function selectorsOf(
  name: string,
  { id, class: classes = '' }: Readonly<Record<string, string>>,
): readonly string[] {
  const names = classes.split(/\s+/).filter((word) => word !== '');
  return [
    `${name}#${id}`,
    `#${id}`,
    ...names.map((word) => `${name}.${word}`),
    ...names.map((word) => `.${word}`),
    name,
  ];
}
