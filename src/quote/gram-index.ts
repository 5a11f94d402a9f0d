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

  constructor(text: string, han: boolean) {
    this.text = text;
    this.size = han ? HAN_GRAM : GRAM;
    const count = Math.max(0, text.length - this.size + 1);
    const bits = Math.min(20, Math.max(8, Math.ceil(Math.log2(count + 1))));
    this.mask = (1 << bits) - 1;
    this.first = new Int32Array(this.mask + 2);
    this.places = new Int32Array(count);
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

  /** The places that resemble `letters` most, best first. */
  placesLike(letters: string): readonly SimilarPlace[] {
    const samples = this.samplesOf(letters);
    const drift = Math.max(LEAST_DRIFT, Math.ceil(letters.length * DRIFT));
    const votes = new Map<number, number>();
    for (const { at, places } of samples) {
      let last = Number.NaN;
      for (const place of places) {
        const bin = Math.floor((place - at) / drift);
        if (bin !== last) votes.set(bin, (votes.get(bin) ?? 0) + 1);
        last = bin;
      }
    }
    const needed = Math.max(Math.min(LEAST_VOTES, samples.length), samples.length * QUORUM);
    return [...votes.keys()]
      .map((bin) => ({ bin, votes: (votes.get(bin) as number) + (votes.get(bin + 1) ?? 0) }))
      .filter((found) => found.votes >= needed)
      .sort((a, b) => b.votes - a.votes || a.bin - b.bin)
      .filter(({ bin }, i, all) => all.slice(0, i).every((better) => Math.abs(better.bin - bin) > 1))
      .slice(0, PLACES)
      .map(({ bin }) => ({ start: bin * drift, slack: 2 * drift }));
  }

  private samplesOf(letters: string): readonly { at: number; places: readonly number[] }[] {
    const step = Math.max(1, Math.floor((letters.length - this.size + 1) / SAMPLES));
    const all: { at: number; places: readonly number[]; rare: boolean }[] = [];
    for (let at = 0; at + this.size <= letters.length; at += step) {
      const bucket = this.bucket(letters, at);
      const [from, to] = [this.first[bucket] as number, this.first[bucket + 1] as number];
      const places: number[] = [];
      for (let i = from; i < Math.min(to, from + COMMON); i++)
        if (this.isAt(this.places[i] as number, letters, at)) places.push(this.places[i] as number);
      all.push({ at, places, rare: to - from <= COMMON });
    }
    const rare = all.filter((sample) => sample.rare);
    return rare.length >= FEWEST ? rare : all;
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
