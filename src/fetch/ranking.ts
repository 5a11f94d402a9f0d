interface Entry<T> {
  readonly thing: T;
  rank: number;
  /** When its rank was set, counted in such settings. */
  since: number;
  /** Where it stands in the heap. */
  place: number;
}

/**
 * Things in the order of a number that changes: the greatest first, of equals the one whose number was set first. A binary
 * heap that knows where each thing stands.
 */
export class Ranking<T> {
  private readonly heap: Entry<T>[] = [];
  private sets = 0;
  private readonly entries = new Map<T, Entry<T>>();

  /** The thing of the greatest rank. */
  get first(): T | undefined {
    return this.heap[0]?.thing;
  }

  get size(): number {
    return this.heap.length;
  }

  /** The greatest rank; minus infinity where there is nothing. */
  get greatest(): number {
    return this.heap[0]?.rank ?? Number.NEGATIVE_INFINITY;
  }

  /** The things of a greater rank than this, in no order. */
  above(rank: number): readonly T[] {
    const found: T[] = [];
    const look = (place: number): void => {
      const entry = this.heap[place];
      if (entry === undefined || entry.rank <= rank) return;
      found.push(entry.thing);
      look(2 * place + 1);
      look(2 * place + 2);
    };
    look(0);
    return found;
  }

  /** All things, in no order. */
  things(): readonly T[] {
    return [...this.entries.keys()];
  }

  /** Gives a thing its rank; null takes it out. */
  set(thing: T, rank: number | null): void {
    const known = this.entries.get(thing);
    if (rank === null) {
      if (known !== undefined) this.remove(known);
      return;
    }
    const entry = known ?? { thing, rank, since: 0, place: this.heap.length };
    if (known === undefined) this.entries.set(thing, entry);
    entry.rank = rank;
    entry.since = this.sets++;
    this.settle(entry);
  }

  private remove(entry: Entry<T>): void {
    this.entries.delete(entry.thing);
    const last = this.heap.pop();
    if (last === undefined || last === entry) return;
    last.place = entry.place;
    this.settle(last);
  }

  /** Moves an entry from its place, up or down, to where its rank belongs. */
  private settle(entry: Entry<T>): void {
    while (entry.place > 0) {
      const above = this.heap[(entry.place - 1) >> 1];
      if (above === undefined || !isBefore(entry, above)) break;
      this.exchange(entry, above);
    }
    for (;;) {
      const left = this.heap[2 * entry.place + 1];
      const right = this.heap[2 * entry.place + 2];
      const below = left !== undefined && right !== undefined && isBefore(right, left) ? right : left;
      if (below === undefined || !isBefore(below, entry)) break;
      this.exchange(entry, below);
    }
    this.heap[entry.place] = entry;
  }

  /** Puts an entry where another stands, which takes its place. */
  private exchange(entry: Entry<T>, other: Entry<T>): void {
    const { place } = other;
    this.heap[entry.place] = other;
    other.place = entry.place;
    entry.place = place;
  }
}

const isBefore = <T>(one: Entry<T>, other: Entry<T>): boolean =>
  one.rank > other.rank || (one.rank === other.rank && one.since < other.since);
