import type { Severity } from './finding.js';
import type { FilePlace } from './manuscript.js';
import type { PartialDate } from './watchlist.js';

/** Each rule about citations, gravest first, with its severity: `high` misleads a reader or harms a client, `medium` keeps a reader from checking, `low` is worth a look. */
export const LINT_RULES = {
  'uncited-quotation': 'high',
  'client-initials': 'high',
  'client-placeholder': 'high',
  'prose-date': 'high',
  'address-date': 'high',
  'page-date': 'high',
  'other-link': 'high',
  'archive-today': 'high',
  'access-before-publication': 'high',
  'other-date': 'high',
  'shared-text': 'medium',
  'rests-on': 'medium',
  'prose-publisher': 'medium',
  'access-missing': 'medium',
  'access-imprecise': 'medium',
  'access-after-report': 'medium',
  'access-after-cut-off': 'medium',
  'access-stale': 'medium',
  'access-outdated': 'medium',
  'source-outdated': 'medium',
  'archived-address': 'medium',
  'no-address': 'medium',
  'translation-unsaid': 'medium',
  'secondary-citation': 'medium',
  'time-frame': 'medium',
  'edition-year': 'medium',
  'decision-reason': 'medium',
  'decision-expired': 'medium',
  'decision-idle': 'low',
  'decision-open-ended': 'low',
  'undated-source': 'low',
  'source-twice': 'low',
  'other-title': 'low',
  'other-access': 'low',
  'no-pinpoint': 'low',
  'not-in-quotation': 'low',
  'claim-beyond': 'low',
  'unbalanced-quotation': 'low',
  'omission-after-auxiliary': 'low',
  'omission-weighs': 'low',
  'consulted-not-cited': 'low',
  'cited-not-listed': 'low',
} as const satisfies Readonly<Record<string, Severity>>;

/** Names a rule, in JSON, in SARIF and in the reference. */
export type LintRule = keyof typeof LINT_RULES;

/** What breaks a rule, with what the sentence about it says. Dates are as printed where a reader has to find them, else ISO. */
export type LintReason =
  | {
      readonly rule: 'prose-date' | 'prose-publisher';
      /** What the sentence before the quotation says. */
      readonly said: string;
      /** What the citation line says. */
      readonly cited: string;
    }
  | {
      readonly rule: 'client-initials' | 'client-placeholder';
      readonly words: string;
      readonly sentence: string;
    }
  | { readonly rule: 'address-date'; readonly address: PartialDate; readonly cited: PartialDate }
  | { readonly rule: 'page-date'; readonly page: PartialDate; readonly cited: PartialDate }
  | { readonly rule: 'other-link'; readonly shown: string; readonly opens: string }
  | { readonly rule: 'archive-today'; readonly address: string }
  | { readonly rule: 'archived-address'; readonly original: string }
  /** The address or the DOI that its lines, title or note print. */
  | { readonly rule: 'no-address'; readonly printed?: string }
  | {
      readonly rule: 'access-before-publication' | 'access-after-report' | 'access-after-cut-off';
      readonly accessed: PartialDate;
      readonly limit: PartialDate;
    }
  /** `named` is false where no word such as "accessed" says what the date is. */
  | { readonly rule: 'access-imprecise'; readonly accessed: PartialDate; readonly named: boolean }
  | { readonly rule: 'access-stale'; readonly accessed: PartialDate; readonly days: number }
  | { readonly rule: 'access-outdated'; readonly accessed: PartialDate; readonly currency: string }
  | { readonly rule: 'source-outdated'; readonly published: PartialDate; readonly currency: string }
  /** Who said it first, as far as the words tell. */
  | { readonly rule: 'secondary-citation'; readonly primary: string }
  | {
      readonly rule: 'time-frame';
      readonly end: 'earliest' | 'latest';
      readonly said: string;
      readonly found: PartialDate;
    }
  | { readonly rule: 'edition-year'; readonly year: string; readonly published: PartialDate }
  | { readonly rule: 'decision-expired'; readonly until: PartialDate }
  | { readonly rule: 'decision-idle'; readonly why: 'not-cited' | 'edition-cited' }
  | { readonly rule: 'source-twice'; readonly other: string }
  | {
      readonly rule: 'other-title' | 'other-date' | 'other-access';
      /** What the first citation of the source says, and where it stands. */
      readonly first: string;
      readonly at: LintPlace;
      readonly here: string;
    }
  | {
      readonly rule: 'not-in-quotation';
      readonly what: 'figure' | 'date' | 'name';
      readonly words: string;
    }
  | { readonly rule: 'claim-beyond'; readonly claims: readonly OverstatedClaim[] }
  | {
      /** Words around an omission; those that are left out; the first of a quotation. */
      readonly rule:
        | 'omission-after-auxiliary'
        | 'omission-weighs'
        | 'uncited-quotation'
        | 'unbalanced-quotation';
      readonly words: string;
    }
  | {
      /** The page of `other` has the quoted words; the page that is cited leads to `other`. */
      readonly rule: 'shared-text' | 'rests-on';
      readonly other: string;
      /** Words in a row that both have; what the page says where it leads there. */
      readonly words: string;
    }
  /** Pages of the PDF; null where no run has read it. */
  | { readonly rule: 'no-pinpoint'; readonly pages: number | null }
  | { readonly rule: 'translation-unsaid'; readonly quoted: string; readonly source: string }
  | { readonly rule: 'consulted-not-cited' | 'cited-not-listed'; readonly name: string }
  | {
      readonly rule:
        | 'access-missing'
        | 'decision-reason'
        | 'decision-open-ended'
        | 'undated-source';
    };

/** What a sentence says beyond the quotation that it introduces: its own words, and the nearest of the quotation. */
export interface Overstatement {
  /** Of its words: `quantity`, `modality`, `place` …. */
  readonly class: string;
  readonly said: string;
  readonly quoted: string;
}

/** The same with both sentences: the report's, and the one of the source that says less. */
export interface OverstatedClaim extends Overstatement {
  readonly sentence: string;
  readonly source: string;
}

export interface LintPlace {
  /** Id of the report; null for what is wrong with a source or a decision alone. */
  readonly report: string | null;
  readonly section: string | null;
  /** Id of the citation in `sources.json`; null where it has none. */
  readonly citation: string | null;
  /** Id of the source in `sources.json`; null where it has none. */
  readonly source: string | null;
  /** Of what is cited there, or the name that a list gives; null where there is none. */
  readonly title: string | null;
  /** In the report's file; null where no file was given. */
  readonly file: FilePlace | null;
}

/** One thing that is wrong with a citation, a source, a decision or a report's list of sources. */
export interface Lint {
  readonly severity: Severity;
  readonly place: LintPlace;
  readonly why: LintReason;
}

const ORDER = Object.keys(LINT_RULES);

export const byGravity = (a: Lint, b: Lint): number =>
  ORDER.indexOf(a.why.rule) - ORDER.indexOf(b.why.rule);
