import { type Outcome, saysUnchanged, type Validators } from '../model/outcome.js';
import type { Visit } from '../model/visit.js';
import type { Source } from '../model/watchlist.js';

/** A source as it is asked for. */
type Asked = Pick<Source, 'url' | 'lang'>;

/**
 * By what a source may be asked whether its document changed since it was read: what was said of one address goes to that one
 * only, and what was said to readers of another language says nothing.
 */
export function validatorsFor({ url, lang }: Asked, read: Visit | null): Validators | null {
  const validators = read?.validators ?? null;
  if (validators === null || (validators.lang !== undefined && validators.lang !== lang)) return null;
  if (validators.of !== undefined) return validators;
  const { url: asked = url, finalUrl = url } = read?.verdict ?? {};
  // Earlier versions did not say of which address it was: where it was another than the one that was asked, nobody knows.
  if (asked !== finalUrl || finalUrl === null) return null;
  return finalUrl === url ? validators : { ...validators, of: finalUrl };
}

/** By what the next night may ask, after this answer; `read` is the last night on which the document came. */
export function validatorsAfter(
  source: Asked,
  outcome: Outcome | null,
  read: Visit | null,
): Visit['validators'] {
  if (!saysUnchanged(outcome)) return validatorsOf(source, outcome);
  const before = read?.validators ?? null;
  const said = validatorsOf(source, outcome);
  return before === null || said === null ? (said ?? before) : { ...before, ...said };
}

/** Null where the server named nothing. */
function validatorsOf({ url, lang }: Asked, outcome: Outcome | null): Validators | null {
  if (outcome?.kind !== 'answered') return null;
  const { etag = null, 'last-modified': lastModified = null, vary } = outcome.headers;
  if (etag === null && lastModified === null) return null;
  const { finalUrl } = outcome;
  return {
    etag,
    lastModified,
    ...(finalUrl === url ? {} : { of: finalUrl }),
    ...(vary !== undefined && BY_LANGUAGE.test(vary) ? { lang } : {}),
  };
}

/** What a server says that shows readers of other languages another page (RFC 9110, 12.5.5). */
const BY_LANGUAGE = /(?:^|[\s,])(?:accept-language|\*)(?:$|[\s,])/i;
