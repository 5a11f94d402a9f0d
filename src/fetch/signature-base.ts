/** A component that a signature covers: its identifier as it is written (`"@authority"`), and its value. */
export type Component = readonly [identifier: string, value: string];

/** The identifiers of components, and the parameters of the signature behind them, as `Signature-Input` has them. */
export const signatureParams = (components: readonly Component[], params: string): string =>
  `(${components.map(([identifier]) => identifier).join(' ')})${params}`;

/** What is signed: each component on a line, and what the signature says of itself (RFC 9421, 2.5). */
export const signatureBase = (components: readonly Component[], params: string): string =>
  [...components, ['"@signature-params"', signatureParams(components, params)] as const]
    .map(([identifier, value]) => `${identifier}: ${value}`)
    .join('\n');
