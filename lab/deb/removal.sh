# The package goes, sourced by deb.sh.
# shellcheck shell=bash disable=SC2154 # set by deb.sh

on f1 'apt-get remove -y -q streamr' >"$work/remove.log" 2>&1 || fail 'apt-get remove'
! on f1 'pgrep -u streamr' >/dev/null || fail 'something still runs after the removal'
on f1 test -s /var/lib/streamr/streamr.db || fail 'the removal took the data'
install_package f1 streamr >"$work/again.log" 2>&1 || fail 'installing it again'
ready f1 || fail 'it does not run when it is installed again'
[ "$(on f1 streamr stream list --json | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["name"])')" = show ] || fail 'the stream is forgotten'
on f1 'apt-get purge -y -q streamr' </dev/null >"$work/purge.log" 2>&1 || { cat "$work/purge.log" >&2; fail 'apt-get purge'; }
left=$(on f1 "find / -xdev \( -path /proc -o -path /sys -o -path /run/user -o -path /var/cache/apt -o -path /var/lib/apt -o -path /var/log \) -prune -o -iname '*streamr*' -print; getent passwd streamr; getent group streamr; systemctl list-unit-files --no-legend 'streamr*'" |
  grep -v -e /usr/share/keyrings/streamr-archive-keyring.gpg -e /etc/apt/sources.list.d/streamr.sources || true)
[ -z "$left" ] || fail "left behind by the purge: $left"
ok 'removed: the data stayed; purged: nothing did'
