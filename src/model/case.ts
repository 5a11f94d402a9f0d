/** A judgment as a text cites it. */
export interface CaseCitation {
  /** Of the case, as printed beside the citation, without `CG`; null for none. */
  readonly name: string | null;
  /** The citation itself, as printed. */
  readonly cited: string;
  /** Neutral citation, ECLI, number at the Court of Justice of the EU, application at Strasbourg. */
  readonly kind: 'neutral' | 'ecli' | 'cjeu' | 'echr';
  /** The same case has the same: `[2012] UKUT 16 (IAC)`, `ECLI:EU:C:2014:2013`, `C-465/07`, `30696/09`. */
  readonly key: string;
  /** Of the citation: that of the judgment, or of a docket's number the year in which the case began. */
  readonly year: number;
  /** Its code: `UKUT`, `EWCA`, `C`, `ECHR`. */
  readonly court: string;
  /** Of several joined cases the first. */
  readonly number: string;
  /** As printed, without brackets: `IAC`, `Admin`, `Civ`; null for none. */
  readonly chamber: string | null;
  /** True for country guidance (`CG`). */
  readonly guidance: boolean;
}

export type CaseRegister = 'find-case-law' | 'hudoc' | 'eur-lex';

/**
 * Why nothing can be said. `offline`: nobody was to be asked. `no-register`: none that we know has the court. `not-covered`: the
 * register has no case of that court and year. `unanswered`: no answer came, or a refusal. `unread`: what came is not what the register sends.
 */
export type NotAsked =
  | { readonly kind: 'offline' | 'no-register' }
  | { readonly kind: 'not-covered' | 'unread'; readonly register: CaseRegister }
  | { readonly kind: 'unanswered'; readonly register: CaseRegister; readonly said: string };

/** What a register has under a citation, whatever the name. */
export type CaseAnswer =
  | {
      readonly kind: 'held';
      readonly register: CaseRegister;
      readonly names: readonly string[];
      readonly url: string;
    }
  | { readonly kind: 'absent'; readonly register: CaseRegister }
  | { readonly kind: 'not-asked'; readonly why: NotAsked };

/** A case by what a register calls it. */
export interface RegisteredCase {
  readonly name: string;
  /** Its neutral citation. */
  readonly cited: string;
  readonly url: string;
}

/** Whether a cited case exists under its name. `found`: what the register calls it. */
export type CaseVerdict =
  | {
      readonly kind: 'exists' | 'other-name';
      readonly register: CaseRegister;
      readonly found: string;
      readonly url: string;
      /** The latest country guidance that names a case of country guidance, which it may have replaced; absent for none, `unknown` where that could not be asked. */
      readonly later?: RegisteredCase | 'unknown';
    }
  | { readonly kind: 'not-found'; readonly register: CaseRegister }
  | { readonly kind: 'not-asked'; readonly why: NotAsked };

export interface JudgedCase {
  readonly citation: CaseCitation;
  readonly verdict: CaseVerdict;
}

/** True for a case that its register does not have, or calls otherwise. */
export const isMiscited = ({ verdict: { kind } }: JudgedCase): boolean =>
  kind === 'not-found' || kind === 'other-name';
