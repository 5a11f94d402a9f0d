import { withoutLead } from './names.js';

/** What a short form calls the place that it names. */
const PLACE = '(?:pp?|paras?|pages?|págs?|blz|S|Rn|§)';
const END = String.raw`(?:[.,;:]? ?(?:at )?(?:${PLACE}\.? ?[\p{N}.]{1,8}(?: ?[-–] ?\p{N}{1,4}| ?ff?\.?)?|\p{N}{1,4}))?[.)\]]{0,2}$`;
const IBID = new RegExp(
  String.raw`^[([]?(?:see |siehe |vgl\. )?(?:ib[ií]d(?:em)?\.?|[ií]d\.|[ií]dem\.?|ebd\.?|ebenda|ebd[ao]\.?|ders\.|samme sted|same source|as above|loc\. ?cit\.?|a\. ?a\. ?O\.?)${END}`,
  'iu',
);
const OP_CIT =
  /(?:^|[\s,(])(?:(?:[oó]p\. ?cit\.?|loc\. ?cit\.?|a\. ?a\. ?O\.?)(?:,? \(?(?:foot)?(?:note|fn\.?|n\.?|anm\.?|fußnote|fussnote) ?\p{N}{1,4}\)?)?|supra(?: note)? n?\.? ?\p{N}{1,4}|above,? n(?:ote)?\.? ?\p{N}{1,4}|(?:see|siehe|cf\.|vgl\.)(?: (?:also|above|auch|oben),?)? (?:foot)?(?:note|fn\.?|n\.|fußnote|fussnote|fn) ?\p{N}{1,4}|\((?:foot)?n(?:ote)?\.? \p{N}{1,4}\)|wie (?:Anm|Fn)\. ?\p{N}{1,4})/iu;
/** Characters of the longest short form: a long name, `op. cit.` and a page. */
const LONGEST_SHORT_FORM = 160;

/** True for a note that says only "the same source as before", with or without another page. */
export const isIbid = (text: string): boolean => IBID.test(text.trim());

/** The page or paragraph that a short form ends with, as printed, without its full stop; null when it names none. */
export const pinpointIn = (text: string): string | null =>
  PINPOINT.exec(text.trim())?.groups?.pinpoint ?? null;
const PINPOINT = new RegExp(
  String.raw`(?:^|[\s.,;:])(?<pinpoint>(?:${PLACE}\.? ?)?\p{N}(?:[\p{N}.]{0,6}\p{N})?(?: ?[-–] ?\p{N}{1,4}| ?ff?\.?)?)[.)\]]{0,2}$`,
  'u',
);

/** What a note that refers back says: whose source is meant, and the number of the note where it is named in full. */
export interface OpCit {
  readonly author: string | null;
  readonly note: string | null;
  /** The page or paragraph behind it, as printed. */
  readonly pinpoint: string | null;
}

/** Reads `HRW, op. cit., p. 4`, `see note 12`, `Müller, a.a.O.`; null for any other text. */
export function opCitOf(text: string): OpCit | null {
  const bare = text.trim();
  const match = bare.length > LONGEST_SHORT_FORM ? null : OP_CIT.exec(bare);
  if (match === null) return null;
  const author = withoutLead(bare.slice(0, match.index)).replace(/^[(\s]+|(?<![\s,;(])[\s,;(]+$/gu, '');
  if (author !== '' && !/^\p{Lu}/u.test(author)) return null;
  return {
    author: author === '' ? null : author,
    note: /\p{N}{1,4}/u.exec(match[0])?.[0] ?? null,
    pinpoint: pinpointIn(bare.slice(match.index + match[0].length)),
  };
}
