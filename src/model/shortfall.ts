/** Why a task of the pool came to no end. */
export type Shortfall =
  /** Its thread was at work for longer: seconds of processor time. */
  | { readonly kind: 'time'; readonly seconds: number }
  /** So many seconds passed by the clock, and its thread had not been at work for its time: it waited, or the machine was overloaded. */
  | { readonly kind: 'stalled'; readonly seconds: number }
  | { readonly kind: 'memory'; readonly megabytes: number }
  | { readonly kind: 'stopping' }
  /** The system's own words. */
  | { readonly kind: 'broken'; readonly message: string };
