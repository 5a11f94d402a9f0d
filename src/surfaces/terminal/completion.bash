# bash completion for citewatch: source <(citewatch completion bash)
_citewatch() {
  local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}"
  local command= file=sources.json words= word i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="${COMP_WORDS[i]}"
    case "$command${command:+ }$word" in
      {{commands}}) command="$command${command:+ }$word" ;;
    esac
    if [ "$word" = --sources ]; then file="${COMP_WORDS[i+1]}"; fi
  done
  COMPREPLY=()
  case "$command $prev" in
{{values}}
    *)
      case "$command" in
{{words}}
      esac
      case "$command $cur" in
        *' -'*) ;;
        {{sources}})
          words="$words $("${COMP_WORDS[0]}" completion sources --sources "$file" 2>/dev/null)" ;;
      esac ;;
  esac
  while IFS= read -r word; do
    case "$word" in
      '') ;;
      "$cur"*) COMPREPLY+=("$word") ;;
    esac
  done <<< "${words// /$'\n'}"
}
complete -o default -F _citewatch citewatch
