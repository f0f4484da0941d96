# A Windows of Wine's in a folder that goes away, with a Windows Java, for msi.sh; to be sourced.
# Stand-ins, and nothing else is one: iphlpapi.py (a function that Wine 8 lacks and Java calls) and netsh.c (a firewall).
# shellcheck shell=bash disable=SC2154,SC2034 # names are those of msi.sh and its other parts
export WINEPREFIX=$work/windows WINEDEBUG=-all WINEDLLOVERRIDES='iphlpapi=n;netsh.exe=n;mscoree,mshtml='
unset DISPLAY
wine_home=/usr/lib/wine
disk=$WINEPREFIX/drive_c
procrun='HKLM\SOFTWARE\Wow6432Node\Apache Software Foundation\Procrun 2.0\streamr\Parameters'

# Everything of Windows is bounded; `Call not implemented` is Wine's word to Java on groups of processors.
win() { # SECONDS PROGRAM ARGUMENT...
  local seconds=$1
  shift
  timeout "$seconds" "$wine_home/wine64" "$@" 2> >(grep -v 'process group affinity' >&2)
}

start_windows() {
  win 180 wineboot -i >"$work/wineboot.log" 2>&1 || { cat "$work/wineboot.log" >&2; return 1; }
  timeout 60 "$wine_home/wineserver64" -w
  python3 "$lab/msi/iphlpapi.py" /usr/lib/x86_64-linux-gnu/wine/x86_64-windows/iphlpapi.dll "$disk/windows/system32/iphlpapi.dll"
  x86_64-w64-mingw32-gcc -Os -s -o "$disk/windows/system32/netsh.exe" "$lab/msi/netsh.c"
  stay_up
}

# A program that waits, for Windows is up only as long as there is one; services count for nothing.
stay_up() {
  [ -p "$work/stay" ] || mkfifo "$work/stay"
  exec 9<>"$work/stay"
  win 1800 cmd <&9 >/dev/null &
}

end_windows() {
  timeout 30 "$wine_home/wineserver64" -k || true
  timeout 30 "$wine_home/wineserver64" -w || true
}

msiexec() { # LOG ARGUMENT...; the exit code is that of Windows
  local log=$1
  shift
  win 300 msiexec "$@" /qn /l*v "C:\\$log"
}

# What a value of the registry is, or nothing.
registry() { # KEY NAME
  win 30 reg query "$1" /v "$2" 2>/dev/null | tr -d '\r' | sed -n "s/^ *$2 *REG_[A-Z_]* *//p"
}

state_of() { # SERVICE
  win 30 sc query "$1" | tr -d '\r' | sed -n 's/.*STATE *: *[0-9]* *//p'
}

streamr() { win 60 cmd /c 'C:\Program Files\StreamrP2P\bin\streamr.cmd' "$@" | tr -d '\r'; }
