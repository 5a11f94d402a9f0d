/** Elements that say something of all that stands in them. */
type Counted = 'pre' | 'li' | 'blockquote' | 'figcaption' | 'article' | 'main';

/** In which elements a walk through a page is. */
export class Nesting {
  readonly #open = new Map<string, number>([
    ['pre', 0],
    ['li', 0],
    ['blockquote', 0],
    ['figcaption', 0],
    ['article', 0],
    ['main', 0],
  ]);

  enter(name: string): void {
    this.#add(name, 1);
  }

  leave(name: string): void {
    this.#add(name, -1);
  }

  isIn(name: Counted): boolean {
    return this.#open.get(name) !== 0;
  }

  #add(name: string, one: 1 | -1): void {
    const open = this.#open.get(name);
    if (open !== undefined) this.#open.set(name, open + one);
  }
}
