# For the other scripts, to be sourced: programs that they need and a fresh machine has not.
# shellcheck shell=bash

# VLC refuses to run as root.
need_vlcuser() { id vlcuser >/dev/null 2>&1 || useradd --system --create-home vlcuser; }

# Debian packages; root gets what is missing by apt, somebody else is told.
need() { # PACKAGE...
  local missing=() package
  for package in "$@"; do dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package"); done
  [ "${#missing[@]}" -gt 0 ] || return 0
  [ "$(id -u)" -eq 0 ] || { echo "to be installed first: ${missing[*]}" >&2; exit 2; }
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o DPkg::Lock::Timeout=600 --no-install-recommends \
    "${missing[@]}" >/dev/null
}
