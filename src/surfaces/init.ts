import { textBeside } from '../text-beside.js';

const NIGHTLY = textBeside(new URL('./workflows/nightly.yml', import.meta.url));
const CITATIONS = textBeside(new URL('./workflows/citations.yml', import.meta.url));
const INSTALL = textBeside(new URL('./workflows/install.yml', import.meta.url));
const FETCH = textBeside(new URL('./workflows/fetch.yml', import.meta.url));

/** A package in a release on GitHub: the repository, and the tag. */
const RELEASE =
  /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+)\/releases\/download\/([\w.-]+)\/[^/#]+$/;

/** A template with its `{{names}}` filled in; a line that holds nothing but a name gives way to the lines, or goes with none. */
export const fillTemplate = (template: string, values: Readonly<Record<string, string>>): string =>
  Object.entries(values).reduce(
    (text, [name, value]) =>
      text
        .replace(new RegExp(`^ *# \\{\\{${name}\\}\\}\\n`, 'mu'), () => value)
        .replace(`{{${name}}}`, () => value),
    template,
  );

/**
 * The steps that install citewatch from what `parsePackage` gives. What is fetched is checked before any of it is run: a release by what
 * GitHub signed of where it was built, another file by its digest. The step that runs code of packages sees no secret and no token, and
 * installs what the package's own lock names, each by its digest.
 */
function installSteps(from: string): string {
  const isFetched = from.startsWith('https:');
  const isFile = from.startsWith('../report/init/');
  return fillTemplate(INSTALL, {
    fetch: isFetched ? fetchStep(from) : '',
    file:
      isFetched || isFile
        ? '$CITEWATCH_PACKAGE'
        : '$RUNNER_TEMP/$(npm pack --silent --pack-destination "$RUNNER_TEMP" "$CITEWATCH_PACKAGE")',
    package: isFetched ? `\${{ runner.temp }}/citewatch.tgz` : JSON.stringify(from),
  });
}

function fetchStep(from: string): string {
  const [url = '', sha256] = from.split('#sha256=');
  const [, repository, tag] = RELEASE.exec(url) ?? [];
  const isSigned = sha256 === undefined;
  return fillTemplate(FETCH, {
    check: isSigned
      ? `gh attestation verify "$RUNNER_TEMP/citewatch.tgz" --repo ${repository} --signer-workflow ${repository}/.github/workflows/release.yml --source-ref refs/tags/${tag}`
      : `echo "${sha256}  $RUNNER_TEMP/citewatch.tgz" | sha256sum --check --strict`,
    url: JSON.stringify(url),
    token: isSigned ? `          GH_TOKEN: \${{ github.token }}\n` : '',
  });
}

/** The workflow that plays a night on GitHub: this project's own, with citewatch installed from `from` and not built. */
export const nightlyWorkflow = (from: string, version: string): string =>
  fillTemplate(NIGHTLY, { version, install: installSteps(from) });

/**
 * The workflow that verifies on GitHub what a pull request adds to `sources.json`: this project's own, with citewatch installed from
 * `from` and not built. It names no variable and no secret of the repository's: GitHub hands neither to a fork.
 */
export const pullRequestWorkflow = (from: string, version: string): string =>
  fillTemplate(CITATIONS, { version, install: installSteps(from) });
