# Upgrades, sourced by rpm.sh: a stream is on, and the configuration was edited.
# shellcheck shell=bash disable=SC2154 # set by rpm.sh

pending() { on "$machine" streamr status --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["restartPending"])'; }
pid=$(main_pid "$machine")
on "$machine" "echo '# edited by hand' >>/etc/streamr/streamr.yaml"
on "$machine" dnf -q clean all
must upgrade streamr
[ "$(installed_version)" = "$version" ] || fail 'the package was not upgraded'
on "$machine" grep -q edited.by.hand /etc/streamr/streamr.yaml || fail 'the edited configuration is gone'
on "$machine" cat /etc/streamr/streamr.yaml.rpmnew | cmp - "$stage/etc/streamr/streamr.yaml" || fail 'no .rpmnew'
[ "$(main_pid "$machine")" = "$pid" ] || fail 'the upgrade broke the live stream'
[ "$(pending)" = True ] || { cat "$work/dnf.log" >&2; fail "nothing says that a restart is pending"; }
kill "$publisher"
until_true 60 restarted "$machine" "$pid"
ok 'upgraded under a live stream: not broken, the new version began after it; the edited configuration stayed, the new one is .rpmnew'

# Nobody streams, and there is a version of a configuration that it does not take: the running one is left alone.
pid=$(main_pid "$machine")
on "$machine" "echo 'htpp: { port: 80 }' >/etc/streamr/conf.d/wrong.yaml"
must downgrade streamr
grep -q htpp "$work/dnf.log" || fail 'the wrong key is not named'
[ "$(main_pid "$machine")" = "$pid" ] || fail 'the daemon was restarted with a configuration that it cannot use'
on "$machine" rm /etc/streamr/conf.d/wrong.yaml
must upgrade streamr
until_true 30 restarted "$machine" "$pid"
ok 'a wrong configuration: the key was named, and the running daemon left alone; put right, the upgrade restarted it'

on "$machine" systemctl stop streamr
must reinstall streamr
! on "$machine" systemctl is-active --quiet streamr || fail 'a service that was stopped on purpose was started'
ok 'a service that was stopped stays stopped'
