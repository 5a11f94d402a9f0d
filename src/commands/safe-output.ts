import { TURNING, withoutHidden } from '../report/hidden.js';

/** What a stream may be told besides text. */
export interface Allowed {
  /** Colours (SGR). */
  readonly colour: boolean;
  /** Back to the line's beginning, and the line wiped: a bar that moves. */
  readonly live: boolean;
  /** GitHub Actions listens to what is printed. */
  readonly actions: boolean;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins a colour
const COLOUR = /^\u001b\[[\d;]*m$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins the wiping of a line
const BAR = /^(?:\r|\u001b\[2K)$/u;
/** Colours, the bar's two controls, and every other control character but tab and line feed. */
const CONTROL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /\u001b\[[\d;]*m|\u001b\[2K|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;
/**
 * What the runner of GitHub Actions takes for a command: `::` at the beginning of a line, `##[` anywhere in one
 * (`ActionCommand.TryParseV2` and `TryParse` of actions/runner).
 */
const COMMAND = /^([^\S\r\n\u2028\u2029]*):(?=:)|##(?=\[)/gmu;

/**
 * Text for a terminal or a log that shows it and does not obey it, whoever wrote it: the last thing done before anything is
 * printed. Parts of reports do the same where they know more; what they forget ends here.
 */
export function safeOutput(text: string, { colour, live, actions }: Allowed): string {
  const shown = withoutHidden(text)
    .replace(TURNING, '')
    .replace(CONTROL, (control) =>
      (colour && COLOUR.test(control)) || (live && BAR.test(control)) ? control : '',
    );
  return actions ? shown.replace(COMMAND, (_, space) => (space === undefined ? '# #' : `${space}: `)) : shown;
}
