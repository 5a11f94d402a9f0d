/** The fields that have a value: of a record whose other fields are to be absent, and not null. */
export const optional = <T extends object>(
  fields: T,
): { -readonly [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  ) as { -readonly [K in keyof T]?: NonNullable<T[K]> };
