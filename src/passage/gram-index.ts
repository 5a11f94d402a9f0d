/** Letters of a run that is looked up: long enough to be rare on a page, short enough to fit between two edits. */
const GRAM = 6;
/** The same for Chinese and Japanese, where a character says as much as three letters. */
const HAN_GRAM = 3;
/** Runs of a passage that are looked up, spread evenly over it. */
const SAMPLES = 200;
/** Places of one run that vote; a run that stands oftener says nothing about where a passage stands. */
const COMMON = 64;
/** Runs that must be rare enough to vote, or all do. */
const FEWEST = 4;
/** Places that are handed over, best first. */
const PLACES = 2;
/** Share of the runs that must agree on a place. Of other pages' passages next to none reach it, and a wrong place costs a comparison, no more. */
const QUORUM = 0.1;
/** Runs that must agree however short the passage: two may do so by chance. */
const LEAST_VOTES = 3;
/** Of a passage's length: how far its runs may drift apart where words were put in or taken out. */
const DRIFT = 0.1;
/** Letters that its runs may drift apart however short it is: some five words. */
const LEAST_DRIFT = 32;

/** Places of a run that are few enough to stop looking for a rarer one. */
const FEW = 4;

/** A place that resembles a passage: where it would begin, and how far that may be off, in letters. */
export interface SimilarPlace {
  readonly start: number;
  readonly slack: number;
}

/**
 * Where each short run of a page's letters stands. It is made once, and finds the places that resemble a passage
 * without reading the page again: each run votes for the diagonal on which it would lie, as seed-and-extend aligners do.
 */
export class GramIndex {
  private readonly text: string;
  private readonly size: number;
  private readonly mask: number;
  /** Where the places of a bucket begin in `places`. */
  private readonly first: Int32Array;
  private readonly places: Int32Array;
  /** Votes by diagonal, the lowest first; all 0 between two searches. */
  private readonly votes: Uint16Array;

  constructor(text: string, han: boolean) {
    this.text = text;
    this.size = han ? HAN_GRAM : GRAM;
    const count = Math.max(0, text.length - this.size + 1);
    const bits = Math.min(20, Math.max(8, Math.ceil(Math.log2(count + 1))));
    this.mask = (1 << bits) - 1;
    this.first = new Int32Array(this.mask + 2);
    this.places = new Int32Array(count);
    this.votes = new Uint16Array(Math.ceil(text.length / LEAST_DRIFT) + Math.ceil(1 / DRIFT) + 3);
    for (let i = 0; i < count; i++) {
      const after = this.bucket(text, i) + 1;
      this.first[after] = (this.first[after] as number) + 1;
    }
    for (let b = 0; b <= this.mask; b++)
      this.first[b + 1] = (this.first[b + 1] as number) + (this.first[b] as number);
    const next = this.first.slice();
    for (let i = 0; i < count; i++) {
      const bucket = this.bucket(text, i);
      const place = next[bucket] as number;
      this.places[place] = i;
      next[bucket] = place + 1;
    }
  }

  /** True when `letters` stand in the text: sought only where one of their rarest runs stands. */
  has(letters: string): boolean {
    if (letters.length < this.size) return this.text.includes(letters);
    let [rarest, fewest] = [0, Number.POSITIVE_INFINITY];
    for (let at = 0; at + this.size <= letters.length && fewest > FEW; at += this.size) {
      const count = this.countAt(letters, at);
      if (count === 0) return false;
      if (count < fewest) [rarest, fewest] = [at, count];
    }
    if (fewest > COMMON) return this.text.includes(letters);
    const from = this.first[this.bucket(letters, rarest)] as number;
    return this.places
      .subarray(from, from + fewest)
      .some((place) => place >= rarest && this.text.startsWith(letters, place - rarest));
  }

  /** The places that resemble `letters` most, best first. */
  placesLike(letters: string): readonly SimilarPlace[] {
    const step = Math.max(1, Math.floor((letters.length - this.size + 1) / SAMPLES));
    let [all, rare] = [0, 0];
    for (let at = 0; at + this.size <= letters.length; at += step, all++)
      if (this.countAt(letters, at) <= COMMON) rare++;
    const onlyRare = rare >= FEWEST;
    const voters = onlyRare ? rare : all;
    const drift = Math.max(LEAST_DRIFT, Math.ceil(letters.length * DRIFT));
    const lowest = Math.floor(-letters.length / drift);
    const bins: number[] = [];
    for (let at = 0; at + this.size <= letters.length; at += step)
      if (!onlyRare || this.countAt(letters, at) <= COMMON) this.vote(letters, at, drift, lowest, bins);
    const found = this.elected(bins, Math.max(Math.min(LEAST_VOTES, voters), voters * QUORUM));
    for (const bin of bins) this.votes[bin] = 0;
    return found.map((bin) => ({ start: (bin + lowest) * drift, slack: 2 * drift }));
  }

  /** Counts, for each diagonal on which the run of `letters` at `at` stands, one vote; diagonals that had none are added to `bins`. */
  private vote(letters: string, at: number, drift: number, lowest: number, bins: number[]): void {
    const bucket = this.bucket(letters, at);
    const from = this.first[bucket] as number;
    const to = Math.min(this.first[bucket + 1] as number, from + COMMON);
    let last = -1;
    for (let i = from; i < to; i++) {
      const place = this.places[i] as number;
      if (!this.isAt(place, letters, at)) continue;
      const bin = Math.floor((place - at) / drift) - lowest;
      if (bin === last) continue;
      last = bin;
      if (this.votes[bin] === 0) bins.push(bin);
      this.votes[bin] = (this.votes[bin] as number) + 1;
    }
  }

  /** The diagonals that enough runs agree on, best first, two neighbours counted together; of neighbours the better one. */
  private elected(bins: readonly number[], needed: number): readonly number[] {
    const votesOf = (bin: number): number => (this.votes[bin] as number) + (this.votes[bin + 1] as number);
    return bins
      .filter((bin) => votesOf(bin) >= needed)
      .sort((a, b) => votesOf(b) - votesOf(a) || a - b)
      .filter((bin, i, all) => all.slice(0, i).every((better) => Math.abs(better - bin) > 1))
      .slice(0, PLACES);
  }

  /** How many runs of the page share the bucket of the one of `letters` at `at`. */
  private countAt(letters: string, at: number): number {
    const bucket = this.bucket(letters, at);
    return (this.first[bucket + 1] as number) - (this.first[bucket] as number);
  }

  private isAt(place: number, letters: string, at: number): boolean {
    for (let i = 0; i < this.size; i++)
      if (this.text.charCodeAt(place + i) !== letters.charCodeAt(at + i)) return false;
    return true;
  }

  private bucket(text: string, at: number): number {
    let hash = 0;
    for (let i = 0; i < this.size; i++) hash = Math.imul(hash, 0x01000193) ^ text.charCodeAt(at + i);
    return (hash ^ (hash >>> 15)) & this.mask;
  }
}
