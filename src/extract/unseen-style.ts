import type { Element } from './tree.js';

/** The value of a property in a style attribute, in lower case; the last one holds. */
function declared(style: string, property: string): string | null {
  const found = style
    .split(';')
    .map((one) => one.split(':'))
    .findLast(([name]) => name?.trim().toLowerCase() === property);
  return found?.slice(1).join(':').replace('!important', '').trim().toLowerCase() ?? null;
}

const ZERO = /^[+-]?0*(?:\.0+)?(?:px|em|rem|pt|%)?$/;
const isZero = (value: string | null): boolean => value !== null && /\d/.test(value) && ZERO.test(value);
/** No size, or less than a point. */
const isTiny = (value: string | null): boolean => isZero(value) || /^0?\.\d+(?:px|pt)$/.test(value ?? '');
/** A place far outside any screen. */
const FAR = /-\d{4,}(?:\.\d+)?px|-\d{3,}(?:\.\d+)?(?:em|rem|%|vw|vh)/;

/** What scripts put on a part of the page that they will fade in. */
const FADES = /(?:^|[\s_-])(?:anim(?:at(?:e|ed|ion))?|aos|fade(?:-?in)?|reveal|wow|scroll|lazy)/i;
const MOVES = /transition|transform|animation|will-change/i;
const fadesIn = ({ attribs }: Element, style: string): boolean =>
  FADES.test(attribs.class ?? '') ||
  MOVES.test(style) ||
  Object.keys(attribs).some((name) => name.startsWith('data-') && (name === 'data-w-id' || FADES.test(name)));

/** Lists and rows are set in no size to close their gaps, and their items in a size of their own. */
const isSizedWithin = ({ children }: Element): boolean =>
  children.some(
    (child) => 'attribs' in child && (child.attribs.class !== undefined || child.attribs.style !== undefined),
  );

const NAMED: Readonly<Record<string, string>> = { white: '#ffffff', black: '#000000' };
const inHex = (value: string): string | null => {
  const parts = /^rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)$/.exec(value)?.slice(1);
  return parts ? `#${parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('')}` : null;
};
function colour(value: string | null): string | null {
  if (value === null) return null;
  const plain = NAMED[value] ?? inHex(value) ?? value.replace(/\s/g, '');
  return /^#[\da-f]{3}$/.test(plain) ? `#${[...plain.slice(1)].map((c) => c + c).join('')}` : plain;
}

const isOffCanvas = (style: string): boolean => {
  const place = declared(style, 'position');
  if (['text-indent', 'margin-left'].some((side) => FAR.test(declared(style, side) ?? ''))) return true;
  if (place !== 'absolute' && place !== 'fixed') return false;
  const sides = ['left', 'right', 'top', 'bottom', 'transform', 'inset'];
  if (sides.some((side) => FAR.test(declared(style, side) ?? ''))) return true;
  const clipped =
    /^rect\(\s*(?:0|1px)/.test(declared(style, 'clip') ?? '') ||
    /^inset\((?:50|100)%\)/.test(declared(style, 'clip-path') ?? '');
  const tiny = ['width', 'height'].every((side) => /^[01](?:px)?$/.test(declared(style, side) ?? ''));
  return clipped || (tiny && /hidden|clip/.test(declared(style, 'overflow') ?? ''));
};

/** Colours of which nothing is seen: `rgba(0,0,0,0)`. */
const NO_INK = /^(?:rgb|hsl)a?\((?:(?:[^,/]+,){3}|[^,/]+\/)0(?:\.0+)?%?\)$/;

const hasNoColour = (style: string): boolean => {
  if (/background-clip/i.test(style)) return false;
  const ink = colour(declared(style, 'color'));
  const paper = colour(declared(style, 'background-color') ?? declared(style, 'background'));
  return ink !== null && (ink === 'transparent' || NO_INK.test(ink) || ink === paper);
};

const isNotShown = (style: string): boolean =>
  declared(style, 'display') === 'none' ||
  /^(?:hidden|collapse)$/.test(declared(style, 'visibility') ?? '') ||
  declared(style, 'content-visibility') === 'hidden';

/**
 * True for declarations that make text invisible: not shown, or by opacity, size, place, or the colour of its background. What a
 * script fades in is not, nor a gap that is closed around items of another size, as far as the `element` tells.
 */
export function hides(style: string, element?: Element): boolean {
  if (!/display|visibility|opacity|font|position|indent|margin-left|color/i.test(style)) return false;
  const isFaint =
    isZero(declared(style, 'opacity')) || /^opacity\(0%?\)$/.test(declared(style, 'filter') ?? '');
  return (
    isNotShown(style) ||
    (isFaint && !(element === undefined ? MOVES.test(style) : fadesIn(element, style))) ||
    (isTiny(declared(style, 'font-size')) && !(element !== undefined && isSizedWithin(element))) ||
    isOffCanvas(style) ||
    hasNoColour(style)
  );
}
