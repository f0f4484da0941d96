# The package goes and comes back, sourced by rpm.sh.
# shellcheck shell=bash disable=SC2154 # set by rpm.sh

on "$machine" systemctl start streamr
must remove streamr
! on "$machine" 'pgrep -u streamr' >/dev/null || fail 'something still runs after the removal'
left=$(on "$machine" 'systemctl list-units --all --no-legend "streamr*"; systemctl list-unit-files --no-legend "streamr*"
  find /usr /run /etc/systemd -xdev -iname "*streamr*" -not -path "/run/user/*"')
[ -z "$left" ] || fail "left behind: $left"
on "$machine" test -s /var/lib/streamr/streamr.db || fail 'the removal took the data'
on "$machine" grep -q edited.by.hand /etc/streamr/streamr.yaml.rpmsave || fail 'the removal took the configuration'
on "$machine" id streamr >/dev/null || fail 'the removal took the owner of the data'
ok 'erased: no service, no unit; state and edited configuration stayed'

# An administrator wants it off, and there is no systemd-sysusers: the user comes from useradd.
on "$machine" 'mkdir -p /etc/systemd/system-preset && echo "disable streamr.service" >/etc/systemd/system-preset/10-streamr.preset
  userdel streamr && mv /usr/bin/systemd-sysusers /root/'
must install streamr
[ "$(on "$machine" 'getent passwd streamr' | cut -d: -f6)" = /var/lib/streamr ] || fail 'no user without systemd-sysusers'
[ "$(on "$machine" systemctl is-enabled streamr || true)" = disabled ] || fail 'enabled against the orders'
! on "$machine" systemctl is-active --quiet streamr || fail 'started against the orders'
on "$machine" 'chown -R streamr: /var/lib/streamr; mv /root/systemd-sysusers /usr/bin/; systemctl start streamr'
ready "$machine" || fail 'it does not start'
[ "$(on "$machine" streamr stream list --json | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["name"])')" = show ] || fail 'the stream is forgotten'
ok 'installed again: obeys a preset of the administrator, makes the user by itself, and the stream is still known'

# Where systemd does not run, as when a machine's image is made: nothing is started, but the choice is kept for its start.
on "$machine" 'rm /etc/systemd/system-preset/10-streamr.preset; systemctl stop streamr'
for does in remove install; do
  on "$machine" "unshare --mount sh -c 'mount -t tmpfs tmpfs /run && dnf -y $does streamr'" </dev/null >"$work/dnf.log" 2>&1 ||
    { cat "$work/dnf.log" >&2; fail "dnf $does without systemd"; }
  ! grep -i 'scriptlet failed\|^streamr: ' "$work/dnf.log" || fail "dnf $does without systemd: words"
done
[ "$(on "$machine" systemctl is-enabled streamr)" = enabled ] || fail 'not enabled for the first start'
ok 'without a running systemd: installed, and enabled for the first start'
