# The new version, but not as it was signed; sourced by rpm.sh. The repository is put right again at the end.
# shellcheck shell=bash disable=SC2154 # set by rpm.sh

public=$work/dnf/public
publish_rpm "$rpm"
cp -a "$public" "$work/kept"
list_again() { # the list is signed as ever
  createrepo_c --quiet --no-database "$public"
  gpg --batch --yes --local-user "$key" --armor --detach-sign "$public/repodata/repomd.xml"
}
put_right() { rm -rf "${public:?}"/* && cp -a "$work/kept/." "$public/"; }
refuses() { # WORDS WHAT
  on "$machine" dnf -q clean all
  ! dnf_does --setopt=streamr.skip_if_unavailable=False upgrade streamr || fail "$2: it was installed"
  grep -qi "$1" "$work/dnf.log" || { cat "$work/dnf.log" >&2; fail "$2: refused for another reason"; }
  [ "$(installed_version)" = "$previous" ] || fail "$2: another version is there"
  put_right
  ok "$2: refused: $(grep -im1 "$1" "$work/dnf.log")"
}

cp "$rpm" "$public/"
list_again
refuses 'is not signed' 'a package without a signature'

# Signed, and then changed in its last byte.
printf '\377' | dd of="$public/${rpm##*/}" bs=1 seek=$(($(stat -c %s "$public/${rpm##*/}") - 1)) conv=notrunc status=none
refuses 'checksum' 'a changed package'

# The same, by somebody who may sign lists and not packages.
printf '\377' | dd of="$public/${rpm##*/}" bs=1 seek=$(($(stat -c %s "$public/${rpm##*/}") - 1)) conv=notrunc status=none
list_again
refuses 'Problem opening package' 'a changed package in a list that fits'

sed -i 's/<revision>/<revision>1/' "$public/repodata/repomd.xml"
refuses 'repomd.xml GPG signature' 'a changed list'
