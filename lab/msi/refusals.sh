# What is refused, and that nothing is left of it. To be sourced by msi.sh.
# shellcheck shell=bash disable=SC2154,SC2034 # names are those of msi.sh and its other parts
refused() { # LOG SENTENCE ARGUMENT...
  local log=$1 sentence=$2
  shift 2
  if msiexec "$log" "$@" >/dev/null; then fail "installed: $*"; fi
  grep -aqF "$sentence" "$disk/$log" || { grep -a . "$disk/$log" | grep -avE '^(Action|File|Key|1:|Property)' | tail -5 >&2; fail "not said: $sentence"; }
  [ ! -e "$disk/Program Files/StreamrP2P" ] || fail "files are left of: $*"
  [ ! -e "$disk/ProgramData/StreamrP2P" ] || fail "data is left of: $*"
  [ -z "$(state_of streamr)" ] || fail "a service is left of: $*"
}

refused no-java.log 'StreamrP2P needs a 64-bit Java 25, which this package does not contain and this machine does not have' /i 'C:\bare.msi'
refused java-home.log 'JAVAHOME: C:\windows is not the folder of a 64-bit Java 25' /i 'C:\bare.msi' 'JAVAHOME=C:\windows'
refused state.log 'STATEDIR: streams must be a folder with its drive' /i 'C:\one.msi' STATEDIR=streams
refused invite.log 'INVITE: this is no invite' /i 'C:\one.msi' 'INVITE=hello'
refused account.log 'SERVICEACCOUNT: this machine knows no account NOWHERE\nobody' /i 'C:\one.msi' 'SERVICEACCOUNT=NOWHERE\nobody'
ok 'refused, with a sentence and without a trace: no Java 25, a wrong JAVAHOME, STATEDIR, INVITE and SERVICEACCOUNT'

# A Java that Temurin's installer has put there.
cp -r "$java" "$disk/jdk-25"
win 30 reg add 'HKLM\SOFTWARE\Eclipse Adoptium\JDK\25.0.2.10\hotspot\MSI' /v Path /d 'C:\jdk-25' /f >/dev/null
win 30 reg add 'HKLM\SOFTWARE\Eclipse Adoptium\JDK\21.0.9.10\hotspot\MSI' /v Path /d 'C:\jdk-21' /f >/dev/null
msiexec found.log /i 'C:\bare.msi' || fail 'an installed Java 25 was not found'
[ "$(registry "$procrun\\Java" Jvm)" = 'C:\jdk-25\bin\server\jvm.dll' ] || fail 'the service has another Java'
until_true 60 curl -fsS http://127.0.0.1:8081/health/ready
[ "$(streamr version)" = 'streamr 0.1.0' ] || fail 'streamr.cmd does not find the installed Java'
msiexec gone.log /x 'C:\bare.msi' || fail 'uninstall'
rm -r "$disk/ProgramData/StreamrP2P"
ok 'without a Java of its own it takes the Java 25 that is installed'
