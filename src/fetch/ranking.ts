interface Entry<T> {
  readonly thing: T;
  readonly rank: number;
  readonly since: number;
}

/**
 * Things in the order of a number that changes: the greatest first, of equals the one whose number was set first. A binary
 * heap that knows where each thing stands.
 */
export class Ranking<T> {
  private readonly heap: Entry<T>[] = [];
  private sets = 0;
  private readonly places = new Map<T, number>();

  /** The thing of the greatest rank. */
  get first(): T | undefined {
    return this.heap[0]?.thing;
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
    return [...this.places.keys()];
  }

  set(thing: T, rank: number): void {
    const place = this.places.get(thing) ?? this.heap.length;
    this.put(place, { thing, rank, since: this.sets++ });
    this.settle(place);
  }

  delete(thing: T): void {
    const place = this.places.get(thing);
    if (place === undefined) return;
    this.places.delete(thing);
    const last = this.heap.pop();
    if (last === undefined || place === this.heap.length) return;
    this.put(place, last);
    this.settle(place);
  }

  private put(place: number, entry: Entry<T>): void {
    this.heap[place] = entry;
    this.places.set(entry.thing, place);
  }

  /** Moves what stands at a place up or down to where its rank belongs. */
  private settle(start: number): void {
    const entry = this.heap[start];
    if (entry === undefined) return;
    const isBefore = (one: Entry<T> | undefined, other: Entry<T> | undefined): boolean =>
      one !== undefined &&
      (other === undefined || one.rank > other.rank || (one.rank === other.rank && one.since < other.since));
    const swap = (place: number, other: number): number => {
      this.put(place, this.heap[other] ?? entry);
      this.put(other, entry);
      return other;
    };
    let place = start;
    for (
      let above = (place - 1) >> 1;
      place > 0 && isBefore(entry, this.heap[above]);
      above = (place - 1) >> 1
    )
      place = swap(place, above);
    for (;;) {
      const left = 2 * place + 1;
      const below = isBefore(this.heap[left + 1], this.heap[left]) ? left + 1 : left;
      if (!isBefore(this.heap[below], entry)) return;
      place = swap(place, below);
    }
  }
}
