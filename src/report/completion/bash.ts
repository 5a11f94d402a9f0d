import { type CompletedCommand, IDS } from './completed.js';

/** A word between apostrophes, in which a shell sees nothing but the word. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** `pattern) assignment ;;` of a `case`. */
const entry = (pattern: string, words: readonly string[]): string =>
  `    ${quoted(pattern)}) words=${quoted(words.join(' '))} ;;`;

/**
 * Completion for bash: `source <(citewatch completion bash)`. What is offered is compared as text and never expanded, for ids are
 * what somebody wrote into `sources.json`; where nothing is known to fit, bash offers files.
 */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const nameOf = ({ path }: CompletedCommand): string => path.join(' ');
  const values = commands.flatMap((command) =>
    command.options
      .filter(({ takesValue }) => takesValue)
      .flatMap(({ names, choices }) => names.map((name) => entry(`${nameOf(command)} ${name}`, choices))),
  );
  const words = commands.map((command) =>
    entry(nameOf(command), [
      ...command.commands,
      ...(typeof command.argument === 'string' ? [] : command.argument),
      ...command.options.flatMap(({ names }) => names),
    ]),
  );
  const sources = commands.filter(({ argument }) => argument === 'source').map(nameOf);
  return `# bash completion for citewatch: source <(citewatch completion bash)
_citewatch() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}"
  local command= file=sources.json words= word i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case "$command\${command:+ }$word" in
      ${commands.flatMap((command) => (command.path.length === 0 ? [] : [quoted(nameOf(command))])).join('|')}) command="$command\${command:+ }$word" ;;
    esac
    if [ "$word" = --sources ]; then file="\${COMP_WORDS[i+1]}"; fi
  done
  COMPREPLY=()
  case "$command $prev" in
${values.join('\n')}
    *)
      case "$command" in
${words.map((line) => `    ${line}`).join('\n')}
      esac
      case "$command $cur" in
        *' -'*) ;;
        ${sources.map((name) => `${quoted(`${name} `)}*`).join('|')})
          words="$words $("\${COMP_WORDS[0]}" ${IDS} --sources "$file" 2>/dev/null)" ;;
      esac ;;
  esac
  while IFS= read -r word; do
    case "$word" in
      '') ;;
      "$cur"*) COMPREPLY+=("$word") ;;
    esac
  done <<< "\${words// /$'\\n'}"
}
complete -o default -F _citewatch citewatch
`;
}

/** Completion for zsh, which takes that of bash: `source <(citewatch completion zsh)`. */
export const zshCompletion = (commands: readonly CompletedCommand[]): string =>
  `#compdef citewatch\nautoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n${bashCompletion(commands)}`;
