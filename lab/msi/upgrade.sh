# An edited configuration, an update over it, a stop, and the end. To be sourced by msi.sh.
# shellcheck shell=bash disable=SC2154,SC2034 # names are those of msi.sh and its other parts
printf 'streams: { max-streams: 7 }\r\n' >>"$data/streamr.yaml"
win 30 reg add "$procrun\\Java" /v Options9 /t REG_MULTI_SZ /d -Xmx200m /f >/dev/null
before=$(sha256sum "$data/streamr.yaml")
echo 'an older one' >"$disk/Program Files/StreamrP2P/lib/jvm.options"
msiexec update.log /i 'C:\two.msi' || fail 'it does not update'
until_true 60 curl -fsS http://127.0.0.1:8081/health/ready
[ "$(sha256sum "$data/streamr.yaml")" = "$before" ] || fail 'the update changed streamr.yaml'
streamr config show | grep -Eq '^streams.max-streams  *7 ' || fail 'what was edited does not count'
[ "$(registry "$procrun\\Java" Options9)" = -Xmx200m ] || fail "the administrator's options of Java are gone"
heap=$(curl -fsS http://127.0.0.1:8081/metrics | sed -n 's/^jvm_memory_bytes_max{area="heap".*} //p')
[ "$(printf '%.0f' "$heap")" -le 210000000 ] || fail "the administrator's options of Java do not count: $heap bytes of heap"
[ "$(registry 'HKLM\SOFTWARE\StreamrP2P' StateDir)" = 'C:\Streams\state' ] || fail 'the update forgot STATEDIR'
grep -q sqlitejdbc.dll "$disk/Program Files/StreamrP2P/lib/jvm.options" || fail 'the files are still the older ones'
versions=$(win 30 reg query 'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall' /s | tr -d '\r' | sed -n 's/^ *DisplayVersion *REG_SZ *\(0\.[12]\.0\)$/\1/p')
[ "$versions" = 0.2.0 ] || fail "installed versions: $versions"
streamr status | grep 'pc' >/dev/null || fail 'it forgot its origin'
streamr stream list | grep '^show' >/dev/null || fail 'it forgot its stream'
if msiexec older.log /i 'C:\one.msi' >/dev/null; then fail 'an older version was installed over a newer one'; fi
ok 'updated: configuration and state kept, program replaced, an older version refused'

end_windows
if curl -fsS -m 2 http://127.0.0.1:8080/ >/dev/null 2>&1; then fail 'Windows has not ended'; fi
stay_up
until_true 60 curl -fsS http://127.0.0.1:8081/health/ready
ok 'Windows was started anew: the service came back with it'

: >"$(echo "$data"/logs/*stdout*)"
win 60 net stop streamr >/dev/null
stopped() { [ "$(state_of streamr)" = STOPPED ]; }
until_true 40 stopped
grep -aq 'daemon.Daemon: stopped' "$data"/logs/*stdout* || fail 'it was not stopped, but cut off'
if curl -fsS -m 2 http://127.0.0.1:8080/ >/dev/null 2>&1; then fail 'something still listens'; fi
ok 'the service stops in order: clients first, then the database'

: >"$disk/netsh.txt"
msiexec remove.log /x 'C:\two.msi' || fail 'it does not go'
[ -z "$(state_of streamr)" ] || fail 'the service is still there'
[ -z "$(registry 'HKLM\SOFTWARE\StreamrP2P' InstallDir)" ] || fail 'the registry still has it'
[ ! -e "$disk/Program Files/StreamrP2P/bin" ] || fail 'the program is still there'
grep -q 'advfirewall firewall delete rule name=StreamrP2P' "$disk/netsh.txt" || fail 'the firewall stays open'
if win 30 reg query 'HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment' /v PATH | grep StreamrP2P >/dev/null; then
  fail 'it is still on PATH'
fi
[ "$(sha256sum "$data/streamr.yaml")" = "$before" ] || fail 'the configuration is gone'
[ -s "$disk/Streams/state/streamr.db" ] || fail 'the state is gone'
ok 'uninstalled: no service, no program, no rule; configuration, logs and state are left'
