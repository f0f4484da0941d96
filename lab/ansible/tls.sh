# TLS by a certificate authority of the proxies' own, PostgreSQL on a machine of its own. Sourced by ansible.sh.
# shellcheck shell=bash disable=SC2154 # from the scripts that source this

password="pa'ss-$(od -An -N9 -tx1 /dev/urandom | tr -d ' ')"
inventory tls <<YAML
    origin:
      hosts:
        f1:
          ansible_host: $(f 1)
          streamr_config:
            http: { bind: 127.0.0.1 }
            database: { url: "jdbc:postgresql://$(f 5)/streamr?sslmode=require", user: streamr }
          streamr_secrets: { database.password: "$password" }
    friends: { hosts: { f2: { ansible_host: $(f 2), streamr_config: { http: { bind: 127.0.0.1 } } } } }
    postgresql:
      hosts:
        f5:
          ansible_host: $(f 5)
          postgresql_password: "$password"
          postgresql_listen: [localhost, $(f 5)]
          postgresql_clients: [$(f 1)/32]
    proxy:
      vars: { proxy_tls: internal }
      hosts:
        f1: { proxy_sites: [{ domain: live.test, node: f1 }] }
        f2: { proxy_sites: [{ domain: friend.test, node: f2 }] }
YAML
plays tls site
[ "$(on f1 streamr status --json | json 'd["database"]')" = postgresql ] || fail 'the origin does not use PostgreSQL'
[ "$(on f1 streamr nodes --json | json 'd[0]["path"] + " " + d[0]["address"]')" = 'direct https://friend.test' ] ||
  fail 'the friend is not reached by TLS'
plays tls site
changed_nothing 'the second run'
ok 'TLS and PostgreSQL; again: nothing was changed'

for i in 1 2 5; do
  ! on "f$i" "journalctl --no-pager | grep -qF \"${password#*-}\"" || fail "the password is in the journal of f$i"
done
! on f5 "grep -rqF \"${password#*-}\" /var/log/postgresql" || fail 'the password is in the log of PostgreSQL'
! on f1 "grep -rqF \"${password#*-}\" /etc/streamr/conf.d /etc/streamr/streamr.yaml" || fail 'the password is in the configuration'
! on f2 "PGPASSWORD='x' true; command -v psql" || fail 'f2 has a client of PostgreSQL'
ok 'the password is in no log and in no configuration'

plays tls validate -e "{\"validate_addresses\": {\"live.test\": \"$(f 1)\", \"friend.test\": \"$(f 2)\"}}"
grep -q '"check": "http-flv"' "$said" || fail 'nothing was watched through the proxy'
ok 'watched from outside through the proxy: page, events, HLS, LL-HLS, HTTP-FLV'

on f1 streamr stream add before >/dev/null 2>&1
on f5 systemctl start streamr-database-backup.service
on f1 streamr stream add after >/dev/null 2>&1
on f1 systemctl stop streamr
on f5 "ls -t /var/backups/streamr-database/*.dump | head -1 | xargs /usr/local/lib/streamr-database/restore" >/dev/null
on f1 systemctl start streamr
[ "$(on f1 streamr stream list --json | json '[s["name"] for s in d]')" = "['before']" ] || fail 'the backup did not bring back what it had'
until_true 60 ready f2
[ "$(on f1 streamr nodes --json | json 'd[0]["state"]')" = active ] || fail 'the friend does not know the restored origin'
ok 'a backup brought back what it had, and nothing else'

plays tls teardown -e streamr_teardown_confirm=tls
nothing_left f1 f2 f5
ok 'taken away: nothing is left'
