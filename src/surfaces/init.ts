import type { Severity } from '../model/finding.js';
import type { Lint } from '../model/lint.js';
import { type Imported, isWritten } from '../model/manuscript.js';
import type { Watchlist } from '../model/watchlist.js';
import {
  changeLine,
  inNumbers,
  leftOutLines,
  leftOutNumbers,
  listed,
  uncertainLines,
  uncitedLines,
  unreadLines,
} from './import.js';
import { plain } from './terminal/screen.js';
import { count, SEVERITY } from './words/words.js';

/** What became of a file of a folder that is to be watched. */
export interface InitFile {
  /** Relative to the folder. */
  readonly path: string;
  readonly state: 'written' | 'brought-up-to-date' | 'kept';
  /** A line that a file that was kept should have and has not. */
  readonly lacks?: string | undefined;
}

interface Initiated {
  readonly imported: Imported;
  readonly watch: Watchlist;
  readonly series: readonly {
    readonly source: string;
    readonly series: string;
    readonly edition: string | null;
  }[];
  readonly lints: readonly Lint[];
  readonly files: readonly InitFile[];
}

/** What was found in the report, what is to do, and which files there are now. `file` is the path of `sources.json`. */
export function renderInit({ imported, watch, series, lints, files }: Initiated, file: string): string {
  const isNew = imported.changes.some(({ kind }) => kind === 'report-added');
  const changed = imported.changes.filter((change) => !isNew || !isWritten(change)).map(changeLine);
  const parts = [
    part(inNumbers(imported), changed),
    ...doubts(imported, watch, file),
    partOf(
      series,
      'Series known by their address; a newer edition will be looked for. Take "series" out where it is wrong:',
      ({ source, series: id, edition }) => [`${source}: ${id}${edition === null ? '' : `, ${edition}`}`],
    ),
    lintWords(lints),
    part('Files:', files.map(fileLine)),
  ];
  return `${parts.filter((text) => text !== '').join('\n\n')}\n`;
}

function doubts(
  { report, uncertain, leftOut, uncited: listedOnly, unread }: Imported,
  watch: Watchlist,
  file: string,
): readonly string[] {
  const cited = new Set(watch.reports.find(({ id }) => id === report)?.citations.map(({ source }) => source));
  const sources = watch.sources.filter(({ id }) => cited.has(id));
  const bare = sources.filter(({ url }) => url === null);
  const uncited = uncertain.filter(({ doubts: [first] }) => first?.kind === 'no-citation');
  const others = [
    ...uncertain.filter((one) => !uncited.includes(one)).map(uncertainLines),
    ...unreadLines(unread).map((line) => [line]),
  ];
  const [left = ''] = leftOutNumbers(leftOut);
  return [
    partOf(
      bare,
      `Without an address, ${bare.length} of ${count(sources.length, 'source', 'sources')}. citewatch find --all looks for their pages by title and passage; one that you know, put under "url" in ${file}.`,
      ({ id, publisher, title }) => [`${id}: ${publisher}, “${title}”`],
    ),
    partOf(
      uncited,
      `${count(uncited.length, 'quotation', 'quotations')} without a citation: name the source in ${file}.`,
      uncertainLines,
    ),
    left === '' ? '' : part(left, leftOutLines(leftOut)),
    listedOnly.length === 0
      ? ''
      : part(
          `${count(listedOnly.length, 'document', 'documents')} of the list of sources that nothing cites.`,
          uncitedLines(listedOnly),
        ),
    partOf(
      others,
      `${count(others.length, 'reading is', 'readings are')} uncertain: compare with the report.`,
      (lines) => lines,
    ),
  ];
}

const GRAVITY: readonly Severity[] = ['high', 'medium', 'low'];

function lintWords(lints: readonly Lint[]): string {
  const parts = GRAVITY.flatMap((severity) => {
    const n = lints.filter((lint) => lint.severity === severity).length;
    return n === 0 ? [] : [`${n} ${SEVERITY[severity].word.toLowerCase()}`];
  });
  return parts.length === 0
    ? ''
    : `${count(lints.length, 'thing', 'things')} to mend in the citations themselves (${parts.join(', ')}): citewatch lint lists them.`;
}

