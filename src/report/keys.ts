/** The file by which others know a key: the key set to publish (RFC 7517), its only key named by its thumbprint. */
export const renderKeyDirectory = (x: string, thumbprint: string): string =>
  `${JSON.stringify({ keys: [{ kty: 'OKP', crv: 'Ed25519', kid: thumbprint, x, use: 'sig' }] }, null, 2)}\n`;

/** What was made, and what is to be done with it. The key itself is not in it. */
export const renderNewKey = (key: string, directory: string, thumbprint: string, path: string): string =>
  `${key}: the key. It is a secret: keep it out of the repository.
${directory}: its public half. Publish it at https://YOUR-HOST${path}
  as application/http-message-signatures-directory+json
Thumbprint: ${thumbprint}
Then: citewatch check --key ${key} --key-directory https://YOUR-HOST
`;
