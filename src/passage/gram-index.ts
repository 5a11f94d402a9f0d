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

/** An index of a page's short runs of letters. Each run of a passage votes for its diagonal, as in seed-and-extend aligners. */
export class GramIndex {
  private readonly size: number;
  /** The first place of each run, and for each place the next one of the same run; -1 for none. */
  private readonly first = new Map<string, number>();
  private readonly next: Int32Array;

  constructor(text: string, han: boolean) {
    this.size = han ? HAN_GRAM : GRAM;
    this.next = new Int32Array(text.length);
    for (let at = text.length - this.size; at >= 0; at--) {
      const run = text.slice(at, at + this.size);
      this.next[at] = this.first.get(run) ?? -1;
      this.first.set(run, at);
    }
  }

  /** The places that resemble `letters` most, best first: where each would begin, and how far that may be off, in letters. */
  placesLike(letters: string): readonly { readonly start: number; readonly slack: number }[] {
    const step = Math.max(1, Math.floor((letters.length - this.size + 1) / SAMPLES));
    const runs: (readonly [at: number, places: readonly number[]])[] = [];
    for (let at = 0; at + this.size <= letters.length; at += step)
      runs.push([at, this.placesOf(letters, at)]);
    const rare = runs.filter(([, { length }]) => length <= COMMON);
    const voters = rare.length >= FEWEST ? rare : runs;
    const drift = Math.max(LEAST_DRIFT, Math.ceil(letters.length * DRIFT));
    const votes = new Map<number, number>();
    for (const [at, places] of voters)
      for (const diagonal of new Set(
        places.slice(0, COMMON).map((place) => Math.floor((place - at) / drift)),
      ))
        votes.set(diagonal, (votes.get(diagonal) ?? 0) + 1);
    const needed = Math.max(Math.min(LEAST_VOTES, voters.length), voters.length * QUORUM);
    return bestOf(votes, needed).map((diagonal) => ({ start: diagonal * drift, slack: 2 * drift }));
  }

  /** Where the run of `letters` at a place of them stands in the text: one place more than is common at most. */
  private placesOf(letters: string, at: number): readonly number[] {
    const places: number[] = [];
    let place = this.first.get(letters.slice(at, at + this.size)) ?? -1;
    for (; place >= 0 && places.length <= COMMON; place = this.next[place] as number)
      places.push(place);
    return places;
  }
}

/** The diagonals that enough runs agree on, best first, two neighbours counted together; of neighbours the better one. */
function bestOf(votes: ReadonlyMap<number, number>, needed: number): readonly number[] {
  const votesOf = (diagonal: number): number =>
    (votes.get(diagonal) ?? 0) + (votes.get(diagonal + 1) ?? 0);
  return [...votes.keys()]
    .filter((diagonal) => votesOf(diagonal) >= needed)
    .sort((a, b) => votesOf(b) - votesOf(a) || a - b)
    .filter((diagonal, i, all) =>
      all.slice(0, i).every((better) => Math.abs(better - diagonal) > 1),
    )
    .slice(0, PLACES);
}
