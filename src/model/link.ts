import type { Told } from './document.js';
import type { FailureCause, FailureKind, Hop } from './outcome.js';

export const LINK_STATUSES = [
  'alive',
  'moved',
  'soft-404',
  'gone',
  'blocked',
  'server-error',
  'unreachable',
  'no-url',
  'unjudged',
] as const;

export type LinkStatus = (typeof LINK_STATUSES)[number];

export type BlockedBy =
  | 'bot-wall'
  | 'login'
  | 'paywall'
  | 'rate-limit'
  | 'legal'
  | 'region'
  | 'consent'
  | 'age';

/** Does this address still lead to the document? */
export interface LinkVerdict {
  readonly status: LinkStatus;
  readonly by: BlockedBy | null;
  /** The last HTTP status; null when no answer came. */
  readonly http: number | null;
  readonly why: LinkReason;
  readonly hops: readonly Hop[];
  /** Failing days in a row, this one included; 0 when the address works or cannot be judged. */
  readonly failures: number;
  /** True when it failed on enough days to be believed. */
  readonly confirmed: boolean;
  /** When the present status began, ISO. */
  readonly since: string;
  /** Signs that it is not the document, which do not suffice to say so. */
  readonly signs?: readonly LinkSign[] | undefined;
}

const FAILING: ReadonlySet<LinkStatus> = new Set([
  'soft-404',
  'gone',
  'server-error',
  'unreachable',
]);

/** True for the statuses that count toward a source's death. */
export const isFailing = (status: LinkStatus): boolean => FAILING.has(status);

/** True for an address that was dead when a single look asked it, and dead when that asked again. */
export const isDeadTwice = ({ why }: Pick<LinkVerdict, 'why'>): boolean => why.kind === 'twice';

const isUnaskedFor =
  (kind: NotCheckedReason['kind']) =>
  ({ why }: Pick<LinkVerdict, 'why'>): boolean =>
    why.kind === 'unasked' && why.why.kind === kind;

/** True where a page answered, and nothing of the document was in the part of it that is read. */
export const isCutShort = isUnaskedFor('too-long');
/** True where a page is left alone because its host's robots.txt asks for it. */
export const isClosed = isUnaskedFor('robots');

/** Words by which a page gave itself away, where they stand, and the characters of its main text. */
export interface Said {
  readonly words: string;
  readonly places: readonly ('title' | 'heading' | 'text')[];
  readonly size: number;
}

/** A sign that an answer is not the document. */
export type LinkSign =
  /** `section`: led to a folder that the document was in. */
  | { readonly kind: 'error-address' | 'search-page' | 'section'; readonly place: string }
  | { readonly kind: 'home-page'; readonly host: string }
  /** Led to a page of another year: of its title, or of its address where the titles do not tell. */
  | { readonly kind: 'other-year'; readonly cited: string; readonly found: string }
  /** It gives the home page as its own address (`rel=canonical`). */
  | { readonly kind: 'called-home'; readonly host: string }
  | {
      readonly kind: 'says';
      readonly http: number;
      readonly what: 'not-here' | 'parked' | 'no-site';
      readonly said: Said;
    }
  /** The publisher says goodbye; `successor` is where he sends his readers, another host's address, or null. */
  | {
      readonly kind: 'retired';
      readonly http: number;
      readonly said: Said;
      readonly successor: string | null;
    }
  | { readonly kind: 'bare'; readonly http: number; readonly size: number }
  /** Led to a page of which nothing recalls the document. */
  | { readonly kind: 'led-elsewhere' }
  /** In its place stand so many characters that have nothing of the document. */
  /** `asks`: it is a notice that asks something of its reader by its markup. */
  | { readonly kind: 'unlike'; readonly size: number; readonly asks?: true | undefined }
  /** The home page of its site could not be had either, which might have shown whether the whole site answers so. */
  | { readonly kind: 'site-unheard'; readonly host: string };

/** Who keeps us from the document, by what sign. `who` is the service that stands before the site. */
export type BlockReason =
  | { readonly kind: 'refused'; readonly http: number }
  | {
      readonly kind: 'challenge';
      readonly who: string;
      readonly http: number;
      readonly header: string;
    }
  /** The second gives the number of this request, the third has the status of a refusal for a title, whatever status it was sent with. */
  | {
      readonly kind: 'challenge-page' | 'request-number' | 'status-shown';
      readonly http: number;
      readonly said: Said;
    }
  /** A short page asks something of its reader by its markup, which the document in its place did not. */
  | { readonly kind: 'asks'; readonly size: number }
  | { readonly kind: 'guard'; readonly who: string; readonly header: string; readonly size: number }
  | { readonly kind: 'login-address'; readonly place: string }
  | { readonly kind: 'login-form' }
  | { readonly kind: 'login-page'; readonly said: Said }
  /** The page says so itself, in whatever words. */
  | {
      readonly kind: 'notice';
      readonly http: number;
      readonly by: BlockedBy;
      readonly said: Said;
    }
  /** The site shows one page of so many characters at home too, and asks something of its readers on it. */
  | { readonly kind: 'whole-site'; readonly host: string; readonly size: number }
  /** Some of the text, and then an offer; `size` in characters of what stands above it. */
  | { readonly kind: 'offer'; readonly size: number; readonly words: string };

