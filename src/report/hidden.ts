/**
 * What is in a text and not seen: the Arabic letter mark, which turns what stands beside it (UAX #9, 2.6); the fillers of Hangul, letters
 * that are blanks (Unicode 16, 18.6); tag characters, a second ASCII that nobody shows (23.9); variation selectors behind
 * another, or behind what is not seen either: one chooses the form of the sign before it, more of them choose nothing (23.4), and the 256 that
 * there are spell any bytes.
 */
const HIDDEN =
  /[\u061c\u115f\u1160\u3164\uffa0\u{e0000}-\u{e007f}]|(?<=[\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff])[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
/** What stands in every text that has any of it, the first half of what is written in two among them: looked for by halves, in a third of the time. */
const SUSPECT = /[\u061c\u115f\u1160\u3164\uffa0\udb40]|[\ufe00-\ufe0f]/;
const FURTHER_SELECTORS =
  /(?<=[\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff])[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]+/gu;
const ARABIC_MARK = /\u061c/gu;
const FILLER = /[\u115f\u1160\u3164\uffa0]/gu;

/**
 * The flag of a part of a country, such as Scotland's: a black flag, its code in tags (a country's two letters and up to four of its own,
 * as in ISO 3166-2 and CLDR), and their end (UTS #51, ED-14a). Longer ones name no flag, and could say anything.
 */
const FLAG_OR_TAGS =
  /\u{1f3f4}[\u{e0061}-\u{e007a}]{2}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,4}\u{e007f}|[\u{e0000}-\u{e007f}]+/gu;
const FLAG = '\u{1f3f4}';
/** What stands for what cannot be shown. */
const REPLACEMENT = '\ufffd';

/** A text for people, in which nothing is hidden: marks are dropped, fillers are the blanks that they look like, and tags that make no flag are one sign, as are selectors behind the first. */
export const withoutHidden = (text: string): string =>
  SUSPECT.test(text)
    ? text
        .replace(ARABIC_MARK, '')
        .replace(FILLER, ' ')
        .replace(FLAG_OR_TAGS, (tags) => (tags.startsWith(FLAG) ? tags : REPLACEMENT))
        .replace(FURTHER_SELECTORS, REPLACEMENT)
    : text;

/** A text in which each of these is put as `shown` gives it. */
export const replaceHidden = (text: string, shown: (c: string) => string): string =>
  SUSPECT.test(text) ? text.replace(HIDDEN, shown) : text;

/** What turns the direction of text, and so of what stands beside it (UAX #9, 2). */
export const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
