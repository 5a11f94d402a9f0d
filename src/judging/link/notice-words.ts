import list from './notice-words.json' with { type: 'json' };

/** What a page says of itself in place of a document, language by language. A notice is known by several concepts that meet in one sentence (notice.ts), so that wordings are met that nobody has listed. */
interface NoticeWords {
  /** How prices are written, in any language. */
  readonly prices: readonly string[];
  /** One entry a language. */
  readonly languages: readonly {
    /** ISO 639-1. */
    readonly lang: string;
    /** A sentence must have a letter of one of these to be of this language. */
    readonly scripts: readonly string[];
    /** True where a stem may stand inside a word: no spaces between words, or articles and prepositions written together with them. Also for scripts beyond Latin, Greek, Cyrillic, Hebrew and Arabic, whose word boundaries are not known. */
    readonly joined: boolean;
    /** Alternatives of a regular expression without open quantifiers, in lower case, Chinese in simplified characters; · is the end of a word. */
    readonly stems: {
      /** The reader is addressed: you, your, please. */
      readonly you: string;
      /** The site speaks: we, our. */
      readonly we: string;
      /** The page points at itself: this, here, requested. */
      readonly this: string;
      /** What was asked for: page, article, document, video. */
      readonly piece: string;
      /** The site or its machines: website, service, server, newspaper. */
      readonly site: string;
      /** Address, link, URL. */
      readonly address: string;
      /** The page is not there: not found, deleted, moved, expired. */
      readonly absent: string;
      /** A search without results. */
      readonly fruitless: string;
      /** A mistake in an address: mistyped, outdated, broken. */
      readonly mistake: string;
      /** Where to go on: home page, search, back. */
      readonly wayOut: string;
      /** Not available, not allowed, restricted, closed. */
      readonly barred: string;
      /** Back soon, try again, until tomorrow; regrets. */
      readonly later: string;
      /** A publication has ended: last issue, goodbye, merged. */
      readonly ended: string;
      /** It is going to end, where `ended` has no stem for that: will cease to publish, shuts down on. Absent where it has. */
      readonly ending?: string;
      /** What remains of it: archive, new site, thanks. */
      readonly kept: string;
      /** Cookies, partners, personal data, devices. */
      readonly tracking: string;
      /** Accept, refuse, settings. */
      readonly agree: string;
      /** Country, region, location. */
      readonly place: string;
      /** Rights, licence, law. */
      readonly rights: string;
      /** By order of a court or an authority. */
      readonly ordered: string;
      /** Age, adults, date of birth. */
      readonly age: string;
      /** Subscribe, member, premium, trial. */
      readonly offer: string;
      /** Month, week, cancel at any time. */
      readonly period: string;
      /** The rest of the text: continue reading, in full. */
      readonly rest: string;
      /** Only for, exclusive, reserved. */
      readonly only: string;
      /** Account, password, log in, register. */
      readonly account: string;
      /** Robot, human, captcha, unusual traffic. */
      readonly robot: string;
      /** Verify, confirm, security check, type the letters. */
      readonly verify: string;
      /** Too many requests, waiting room, your turn. */
      readonly tooMuch: string;
      /** What is asked beside many a fine page (newsletter, comments): a sentence with it says nothing. */
      readonly beside: string;
    };
  }[];
}

export const noticeWords: NoticeWords = list;
