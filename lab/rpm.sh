#!/bin/bash
# rpm.sh: the rpm on a real machine with systemd, by rpm and dnf from a signed repository: installed, streamed through,
# refused when it is not what was signed, upgraded under a live stream, erased, installed under an administrator's orders.
# The machine is Debian with Debian's rpm and dnf: no Fedora, RHEL or openSUSE is tried here. Needs root and the built
# packages (mvn -Ppackages -DskipTests package); under three minutes.
# shellcheck source=lab/machines.sh
source "$(dirname "$0")/machines.sh"

need rpm rpmlint createrepo-c gnupg unzip shellcheck curl python3
recipe=$lab/../packaging/rpm
rpm=$packages/streamr-$version-1.x86_64.rpm
machine=${FLEET_NAME:-f}1
address=$net.11
url=http://$net.1:8991
SOURCE_DATE_EPOCH=$(stat -c %Y "$stage")
export SOURCE_DATE_EPOCH

# shellcheck source=lab/rpm/recipe.sh
source "$lab/rpm/recipe.sh"

# A key for this test alone. Of the earlier version, its number and its configuration file are different.
export GNUPGHOME=$work/gnupg
mkdir -m 700 "$GNUPGHOME"
gpg --batch --quiet --passphrase '' --quick-generate-key 'StreamrP2P test' rsa3072 sign 1d 2>/dev/null
key=$(gpg --list-keys --with-colons 2>/dev/null | awk -F: '/^fpr/ { print $10; exit }')
publish_rpm() { # RPM...
  "$recipe/repository/publish" "$work/dnf" "$key" "$url" "$@" 2>"$work/publish.log" || { cat "$work/publish.log" >&2; fail publish; }
}
previous=$version~previous
cp -al "$stage" "$work/stage"
rm "$work/stage/etc/streamr/streamr.yaml"
{ echo '# An earlier version.'; cat "$stage/etc/streamr/streamr.yaml"; } >"$work/stage/etc/streamr/streamr.yaml"
"$recipe/build" "$work/stage" "$previous" "$work"
publish_rpm "$work/streamr-$previous-1.x86_64.rpm"

"$lab/fleet.sh" base
"$lab/fleet.sh" add curl rpm dnf
"$lab/fleet.sh" up 1
serve "$work/dnf/public" 8991
# shellcheck source=lab/rpm/machine.sh
source "$lab/rpm/machine.sh"
# shellcheck source=lab/rpm/installed.sh
source "$lab/rpm/installed.sh"
# shellcheck source=lab/rpm/refused.sh
source "$lab/rpm/refused.sh"
# shellcheck source=lab/rpm/upgraded.sh
source "$lab/rpm/upgraded.sh"
# shellcheck source=lab/rpm/erased.sh
source "$lab/rpm/erased.sh"