const fileLine = ({ path, state, lacks }: InitFile): string => {
  const words = { written: '+', 'brought-up-to-date': '~', kept: '=' }[state];
  const note = state === 'kept' ? (lacks === undefined ? ' was there and stays' : ` stays: add a line ${lacks}`) : '';
  return `${words} ${path}${note}`;
};

const part = (heading: string, lines: readonly string[]): string =>
  [plain(heading), ...listed(lines).map((line) => `  ${plain(line)}`)].join('\n');

const partOf = <T>(items: readonly T[], heading: string, linesOf: (item: T) => readonly string[]): string =>
  items.length === 0 ? '' : part(heading, items.flatMap(linesOf));

/** What to do once the folder is there. */
export function nextSteps(made: {
  readonly dir: string;
  readonly checked: boolean;
  /** The built package that the workflows install. */
  readonly from: string;
}): string {
  const go = made.dir === '.' ? '' : `cd ${made.dir} && `;
  const steps = [
    made.checked
      ? `Open ${made.dir === '.' ? '' : `${made.dir}/`}reports/index.html: what is to do, most urgent first.`
      : `${go}citewatch check   looks at every source once`,
    `${go}citewatch add URL --quote "…"   adds a source that the report does not have yet`,
    `Every night: push this folder to GitHub. It installs ${made.from}; until that is released, each night ends with a sentence that says so (init --from names another).`,
  ];
  return `\nNext:\n${steps.map((step, i) => `  ${i + 1}. ${step}`).join('\n')}\n`;
}

