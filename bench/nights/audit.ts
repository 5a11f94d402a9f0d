import { atLeast, type Finding, isActive, type Severity } from '../../src/model/finding.js';
import type { Digest, Run } from '../../src/model/run.js';
import { bearing, type Claim, mustBeTold, spokenOf, tells } from './claim.js';

/** A finding that nothing bears out, or that outlived what did. */
export interface Accused {
  readonly night: number;
  readonly source: string;
  readonly kind: string;
  readonly severity: Severity;
  /** The event to whose source it was said while that event was news; null when nothing was going on. */
  readonly about: string | null;
  readonly why: string;
}

/** What became of a true event. */
export interface Told {
  readonly event: string;
  readonly source: string;
  readonly from: number;
  /** Nights from its beginning until it was told in a right word; null when it never was. */
  readonly after: number | null;
  /** Every kind by which it was spoken of. */
  readonly words: readonly string[];
}

/** One life of a finding: when it comes back it is another. */
const lifeOf = ({ id, since }: Finding): string => `${id} ${since}`;

/** Nights for which an event is news. */
const NEWS = 4;

/** Holds each night's findings and mails against what really happened. */
export class Audit {
  readonly falseAlarms: Accused[] = [];
  readonly over: Accused[] = [];
  readonly mails: { readonly night: number; readonly isTrue: boolean }[] = [];
  /** `isNews`: a job that fails on what is new fails too (`--fail-on new-high`). */
  readonly redNights: {
    readonly night: number;
    readonly isTrue: boolean;
    readonly isNews: boolean;
  }[] = [];
  readonly #accused = new Set<string>();
  readonly #borneOut = new Set<string>();
  readonly #told = new Map<Claim, number>();
  readonly #spoken = new Map<Claim, Set<string>>();

  constructor(readonly claims: readonly Claim[]) {}

  hear(run: Run, night: number): void {
    const active = run.findings.filter(isActive);
    for (const finding of active) {
      this.#hearFinding(finding, night);
      for (const claim of spokenOf(this.claims, finding, night)) this.#speak(claim, finding, night);
    }
    const high = active.filter(({ severity }) => severity === 'high');
    if (high.length === 0) return;
    const isNews = high.some(({ state }) => state === 'new');
    this.redNights.push({ night, isTrue: high.some((f) => this.#isBorneOut(f, night)), isNews });
  }

  /** A mail is true when something in it is: a finding that is borne out, or the end of one that was. */
  hearMail({ fresh, resolved }: Digest, night: number): void {
    const isTrue =
      fresh.some((f) => atLeast(f.severity, 'medium') && this.#isBorneOut(f, night)) ||
      resolved.some((f) => this.#borneOut.has(lifeOf(f)));
    this.mails.push({ night, isTrue });
  }

  /** True events and what became of them. */
  told(): readonly Told[] {
    return this.claims.filter(mustBeTold).map((claim) => ({
      event: claim.event,
      source: claim.source,
      from: claim.from,
      after: this.#told.has(claim) ? (this.#told.get(claim) as number) - claim.from : null,
      words: [...(this.#spoken.get(claim) ?? [])].sort(),
    }));
  }

  #isBorneOut(finding: Finding, night: number): boolean {
    return bearing(this.claims, finding, night) !== undefined;
  }

  #hearFinding(finding: Finding, night: number): void {
    const life = lifeOf(finding);
    if (this.#isBorneOut(finding, night)) {
      this.#borneOut.add(life);
      return;
    }
    const key = `${life} ${finding.severity}`;
    if (this.#accused.has(key)) return;
    this.#accused.add(key);
    (this.#borneOut.has(life) ? this.over : this.falseAlarms).push(this.#accuse(finding, night));
  }

  #accuse({ source, kind, severity, why }: Finding, night: number): Accused {
    const news = this.claims.find(
      (claim) =>
        claim.source === source &&
        mustBeTold(claim) &&
        claim.from <= night &&
        night <= claim.from + NEWS,
    );
    return { night, source, kind, severity, about: news?.event ?? null, why: JSON.stringify(why) };
  }

  #speak(claim: Claim, finding: Finding, night: number): void {
    this.#spoken.set(
      claim,
      (this.#spoken.get(claim) ?? new Set()).add(`${finding.severity} ${finding.kind}`),
    );
    if (tells(claim, finding) && !this.#told.has(claim)) this.#told.set(claim, night);
  }
}
