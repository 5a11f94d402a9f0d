/**
 * How a citation line is printed. `asylos`: the house style. `oscola`: the Oxford standard of British lawyers.
 * `tribunal`: as a schedule of evidence names a document. `footnote`: as the UK Home Office's country notes do.
 * `csl`: CSL-JSON, for reference managers.
 */
export const CITATION_STYLES = ['asylos', 'oscola', 'tribunal', 'footnote', 'csl'] as const;

export type CitationStyle = (typeof CITATION_STYLES)[number];
