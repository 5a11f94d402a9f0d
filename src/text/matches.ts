/**
 * All matches of a global expression, as `String.matchAll` gives them. That one works on a copy of the expression, whose compiled form
 * is forgotten at the next collection of garbage: where expressions are long and memory is short, compiling them again took a
 * fifteenth of a first night.
 */
export function matchesIn(expression: RegExp, text: string): readonly RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
    found.push(match);
    if (match[0] === '') expression.lastIndex++;
  }
  return found;
}
