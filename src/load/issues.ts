import { type Problem, UserError } from '../model/problem.js';
import { covers, type DisputedIssue, sectionsOf } from '../model/schedule.js';
import type { Report } from '../model/watchlist.js';
import { didYouMean } from './nearest.js';

const problem = (message: string): Problem => ({ file: '--issue', line: 0, column: 0, message });

/** Reads `Protection=3,4,6`. Throws one `UserError` for all that have no name or sections, or name a section that the report lacks. */
export function parseIssues(texts: readonly string[], report: Report): readonly DisputedIssue[] {
  const there = sectionsOf(report);
  const issues = texts.map((text): DisputedIssue => {
    const at = text.lastIndexOf('=');
    const sections = text.slice(at + 1).split(',');
    return {
      name: text.slice(0, Math.max(at, 0)).trim(),
      sections: sections.map((section) => section.trim()).filter(Boolean),
    };
  });
  const problems = issues.flatMap(({ name, sections }, i) => [
    ...(name === '' || sections.length === 0
      ? [problem(`"${texts[i]}" is not a name and sections, such as "Protection=3,4,6"`)]
      : sections
          .filter((named) => !there.some((section) => covers(named, section)))
          .map((named) =>
            problem(
              `the report has no section "${named}"${didYouMean(
                named,
                there.filter((section) => section !== null),
              )}`,
            ),
          )),
  ]);
  if (problems.length > 0) throw new UserError(problems);
  return issues;
}