/** Why nothing was asked, or nothing that came tonight is believed. */
export type NotCheckedReason =
  | Told
  /** The host's robots.txt, at this address, asks programs to keep away. */
  | { readonly kind: 'robots'; readonly file: string }
  /** Evidence is read again, and has no capture of it. */
  | { readonly kind: 'no-capture' }
  | { readonly kind: 'offline' }
  /** The answer is longer than we read, and what was read of it is no document. */
  | { readonly kind: 'too-long' }
  /** Everything failed in the same way; the first failure's message, and its cause where that is known. */
  | {
      readonly kind: 'same-failure';
      readonly message: string;
      readonly cause?: FailureCause | undefined;
    }
  /** Every address is private or local, and the settings let none of these be contacted. */
  | { readonly kind: 'all-private' }
  | { readonly kind: 'captive-portal' }
  /** Every host refused with this status and one text, as a filter between us and the web does. */
  | { readonly kind: 'same-refusal'; readonly http: number };

/** What an answer lacks of what was asked for: cut at the limit, or without the part that the address names. */
export interface Lacks {
  readonly cut: boolean;
  readonly part: string | null;
}

/** What a link's verdict rests on. `http` is the status of the last answer. */
export type LinkReason =
  | Told
  | { readonly kind: 'no-address' }
  | { readonly kind: 'unasked'; readonly why: NotCheckedReason }
  /** `message` in English; `cause` is what it says, absent where only the sentence was kept. */
  | {
      readonly kind: 'failed';
      readonly failure: FailureKind;
      readonly message: string;
      readonly cause?: FailureCause | undefined;
    }
  /** The document came; `at` is its address where that is another one. */
  | ({ readonly kind: 'answered'; readonly http: number; readonly at: string | null } & Lacks)
  /** `stands` when the document was recognised at the new address; else all that is known is that the old one leads there. */
  | ({ readonly kind: 'moved'; readonly to: string; readonly stands?: boolean | undefined } & Lacks)
  | { readonly kind: 'not-modified' }
  /** 304 to a request that did not ask whether anything changed. */
  | { readonly kind: 'empty-304' }
  | {
      readonly kind:
        | 'gone'
        | 'server-trouble'
        | 'bad-request'
        | 'no-location'
        | 'no-content'
        | 'empty-body';
      readonly http: number;
    }
  /** A program says in the document's place that it failed, whatever the status says. */
  | { readonly kind: 'error-shown'; readonly http: number; readonly said: Said }
  /** The site shows one page of so many characters at home too, and asks nothing on it. */
  | { readonly kind: 'whole-site'; readonly host: string; readonly size: number }
  | { readonly kind: 'circle'; readonly url: string }
  | { readonly kind: 'not-the-document'; readonly signs: readonly LinkSign[] }
  /** The signs, and that its site shows the same page at an address that was made up. */
  | { readonly kind: 'shown-for-anything'; readonly signs: readonly LinkSign[] }
  /** The signs, and that its site shows the same page as its home page. */
  | { readonly kind: 'shown-at-home'; readonly host: string; readonly signs: readonly LinkSign[] }
  /** It leads to a page to which its host leads so many other sources too. */
  | {
      readonly kind: 'shared-target';
      readonly target: string;
      readonly host: string;
      readonly others: number;
    }
  /** It shows the text that so many other cited addresses show tonight too, on so many hosts. */
  | { readonly kind: 'one-text'; readonly others: number; readonly hosts: number }
  | { readonly kind: 'blocked'; readonly why: BlockReason }
  /** Dead in a single look, and dead (`why`) when it was asked again. `http`: the status of both answers; null where they differ. */
  | {
      readonly kind: 'twice';
      readonly why: LinkReason;
      readonly http: number | null;
      readonly seconds: number;
    }
  /** Failing spells among the remembered nights: it comes and goes. */
  | {
      readonly kind: 'flapping';
      readonly why: LinkReason;
      readonly spells: number;
      readonly nights: number;
    };
