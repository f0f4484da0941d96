# What systemctl status says when the daemon cannot start, sourced by deb.sh.
# shellcheck shell=bash disable=SC2154 # set by deb.sh

status_says() { # WORDS WHAT
  until_true 20 on f1 "systemctl status --no-pager -n 20 streamr 2>&1 | grep -q '$1'"
  ok "$2: $(on f1 systemctl show -P StatusText streamr)"
}
again() { on f1 'systemctl stop streamr; systemctl start --no-block streamr'; }

on f1 systemctl stop streamr
on f1 'systemd-run --quiet --unit squatter python3 -m http.server 8080'
until_true 10 curl -fsS -o /dev/null "http://$f1:8080/"
again
status_says 'http.port.*in use' 'port in use'
on f1 systemctl stop squatter
until_true 20 ready f1
ok 'port free again: it came by itself'

on f1 "printf 'http: { tls: { certificate: /etc/streamr/missing.pem, key: /etc/streamr/missing.key } }\n' >/etc/streamr/conf.d/tls.yaml"
again
status_says 'missing.pem' 'missing key'
on f1 rm /etc/streamr/conf.d/tls.yaml

on f1 'systemctl stop streamr; mkdir /root/state && cp -a /var/lib/streamr/. /root/state
  mount -t tmpfs -o size=1m,mode=0700 tmpfs /var/lib/streamr && chown streamr: /var/lib/streamr
  dd if=/dev/zero of=/var/lib/streamr/filler bs=4k status=none 2>/dev/null; systemctl start --no-block streamr'
status_says '[Nn]o space\|full' 'full disk'
on f1 'systemctl stop streamr; umount /var/lib/streamr; rm -r /root/state; systemctl start streamr'
ready f1 || fail 'it does not start when all is well again'
