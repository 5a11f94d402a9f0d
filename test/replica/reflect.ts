/**
 * The three reflection calls that @peculiar/x509's own container asks for, over a WeakMap.
 * Imported before that library; a full `reflect-metadata`, if one is loaded first, stays in place.
 */
type Metadata = Map<unknown, unknown>;

const store = new WeakMap<object, Metadata>();

const own = (key: unknown, target: object): unknown => store.get(target)?.get(key);

const inherited = (key: unknown, target: object): unknown => {
  for (
    let at: object | null = target;
    at !== null;
    at = Object.getPrototypeOf(at) as object | null
  ) {
    if (store.get(at)?.has(key)) return own(key, at);
  }
  return undefined;
};

const define = (key: unknown, value: unknown, target: object): void => {
  const metadata = store.get(target) ?? new Map<unknown, unknown>();
  store.set(target, metadata.set(key, value));
};

if (!('getMetadata' in Reflect)) {
  Object.assign(Reflect, { getMetadata: inherited, getOwnMetadata: own, defineMetadata: define });
}
