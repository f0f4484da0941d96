# Makes an rpm machine of a Debian one, sourced by rpm.sh.
# shellcheck shell=bash disable=SC2154 # set by rpm.sh

# Debian keeps rpm's database in a home; Fedora's word on services that nobody has named; dnf asks for a release.
on "$machine" 'mkdir -p /etc/rpm /etc/yum.repos.d && echo "%_dbpath /var/lib/rpm" >/etc/rpm/macros
  echo "disable *" >/usr/lib/systemd/system-preset/99-default-disable.preset
  echo 1 >/etc/dnf/vars/releasever'

# The stand-in: this rpm database is empty, though the machine has all that a package may require. It gets a package that
# offers what Debian's packages have put here: their names, the libraries with the symbols that are really in them, and
# the programs.
offers() {
  on "$machine" "dpkg-query -W -f '\${Package}\n' systemd util-linux ca-certificates"
  on "$machine" 'ls /bin/sh /usr/sbin/useradd'
  find "${FLEET_DIR:-${TMPDIR:-/tmp}/streamr-lab/fleet}/base/lib/x86_64-linux-gnu/" \( -name 'libc.so.6' -o -name 'libm.so.6' \
    -o -name 'libgcc_s.so.1' -o -name 'libstdc++.so.6' \) -exec readlink -f {} + | /usr/lib/rpm/elfdeps --provides
}
{
  printf '%s\n' 'Name: standin-debian' 'Version: 1' 'Release: 1' 'Summary: Stand-in for the Debian packages of the machine' \
    'License: None' 'BuildArch: noarch'
  offers | sort -u | sed 's/^/Provides: /'
  printf '%s\n' '%description' 'Only its list of what it provides matters.' '%files'
} >"$work/standin.spec"
HOME=$work rpmbuild -bb --define "_topdir $work/standin" "$work/standin.spec" >"$work/standin.log" 2>&1 ||
  { cat "$work/standin.log" >&2; fail 'the stand-in'; }
on "$machine" 'cat >/root/standin.rpm && rpm --install --force-debian /root/standin.rpm' <"$work/standin/RPMS/noarch/standin-debian-1-1.noarch.rpm"

dnf_does() { on "$machine" dnf -y "$@" </dev/null >"$work/dnf.log" 2>&1; }
must() { dnf_does "$@" || { cat "$work/dnf.log" >&2; fail "dnf $*"; }; }
installed_version() { on "$machine" rpm -q --qf '%{VERSION}' streamr; }
