# Stopped to save cost, and started again. Sourced by ansible.sh.
# shellcheck shell=bash disable=SC2154 # from the scripts that source this

plays community pause
for i in 1 2 3 4; do ! on "f$i" systemctl is-active --quiet streamr || fail "f$i runs"; done
"$lab/fleet.sh" reboot f2 >/dev/null
! on f2 systemctl is-active --quiet streamr || fail 'a paused machine runs after it was rebooted'
plays community pause
changed_nothing 'a second pause'
plays community resume
for i in 1 2 3 4; do ready "f$i" || fail "f$i is not ready"; done
[ "$(on f1 streamr nodes --json | json '[n["state"] for n in d]')" = "['active', 'active', 'active']" ] || fail 'not all friends serve'
plays community resume
changed_nothing 'a second resume'
on f3 streamr drain >/dev/null
plays community pause --limit friends
on f1 systemctl is-active --quiet streamr || fail 'the origin was stopped as well'
plays community resume
[ "$(on f1 streamr nodes --json | json '[n["state"] for n in d]')" = "['active', 'draining', 'active']" ] ||
  fail 'what an owner has drained does not stay so'
on f3 streamr undrain >/dev/null
ok 'paused over a reboot, and resumed; a friend that its owner drains stays so'
