/** What a page says of itself to search engines (schema.org in JSON-LD). */
export interface Statement {
  readonly published: string | null;
  readonly modified: string | null;
  /** The article's text, where the page repeats it; null elsewhere. */
  readonly body: string | null;
}

const ARTICLE = /article|posting|report|webpage|creativework|legislation|dataset/i;
/** Levels of lists and graphs that are looked into; pages have two, and no page may make us recurse. */
const DEEPEST = 6;

/** Reads the first statement about an article in the JSON-LD scripts of a page. Broken scripts say nothing. */
export function readJsonLd(scripts: readonly string[]): Statement {
  const items = scripts.flatMap((script) => objects(parse(script), 0));
  const articles = items.filter((item) => ARTICLE.test(String(item['@type'] ?? '')));
  const first = (key: string): string | null => {
    for (const item of articles) {
      const value = item[key];
      if (typeof value === 'string' && value.trim() !== '') return value;
    }
    return null;
  };
  return { published: first('datePublished'), modified: first('dateModified'), body: first('articleBody') };
}

type Item = Readonly<Record<string, unknown>>;

function parse(script: string): unknown {
  try {
    return JSON.parse(script);
  } catch {
    return null;
  }
}

function objects(value: unknown, depth: number): Item[] {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => objects(item, depth + 1));
  const item = value as Item;
  return [item, ...objects(item['@graph'], depth + 1), ...objects(item.mainEntity, depth + 1)];
}
