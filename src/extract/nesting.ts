/** Elements that say something of all that stands in them. */
const COUNTED = ['pre', 'li', 'blockquote', 'figcaption', 'article', 'main'] as const;

type Counted = (typeof COUNTED)[number];
const isCounted = (name: string): name is Counted => (COUNTED as readonly string[]).includes(name);

/** In which elements a walk through a page is. */
export class Nesting {
  readonly #open: Record<Counted, number> = {
    pre: 0,
    li: 0,
    blockquote: 0,
    figcaption: 0,
    article: 0,
    main: 0,
  };

  enter(name: string): void {
    if (isCounted(name)) this.#open[name]++;
  }

  leave(name: string): void {
    if (isCounted(name)) this.#open[name]--;
  }

  isIn(...names: readonly Counted[]): boolean {
    return names.some((name) => this.#open[name] > 0);
  }
}
