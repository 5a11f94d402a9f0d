import list from './markup-words.json' with { type: 'json' };

/** Names and words of markup by which a page's text is read. */
interface MarkupWords {
  /** Elements that are never shown, or are no text. */
  readonly unshown: readonly string[];
  /** Elements that stand on lines of their own. */
  readonly blocks: readonly string[];
  /** What elements say of their contents by their role. */
  readonly roles: Readonly<Record<string, 'hard' | 'soft' | 'list' | 'label' | 'content'>>;
  /** What elements say of their contents by their name. */
  readonly elements: Readonly<Record<string, 'hard' | 'soft' | 'list' | 'label' | 'content'>>;
  /** Words of a class or an id of which all that stands there is furniture. */
  readonly hard: readonly string[];
  /** Words of a class or an id of which all but long prose is. */
  readonly soft: readonly string[];
  /** Words behind which such a word names something else: `layout--with-sidebar` is the layout. */
  readonly qualifiers: readonly string[];
  /** Words of what readers wrote. */
  readonly readers: readonly string[];
  /** Words of a box that leads elsewhere, or speaks beside the document. */
  readonly beside: readonly string[];
  /** Names under which pages state when they were published, the surest first. */
  readonly published: readonly string[];
  /** Names under which pages state when they were changed, the surest first. */
  readonly modified: readonly string[];
  /** By top-level domain, the encoding that a browser of the place falls back to when nothing is declared. */
  readonly encodings: Readonly<Record<string, string>>;
  /** By a page's language (BCP 47, in lower case), the encoding that a browser of those who speak it falls back to. */
  readonly languages: Readonly<Record<string, string>>;
}

export const markupWords = list as MarkupWords;
