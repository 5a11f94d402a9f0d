interface Reason {
  readonly kind: string;
}

type OfKind<R extends Reason, K> = R extends Reason ? (K extends R['kind'] ? R : never) : never;

/** Words for each kind of a reason, or how they are made of its figures. */
type WordsByKind<R extends Reason> = {
  readonly [K in R['kind']]: string | ((why: OfKind<R, K>) => string);
};

/** The function that puts a reason into the words of its kind. */
export const reasonWords =
  <R extends Reason>(words: WordsByKind<R>) =>
  (why: R): string => {
    const own = words[why.kind as R['kind']] as string | ((why: R) => string);
    return typeof own === 'string' ? own : own(why);
  };
