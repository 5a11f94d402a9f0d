import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Says what the packed program carries of others: their licences in full (`dist/THIRD-PARTY-LICENSES.md`), and with what npm installs beside
 * it a bill of materials (`dist/sbom.cdx.json`). `npm audit` and scanners do not see what is bundled.
 */

/**
 * Something of others in our files: a package, a part of one, or data.
 * @typedef {{ name: string, version?: string, license: string, repository: string, text: string, within?: string, folder?: string }} Part
 */

/** Licences (SPDX) that ask for no more than that they be named and handed on. Another fails the build: a person decides. */
// biome-ignore format: a list
const ALLOWED = new Set([
  'MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'BlueOak-1.0.0', 'CC0-1.0', 'Unlicense', 'Unicode-3.0',
]);

const LICENSE_FILE = /^licen[cs]e(?:\.md|\.txt)?$/i;
/** Texts of packages that name a licence and bring no file of it. */
const WITHOUT_FILE = { boolbase: 'licenses/boolbase.txt' };

const PDFJS = 'node_modules/pdfjs-dist';
const UNICODE = {
  license: 'Unicode-3.0',
  repository: 'https://github.com/unicode-org/cldr',
  file: 'licenses/unicode.txt',
};
const PDFJS_CODEC = { license: 'MIT', repository: 'https://github.com/mozilla/pdf.js' };
/** What packages took in when they were bundled themselves, by the name that their bundler left in a comment. */
const TAKEN_IN = {
  'core-js': {
    license: 'MIT',
    repository: 'https://github.com/zloirock/core-js',
    file: 'licenses/core-js.txt',
    version: /version: '([\d.]+)',\s+mode: IS_PURE/,
  },
  brotli: {
    license: 'MIT',
    repository: 'https://github.com/google/brotli',
    file: 'licenses/brotli.txt',
  },
  qcms: { ...PDFJS_CODEC, file: `${PDFJS}/wasm/LICENSE_PDFJS_QCMS` },
  jbig2: { ...PDFJS_CODEC, license: 'Apache-2.0', file: `${PDFJS}/wasm/LICENSE_PDFJS_JBIG2` },
  openjpeg: {
    ...PDFJS_CODEC,
    license: 'BSD-2-Clause',
    file: `${PDFJS}/wasm/LICENSE_PDFJS_OPENJPEG`,
  },
  '@formatjs_generated/unicode': UNICODE,
  '@formatjs_generated/cldr.core': UNICODE,
};
const TAKEN_IN_FROM = /^;?\/\/ .*\b(?:node_modules|external)\/((?:@[^/\s]+\/)?[^/\s]+)\//gm;

/** Tables that are made from data of others: those of pdf.js (`packedTables` in tools/bundle.mjs), and those whose `source` under `src` says so. */
const DATA = [
  {
    name: 'cmap-resources',
    license: 'BSD-3-Clause',
    repository: 'https://github.com/adobe-type-tools/cmap-resources',
    file: `${PDFJS}/cmaps/LICENSE`,
  },
  { name: 'Unicode CLDR and Unicode Character Database', ...UNICODE },
];
/** A package whose words stand in `src/passage/text/notation-names.json`. */
const WORDS_OF = 'node_modules/n2words';

/**
 * Everything of others in what was bundled, by name. Throws, with its name, for what has no licence, no text of it, or one that is not allowed.
 * @param {Iterable<string>} inputs - files that the bundler read
 * @param {string} root - the folder in which they and `node_modules` lie
 * @returns {Part[]}
 */
export function bundledParts(inputs, root = '.') {
  const files = [...inputs];
  const folders = new Set([
    ...files.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []),
    WORDS_OF,
  ]);
  const packages = [...folders].map((folder) => packageIn(folder, root));
  const parts = [
    ...packages,
    ...packages.flatMap((one) => takenInBy(one, files, root)),
    ...DATA.map((data) => withText(data, root)),
  ];
  for (const part of parts) mustBeAllowed(part);
  const byTitle = new Map(parts.map((part) => [`${titleOf(part)} ${part.within}`, part]));
  return [...byTitle.values()].sort((a, b) => (titleOf(a) < titleOf(b) ? -1 : 1));
}

function packageIn(folder, root) {
  const { name, version, license, repository, homepage } = JSON.parse(
    readFileSync(join(root, folder, 'package.json'), 'utf8'),
  );
  const own = readdirSync(join(root, folder)).find((file) => LICENSE_FILE.test(file));
  const file = own === undefined ? WITHOUT_FILE[name] : join(folder, own);
  if (file === undefined) throw new Error(`${name} is bundled, and has no file with its licence`);
  return withText(
    {
      name,
      version,
      license,
      repository: webAddress(repository?.url ?? repository ?? homepage),
      file,
      folder,
    },
    root,
  );
}

