#!/bin/bash
# deb.sh: the package on real machines with systemd, from a signed apt repository: installed, streamed through, killed,
# hung, rebooted, upgraded under a viewer's eyes, misconfigured, removed and purged. Needs root and the built packages
# (mvn -Ppackages -DskipTests package); three minutes.
# shellcheck source=lab/machines.sh
source "$(dirname "$0")/machines.sh"

need lintian shellcheck debhelper curl python3
root=$lab/..
shellcheck "$root"/packaging/{build,stage} "$root"/packaging/linux/after-upgrade "$root"/packaging/deb/build \
  "$root"/packaging/deb/debian/{preinst,postinst,prerm,postrm} "$root"/packaging/deb/repository/{publish,keyring}
said=$(lintian --allow-root --fail-on error,warning "$packages/streamr_${version}_amd64.deb" 2>&1) || fail "lintian: $said"
[ "$(stat -c %s "$packages/streamr_${version}_amd64.deb")" -lt 90000000 ] || fail 'the deb is over 90 MB'
[ "$(du -sm "$stage" | cut -f1)" -lt 250 ] || fail 'it takes over 250 MB when installed'
# dpkg asks people, and fails where nobody answers, when a configuration file that they have edited changes in the package
# as well. So this one never does; what is new belongs in the manual.
[ "$(sha256sum "$stage/etc/streamr/streamr.yaml" | cut -d' ' -f1)" = "$(cat "$lab/deb/streamr.yaml.sha256")" ] ||
  fail 'streamr.yaml has changed: upgrades of machines where it was edited would stop and ask'
ok "$(du -m "$packages/streamr_${version}_amd64.deb" | cut -f1) MB, $(du -sm "$stage" | cut -f1) MB installed; lintian and shellcheck have nothing to say"

# An earlier version: the same image with a lower number and another build of itself.
previous=$version~previous
SOURCE_DATE_EPOCH=$(stat -c %Y "$stage") "$root/packaging/deb/build" "$stage" "$previous" "$work"
apt_repository "$work/streamr_${previous}_amd64.deb"
"$lab/fleet.sh" base
"$lab/fleet.sh" add curl man-db
"$lab/fleet.sh" up 1
f1=$net.11
serve "$work/apt/public" 8990
trust_apt_repository f1 8990

# Installed
clock=$(date +%s%N)
install_package f1 streamr >"$work/install.log" || { cat "$work/install.log" >&2; fail 'apt-get install'; }
installed=$(since "$clock")
ready f1 || fail 'it does not run after the installation'
[ "$(on f1 systemctl is-enabled streamr)" = enabled ] || fail 'it is not enabled'
exposure=$(on f1 systemd-analyze security --no-pager streamr | sed -n 's/.*Overall exposure level.*: \([0-9.]*\) .*/\1/p')
awk -v e="$exposure" 'BEGIN { exit !(e != "" && e <= 2.0) }' || fail "systemd-analyze security says $exposure"
[ "$(on f1 "stat -c %U /proc/$(main_pid f1)")" = streamr ] || fail 'the daemon is not of user streamr'
[ "$(on f1 "awk '/^CapEff/ { print \$2 }' /proc/$(main_pid f1)/status")" = 0000000000000000 ] || fail 'the daemon has a privilege'
key=$(on f1 streamr stream add show --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["streamKey"])')
publish "$f1" "$key"
until_true 30 curl -fsS "http://$f1:8080/live/show.m3u8"
[ "$(pictures "http://$f1:8080/live/show.m3u8" 1)" -ge 20 ] || fail 'no picture'
ok "installed in $installed s, first picture after $(since "$clock") s; security $exposure; ports 1935 and 8080 without a privilege"
on f1 man -w streamr >/dev/null 2>&1 || on f1 test -s /usr/share/man/man1/streamr.1.gz || fail 'no manual page'

# It dies
pid=$(main_pid f1)
on f1 kill -9 "$pid"
until_true 20 restarted f1 "$pid"
ok 'killed: systemd started it again'

# It hangs. A drop-in makes the wait short.
on f1 'mkdir -p /run/systemd/system/streamr.service.d
  printf "[Service]\nWatchdogSec=4s\nTimeoutAbortSec=2s\n" >/run/systemd/system/streamr.service.d/test.conf
  systemctl daemon-reload && systemctl restart streamr'
pid=$(main_pid f1)
on f1 kill -STOP "$pid"
until_true 40 restarted f1 "$pid"
on f1 'journalctl -u streamr | grep -q "Watchdog timeout"' || fail 'it was not the watchdog'
on f1 'rm -r /run/systemd/system/streamr.service.d && systemctl daemon-reload'
ok 'hung: the watchdog ended it, and systemd started it again'

# The machine reboots
kill "$publisher" 2>/dev/null || true
"$lab/fleet.sh" reboot f1 >/dev/null
until_true 30 ready f1
publish "$f1" "$key"
until_true 30 curl -fsS "http://$f1:8080/live/show.m3u8"
ok 'rebooted: it came back, and knows the stream key'

# shellcheck source=lab/deb/upgrade.sh
source "$lab/deb/upgrade.sh"
# shellcheck source=lab/deb/troubles.sh
source "$lab/deb/troubles.sh"
# shellcheck source=lab/deb/removal.sh
source "$lab/deb/removal.sh"
