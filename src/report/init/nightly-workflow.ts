/** Set by hand in the repository's settings, where the workflow was made without an address to install from. */
const VARIABLE = `\${{ vars.CITEWATCH_PACKAGE }}`;

/** A repository on GitHub at a tag, a branch or a commit, as npm's ways to write it name it. */
const ON_GITHUB = /^(?:github:|(?:git\+)?https:\/\/github\.com\/)?([\w.-]+\/[\w.-]+?)(?:\.git)?#([\w./-]+)$/;

/**
 * The workflow that plays a night on GitHub: this project's own. Where citewatch comes `from` a repository on GitHub its action is used,
 * else it is installed (from what npm installs a package from); without an address a variable of the repository's names that.
 */
export const nightlyWorkflow = (
  from: string | null,
  version: string,
): string => `# Re-reads every source that sources.json names, each night. The secrets SMTP_URL, MAIL_FROM and MAIL_TO have the digest go out by mail;
# SUBSCRIBERS is the text of subscribers.json. Written by citewatch ${version}.
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
${stepsOf(from)}          SMTP_URL: \${{ secrets.SMTP_URL }}
          MAIL_FROM: \${{ secrets.MAIL_FROM }}
          MAIL_TO: \${{ secrets.MAIL_TO }}
          CITEWATCH_WEBHOOK_URL: \${{ secrets.CITEWATCH_WEBHOOK_URL }}
`;

function stepsOf(from: string | null): string {
  const [, repository, ref] = ON_GITHUB.exec(from ?? '') ?? [];
  return repository === undefined ? installed(from) : action(`${repository}@${ref}`);
}

const action = (uses: string): string => `      - uses: ${uses}
        with:
          page-url: \${{ vars.CITEWATCH_PAGE_URL }}
          subscribers: \${{ secrets.SUBSCRIBERS }}
          pages-branch: \${{ vars.CITEWATCH_PAGES_BRANCH }}
        env:
`;

const installed = (
  from: string | null,
): string => `      - uses: actions/setup-node@249970729cb0ef3589644e2896645e5dc5ba9c38 # v6.5.0
        with:
          node-version: 24
      - name: Install citewatch
        run: |
          if [ -z "$CITEWATCH_PACKAGE" ]; then echo "::error::Set the repository variable CITEWATCH_PACKAGE to the git address that citewatch is installed from."; exit 1; fi
          npm install --no-save --prefix "$RUNNER_TEMP/citewatch" "$CITEWATCH_PACKAGE"
          echo "$RUNNER_TEMP/citewatch/node_modules/.bin" >> "$GITHUB_PATH"
        env:
          CITEWATCH_PACKAGE: ${from === null ? VARIABLE : JSON.stringify(from)}

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
`;
