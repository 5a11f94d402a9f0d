/** What a thing that no server sent was kept for. */
export const RESOURCE_ROLES = ['rendered', 'screenshot', 'handed-in'] as const;

/**
 * `rendered` is what a page's scripts made of it in a browser, as HTML; `screenshot` what it looked like there; `handed-in` a file
 * that a person saved.
 */
export type ResourceRole = (typeof RESOURCE_ROLES)[number];

/** How web archives set such a thing apart from what a server sent for the address: `urn:view:` is what their crawlers write. */
const PREFIXES: Readonly<Record<ResourceRole, string>> = {
  rendered: 'urn:rendered:',
  screenshot: 'urn:view:',
  'handed-in': 'urn:handed-in:',
};

/** The name of such a thing, by its role and the address that it is of: never that address itself. */
export const resourceUri = (role: ResourceRole, url: string): string =>
  `${PREFIXES[role]}${url.replace(/#.*$/su, '')}`;