/** A package in a release on GitHub: the repository, and the tag. */
const RELEASE = /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+)\/releases\/download\/([\w.-]+)\/[^/#]+$/;

/**
 * The steps that install citewatch from what `parsePackage` gives. What is fetched is checked before any of it is run: a release by what
 * GitHub signed of where it was built, another file by its digest. The step that runs code of packages sees no secret and no token, and
 * installs what the package's own lock names, each by its digest.
 */
function installSteps(from: string): string {
  const [url = '', sha256] = from.split('#sha256=');
  const isFetched = url.startsWith('https:');
  const isFile = from.startsWith('../report/init/');
  return `      - uses: actions/setup-node@249970729cb0ef3589644e2896645e5dc5ba9c38 # v6.5.0
        with:
          node-version: 24
${isFetched ? fetchStep(url, sha256) : ''}      - name: Install citewatch
        run: |
          ${isFetched || isFile ? 'file=$CITEWATCH_PACKAGE' : 'file=$RUNNER_TEMP/$(npm pack --silent --pack-destination "$RUNNER_TEMP" "$CITEWATCH_PACKAGE")'}
          mkdir -p "$RUNNER_TEMP/citewatch/bin"
          tar --extract --gzip --file "$file" --directory "$RUNNER_TEMP/citewatch" --strip-components=1
          cd "$RUNNER_TEMP/citewatch"
          npm ci --omit=dev --ignore-scripts
          # Of all packages only this one has something to compile, where no build of it fits.
          npm rebuild better-sqlite3
          chmod +x dist/cli.js
          ln -s ../dist/cli.js bin/citewatch
          echo "$PWD/bin" >> "$GITHUB_PATH"
        env:
          CITEWATCH_PACKAGE: ${isFetched ? `\${{ runner.temp }}/citewatch.tgz` : JSON.stringify(from)}
`;
}

function fetchStep(url: string, sha256: string | undefined): string {
  const [, repository, tag] = RELEASE.exec(url) ?? [];
  const isSigned = sha256 === undefined;
  const check = isSigned
    ? `gh attestation verify "$RUNNER_TEMP/citewatch.tgz" --repo ${repository} --signer-workflow ${repository}/.github/workflows/release.yml --source-ref refs/tags/${tag}`
    : `echo "${sha256}  $RUNNER_TEMP/citewatch.tgz" | sha256sum --check --strict`;
  return `      # Built once, and not here each night.
      - name: Fetch citewatch
        run: |
          if ! curl --fail --silent --show-error --location --retry 3 --proto =https --output "$RUNNER_TEMP/citewatch.tgz" "$CITEWATCH_URL"; then
            echo "::error::$CITEWATCH_URL cannot be fetched: is that version released? citewatch init --from names another."
            exit 1
          fi
          ${check}
        env:
          CITEWATCH_URL: ${JSON.stringify(url)}
${isSigned ? `          GH_TOKEN: \${{ github.token }}\n` : ''}`;
}

/** The workflow that plays a night on GitHub: this project's own, with citewatch installed from `from` and not built. */
export const nightlyWorkflow = (
  from: string,
  version: string,
): string => `# Re-reads every source that sources.json names, each night. The secrets SMTP_URL, MAIL_FROM and MAIL_TO have the digest go out by mail;
# SUBSCRIBERS is the text of subscribers.json. Only the step that sends sees them. Written by citewatch ${version}.
name: Nightly check
on:
  schedule:
    - cron: "17 2 * * *" # not on the hour, when everybody's jobs start
  workflow_dispatch:

permissions: {}

# One night at a time: a second run waits for the first.
concurrency:
  group: nightly

jobs:
  night:
    runs-on: ubuntu-latest
    timeout-minutes: 120
    permissions:
      contents: write # the reports, and what the night saw
      issues: write # the one issue of each report
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          ref: \${{ github.ref_name }}
          persist-credentials: false
${installSteps(from)}
      # Red only for a reason: 1 a step of the job failed, 2 something new was found, 3 bad input.
      - name: One night
        run: |
          if [ -n "$SUBSCRIBERS" ]; then printf '%s\\n' "$SUBSCRIBERS" > subscribers.json; fi
          exec citewatch nightly --pages-branch "\${CITEWATCH_PAGES_BRANCH:-none}"
        env:
          SUBSCRIBERS: \${{ secrets.SUBSCRIBERS }}
          GITHUB_TOKEN: \${{ github.token }}
          CITEWATCH_PAGE_URL: \${{ vars.CITEWATCH_PAGE_URL }}
          CITEWATCH_PAGES_BRANCH: \${{ vars.CITEWATCH_PAGES_BRANCH }}
          SMTP_URL: \${{ secrets.SMTP_URL }}
          MAIL_FROM: \${{ secrets.MAIL_FROM }}
          MAIL_TO: \${{ secrets.MAIL_TO }}
          CITEWATCH_WEBHOOK_URL: \${{ secrets.CITEWATCH_WEBHOOK_URL }}
`;

/**
 * The workflow that verifies on GitHub what a pull request adds to `sources.json`: this project's own, with citewatch installed from
 * `from` and not built. It names no variable and no secret of the repository's: GitHub hands neither to a fork.
 */
export const pullRequestWorkflow = (
  from: string,
  version: string,
): string => `# Verifies what a pull request adds to sources.json before it is merged: only new citations and quotations are looked at. It needs no
# secret and may write nothing, so that it runs for forks too. Written by citewatch ${version}.
name: Citations
on:
  pull_request:
    paths: [sources.json]

permissions:
  contents: read

concurrency:
  group: citations-\${{ github.ref }}
  cancel-in-progress: true

jobs:
  added:
    runs-on: ubuntu-latest
    timeout-minutes: 60
    steps:
      # The merge of the pull request, and what it is merged into.
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
          fetch-depth: 2
${installSteps(from)}
      # Red only for a reason: 1 could not do its job, 2 an added quotation does not stand or an added address is dead, 3 bad input.
      # What does not stand is annotated at its line.
      - name: Check what was added
        id: check
        run: |
          git cat-file -e HEAD^1
          git show HEAD^1:sources.json > "$RUNNER_TEMP/before.json" || echo "sources.json is new: all of it was added"
          citewatch check --added-since "$RUNNER_TEMP/before.json"

      - name: Keep the captured pages
        if: \${{ always() && steps.check.outcome != 'skipped' }}
        uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0
        with:
          name: evidence
          path: .citewatch/evidence
          include-hidden-files: true
          if-no-files-found: ignore
`;
