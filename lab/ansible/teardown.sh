# Taken away, first with everything kept. Sourced by ansible.sh.
# shellcheck shell=bash disable=SC2154 # from the scripts that source this

refuses 'streamr_teardown_confirm: must be community' community teardown -e streamr_teardown_confirm=yes
plays community teardown
on f2 'test ! -e /usr/bin/streamr && test -e /var/lib/streamr/mesh' || fail 'a teardown without confirmation is to keep data, and nothing else'
plays community site
! grep -A1 'Join with it' "$said" | grep -q changed || fail 'friends had to join anew'
ok 'taken away with the data kept, and brought back as it was'
plays community teardown -e streamr_teardown_confirm=community
nothing_left f1 f2 f3 f4
ok 'taken away: nothing is left'
