#!/bin/zsh -f
# What zsh offers for a command line, as seen in a terminal, when TAB is pressed: completion.zsh HOW LINE UNTIL
# HOW is "file" ($COMPLETIONS holds _streamr) or "source" (the output of streamr is sourced); it ends when UNTIL is seen.
set -e
zmodload zsh/zpty
zpty -b shell 'TERM=dumb COLUMNS=200 zsh -f -i'

# Waits ten seconds at most until the terminal has shown a text, and prints what came until then.
shown() {
  local all piece
  for _ in {1..200}; do
    while zpty -rt shell piece; do all+=$piece; done
    [[ $all == *$1* ]] && break
    sleep 0.05
  done
  print -r -- "$all"
}

if [[ $1 == file ]]; then
  known="fpath=($COMPLETIONS \$fpath); autoload -Uz compinit && compinit -u -D"
else
  known='source <(streamr completion zsh)'
fi
zpty -w shell "PS1=; LISTMAX=0; setopt no_beep; $known; print rea''dy"
shown ready >/dev/null
zpty -wn shell "$2"$'\t'
shown "$3"
zpty -d shell
