/** Set by hand in the repository's settings, where the workflow was made without an address to install from. */
const VARIABLE = `\${{ vars.CITEWATCH_PACKAGE }}`;

/**
 * The workflow that checks a folder each night on GitHub: this project's own nightly check, with citewatch installed from
 * `from` (what npm installs a package from) instead of built. Without it a variable of the repository's names it.
 */
export const nightlyWorkflow = (
  from: string | null,
  version: string,
): string => `# Re-reads every source that sources.json names, each night. Set the secrets SMTP_URL, MAIL_FROM and MAIL_TO if the digest
# should go out by mail. Written by citewatch ${version}.
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
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 120
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - uses: actions/setup-node@249970729cb0ef3589644e2896645e5dc5ba9c38 # v6.5.0
        with:
          node-version: 24
      - name: Install citewatch
        run: |
          if [ -z "$CITEWATCH_PACKAGE" ]; then echo "::error::Set the repository variable CITEWATCH_PACKAGE to the git address that citewatch is installed from."; exit 1; fi
          npm install --no-save --prefix "$RUNNER_TEMP/citewatch" "$CITEWATCH_PACKAGE"
          echo "$RUNNER_TEMP/citewatch/node_modules/.bin" >> "$GITHUB_PATH"
        env:
          CITEWATCH_PACKAGE: ${from === null ? VARIABLE : JSON.stringify(from)}

      # What earlier nights saw. It holds no addresses of people. The whole folder: a killed run leaves its log beside the database.
      - name: Restore the store
        uses: actions/cache/restore@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5
        with:
          path: .citewatch
          key: citewatch-store-\${{ github.run_id }}-\${{ github.run_attempt }}
          restore-keys: citewatch-store-

      # Red only for a reason: 1 could not do its job, 2 findings of high severity, 3 bad input. Annotations and the
      # job's summary are written by the check itself.
      - name: Check every source
        id: check
        run: citewatch check
        env:
          CITEWATCH_PAGE_URL: \${{ vars.CITEWATCH_PAGE_URL }}

      - name: Send the digest
        if: \${{ !cancelled() && steps.check.outcome != 'skipped' }}
        run: |
          if [ -z "$SMTP_URL" ]; then echo "SMTP_URL is not set: no mail"; exit 0; fi
          citewatch digest --send
        env:
          SMTP_URL: \${{ secrets.SMTP_URL }}
          MAIL_FROM: \${{ secrets.MAIL_FROM }}
          MAIL_TO: \${{ secrets.MAIL_TO }}
          CITEWATCH_PAGE_URL: \${{ vars.CITEWATCH_PAGE_URL }}

      # Also after a failure or a time-out: every visit that landed is kept, and the next run goes on from there.
      - name: Keep the store
        if: \${{ always() && steps.check.outcome != 'skipped' }}
        uses: actions/cache/save@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5
        with:
          path: .citewatch
          key: citewatch-store-\${{ github.run_id }}-\${{ github.run_attempt }}

      - name: Keep the reports
        if: \${{ always() && steps.check.outcome != 'skipped' }}
        uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0
        with:
          name: reports
          path: reports
          if-no-files-found: warn

  # Commits the reports, so that their history can be read, and so that GitHub does not switch the schedule off after
  # 60 days without a commit. The only job that may write, and it runs none of citewatch.
  publish:
    needs: check
    if: \${{ !cancelled() && needs.check.result != 'skipped' }}
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: write
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
      - uses: actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1
        with:
          name: reports
          path: reports
      - name: Commit the reports
        run: |
          git add reports
          git diff --cached --quiet && exit 0
          git -c user.name='citewatch' -c user.email='citewatch@users.noreply.github.com' commit -m "Reports of $(date -u +%F)"
          git push
`;
