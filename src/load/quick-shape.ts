import type * as z from 'zod';

/** What a shape makes of a value. Throws a {@link Doubt} where there may be something to say of it. */
type Read = (value: unknown) => unknown;

class Doubt extends Error {}

const doubt: Read = () => {
  throw new Doubt();
};

/**
 * What a shape makes of a value of JSON of which there is nothing to say, in a quarter of the time that zod takes; null where zod has to
 * be asked. It goes by zod's own account of the shape, and knows of it what a file of ours is made of.
 */
export function readQuickly<T>(shape: z.ZodType<T>, value: unknown): { readonly value: T } | null {
  try {
    return { value: readOf(shape)(value) as T };
  } catch (error) {
    if (error instanceof Doubt) return null;
    throw error;
  }
}

function readOf(shape: z.core.$ZodType): Read {
  const { def } = (shape as z.core.$ZodTypes)._zod;
  const { checks = [] } = def;
  // A format of texts is a check of itself.
  if (def.type === 'string' && !('check' in def) && def.coerce !== true) return textOf(checks);
  if (checks.length > 0) return doubt;
  switch (def.type) {
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? value : doubt(value));
    case 'enum': {
      const values = new Set<unknown>(Object.values(def.entries));
      return (value) => (values.has(value) ? value : doubt(value));
    }
    case 'array': {
      const read = readOf(def.element);
      return (value) => (Array.isArray(value) ? value.map(read) : doubt(value));
    }
    case 'object':
      return def.catchall?._zod.def.type === 'never' ? strictObject(def.shape) : doubt;
    default:
      return absentOf(def);
  }
}

/** Shapes that say what stands for nothing. */
function absentOf(def: z.core.$ZodTypes['_zod']['def']): Read {
  if (def.type !== 'nullable' && def.type !== 'optional' && def.type !== 'default') return doubt;
  const read = readOf(def.innerType);
  // Made anew for each value, as zod does: a list that stands for nothing is nobody else's.
  if (def.type === 'default') return (value) => (value === undefined ? def.defaultValue : read(value));
  const nothing = def.type === 'nullable' ? null : undefined;
  return (value) => (value === nothing ? nothing : read(value));
}

const textOf =
  (checks: readonly z.core.$ZodCheck<never>[]): Read =>
  (value) => {
    if (typeof value !== 'string') return doubt(value);
    const text: z.core.ParsePayload<string> = { value, issues: [] };
    for (const one of checks as z.core.$ZodCheck<string>[]) one._zod.check(text);
    return text.issues.length === 0 ? text.value : doubt(value);
  };

function strictObject(shape: z.core.$ZodShape): Read {
  const fields = Object.entries(shape).map(([key, field]) => ({ key, read: readOf(field) }));
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return doubt(value);
    const given = value as Readonly<Record<string, unknown>>;
    const made: Record<string, unknown> = {};
    let known = 0;
    for (const { key, read } of fields) {
      const field = given[key];
      if (field !== undefined) known++;
      const one = read(field);
      if (one !== undefined) made[key] = one;
    }
    for (const _ in given) known--;
    return known === 0 ? made : doubt(value);
  };
}