function takenInBy({ name: within, folder }, files, root) {
  const sources = files.filter(
    (path) => path.startsWith(`${folder}/`) && !path.slice(folder.length).includes('node_modules'),
  );
  const read = sources
    .filter((path) => existsSync(join(root, path)))
    .map((path) => readFileSync(join(root, path), 'utf8'));
  const names = new Set(
    read.flatMap((text) => [...text.matchAll(TAKEN_IN_FROM)].map(([, name]) => name)),
  );
  return [...names].map((name) => {
    const known = TAKEN_IN[name];
    if (known === undefined)
      throw new Error(`${within} has ${name} within it, whose licence is not known here`);
    const version =
      known.version &&
      read.map((text) => known.version.exec(text)?.[1]).find((found) => found !== undefined);
    return withText({ ...known, name, version, within }, root);
  });
}

const withText = ({ file, ...part }, root) => ({
  ...part,
  text: readFileSync(join(root, file), 'utf8').trim(),
});

function mustBeAllowed({ name, license }) {
  const ids = String(license)
    .split(/[() ]+|\bAND\b|\bOR\b/)
    .filter((id) => id !== '');
  if (!ids.every((id) => ALLOWED.has(id)))
    throw new Error(`${name} has a licence that nobody has looked at: ${license}`);
}

/** The page of a repository, of which package.json has many spellings. */
function webAddress(repository = '') {
  const path = /^(?:github:)?([\w.-]+\/[\w.-]+)$/.exec(repository)?.[1];
  if (path !== undefined) return `https://github.com/${path.replace(/\.git$/, '')}`;
  return repository
    .replace(/^(?:git\+)?(?:ssh|git|https?):\/\/(?:git@)?|^git@/, 'https://')
    .replace(/(?<=\w):(?=\w)/, '/')
    .replace(/\.git$/, '');
}

/**
 * What a part is called in the page of licences.
 * @param {Pick<Part, 'name' | 'version'>} part
 */
export const titleOf = ({ name, version }) =>
  [name, version].filter((word) => word !== undefined).join(' ');

/**
 * The page with the licences: what is bundled, then each text once.
 * @param {readonly Part[]} parts
 */
export function licensesPage(parts) {
  const texts = Map.groupBy(parts, ({ text }) => text.replaceAll(/\s+/g, ' '));
  const lines = parts.map((part) => {
    const within = part.within === undefined ? '' : `, within ${part.within}`;
    return `- ${titleOf(part)}${within}: ${part.license}, <${part.repository}>`;
  });
  const sections = [...texts.values()].map((same) => {
    const titles = [...new Set(same.map(titleOf))].join(', ');
    return `## ${titles}\n\n\`\`\`text\n${same[0].text}\n\`\`\`\n`;
  });
  return `# What citewatch carries of others\n\n${lines.join('\n')}\n\n${sections.join('\n')}`;
}

/**
 * A bill of materials (CycloneDX 1.6) of what is bundled and of what npm installs beside it. It has neither a time nor a number of its own: what
 * is built twice is the same.
 * @param {readonly Part[]} parts
 * @param {{ packages: Record<string, object> }} lock - package-lock.json
 * @param {{ name: string, version: string, license: string }} program - package.json
 */
export function billOfMaterials(parts, { packages }, { name, version, license }) {
  const installed = Object.entries(packages).flatMap(([path, one]) => {
    if (path === '' || one.dev === true) return [];
    const part = { name: path.split('node_modules/').at(-1), ...one };
    mustBeAllowed(part);
    return [component(part, 'installed', one.integrity)];
  });
  const bundled = parts.map((part) => component(part, 'bundled', packages[part.folder]?.integrity));
  const ref = `pkg:github/asylos/citewatch@v${version}`;
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': ref,
        name,
        version,
        licenses: licensesOf(license),
        purl: ref,
      },
    },
    components: [
      ...new Map([...bundled, ...installed].map((one) => [one['bom-ref'], one])).values(),
    ],
  };
}

function component({ name, version, license, repository, within, optional }, how, integrity) {
  const purl = version === undefined ? undefined : `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const [algorithm, digest] = integrity?.split('-') ?? [];
  return {
    type: 'library',
    'bom-ref': `${how}:${within === undefined ? '' : `${within}:`}${purl ?? name}`,
    name,
    ...(version !== undefined && { version }),
    scope: optional === true ? 'optional' : 'required',
    ...(algorithm === 'sha512' && {
      hashes: [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }],
    }),
    licenses: licensesOf(license),
    ...(purl !== undefined && { purl }),
    ...(repository !== undefined && { externalReferences: [{ type: 'vcs', url: repository }] }),
    properties: [
      { name: 'citewatch:how', value: how },
      ...(within === undefined ? [] : [{ name: 'citewatch:within', value: within }]),
    ],
  };
}

const licensesOf = (license) =>
  license.includes(' ') ? [{ expression: license }] : [{ license: { id: license } }];
