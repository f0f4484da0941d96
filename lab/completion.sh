#!/bin/bash
# completion.sh: real shells complete a command line with the scripts that streamr makes for them; what each offers is
# compared with what it should. Run as root it installs the shells with apt; otherwise they must be there. Some seconds.
# shellcheck source=lab/daemon.sh
source "$(dirname "$0")/daemon.sh"

need zsh fish

export PATH=$image/bin:$PATH COMPLETIONS=$work/zsh HOME=$work
mkdir "$COMPLETIONS"
streamr completion bash >"$work/streamr.bash"
streamr completion zsh >"$COMPLETIONS/_streamr"
streamr completion fish >"$work/streamr.fish"

# What a shell shows for a command line; a terminal is read until it shows UNTIL.
offers() { # SHELL LINE UNTIL
  case $1 in
    bash)
      # shellcheck disable=SC2016 # for the inner shell
      bash --noprofile --norc -c '
        source "$1"
        read -ra COMP_WORDS <<<"$2"
        [ "${2% }" = "$2" ] || COMP_WORDS+=("")
        COMP_LINE=$2 COMP_POINT=${#2} COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _complete_streamr streamr "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}" 2>/dev/null || true
        printf "%s\n" "${COMPREPLY[@]}"' bash "$work/streamr.bash" "$2" ;;
    fish)
      # shellcheck disable=SC2016 # for fish
      fish --no-config -c 'source $argv[1]; complete -C $argv[2]' "$work/streamr.fish" "$2" ;;
    zsh) zsh -f "$lab/completion.zsh" file "$2" "$3" ;;
    zsh_sourced) zsh -f "$lab/completion.zsh" source "$2" "$3" ;;
  esac
}

failed=0
# What follows is offered, and nothing that starts with "!"; the last one is what a terminal shows last.
check() { # LINE WORD...
  local line=$1 shell word offered result
  shift
  for shell in bash fish zsh zsh_sourced; do
    offered=$(offers "$shell" "$line" "${!#}")
    result=ok
    for word in "$@"; do
      if grep -qE -- "(^|[[:space:]])${word#!}([[:space:]]|$)" <<<"$offered"; then
        [ "${word:0:1}" != '!' ] || result="FAILED: offers ${word#!}"
      else
        [ "${word:0:1}" = '!' ] || result="FAILED: does not offer $word"
      fi
    done
    if [ "$result" != ok ]; then
      failed=1
      echo "$offered" >&2
    fi
    printf '%-12s %-40s %s\n' "$shell" "'$line'" "$result"
  done
}

check 'streamr ' '!demo-viewers' invite serve stream completion status
check 'streamr stream ' '!serve' add list remove rotate-key
check 'streamr stream ro' rotate-key
check 'streamr invite --' --config --expires --name --qr --stream
check 'streamr serve --' '!--until-input-ends' --config
check 'streamr stream add --json --' '!--expires' --config
check "streamr config check --config $work/streamr.f" "$work/streamr.fish"
check 'streamr completion ' bash zsh fish
exit "$failed"
