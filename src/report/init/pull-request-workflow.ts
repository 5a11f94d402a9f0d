import { installSteps } from './nightly-workflow.js';

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
