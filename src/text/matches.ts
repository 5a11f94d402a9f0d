/**
 * All matches of a global expression, as `String.matchAll` gives them. That one works on a copy of the expression, whose compiled form
 * is forgotten at the next collection of garbage: where expressions are long and memory is short, compiling them again took a
 * fifteenth of a first night. Throws a `TypeError` for an expression that is not global.
 */
export function matchesIn(expression: RegExp, text: string): readonly RegExpExecArray[] {
  if (!expression.global) throw new TypeError(`${expression} is not global`);
  const found: RegExpExecArray[] = [];
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
    found.push(match);
    // Into the middle of a character that takes two units, an expression of Unicode's would step back for ever.
    if (match[0] === '')
      expression.lastIndex +=
        expression.unicode && (text.codePointAt(expression.lastIndex) ?? 0) > 0xffff ? 2 : 1;
  }
  return found;
}
