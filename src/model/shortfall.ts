/** Why a task of the pool came to no end. */
export type Shortfall =
  | { readonly kind: 'time'; readonly seconds: number }
  | { readonly kind: 'memory'; readonly megabytes: number }
  | { readonly kind: 'stopping' }
  /** The system's own words. */
  | { readonly kind: 'broken'; readonly message: string };
