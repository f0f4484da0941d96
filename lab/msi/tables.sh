# What is in the package: wixl leaves out silently what it does not know. To be sourced by msi.sh.
# shellcheck shell=bash disable=SC2154,SC2034 # names are those of msi.sh and its other parts
table() { msiinfo export "$work/${2:-one}.msi" "$1" | tr -d '\r'; }
has() { # TABLE LINE_AS_GREP_KNOWS_IT
  table "$1" | grep -P "$2" >/dev/null || { table "$1" >&2; fail "table $1 lacks $2"; }
}

has ServiceInstall '^streamr\tstreamr\tStreamrP2P\t16\t2\t1\t\t\t\[SERVICEACCOUNT\]\t\[SERVICEPASSWORD\]\t//RS//streamr\tService\t'
has ServiceControl '^streamr\tstreamr\t163\t\t1\tService$'
has Environment '^Path\t=-\*PATH\t\[~\];\[BinDir\]\tChoices$'
has CustomAction '^Check\t1\tSetup\tCheck\t$'
# 8192: the log does not show it; 3072: by the system, once everything is agreed.
has CustomAction '^SetPrepare\t8243\tPrepare\t'
has CustomAction '^Prepare\t11265\tSetup\tPrepare\t$'
has CustomAction '^RollbackFirewall\t3442\tNetSh\t'
has CustomAction '^OpenFirewall\t3186\tNetSh\tadvfirewall firewall add rule .*localport=1935,8080 '
has Property '^MsiHiddenProperties\tINVITE;SERVICEPASSWORD;Prepare;CustomActionData$'
for name in STATEDIR INVITE SERVICEACCOUNT SERVICEPASSWORD JAVAHOME; do
  has Property "^SecureCustomProperties\t(.*;)?$name(;.*)?\$"
done
has Property '^ALLUSERS\t1$'
has RegLocator '^OldStateDir\t2\tSOFTWARE\\StreamrP2P\tStateDir\t18$'

sequence() { table InstallExecuteSequence | awk -F'\t' -v a="$1" '$1 == a { print $3 }'; }
previous=0
for action in AppSearch CostFinalize Check InstallValidate RemoveExistingProducts InstallInitialize StopServices DeleteServices \
  RemoveEnvironmentStrings CloseFirewall RemoveFiles InstallFiles WriteRegistryValues WriteEnvironmentStrings \
  InstallServices SetPrepare Prepare RollbackFirewall OpenFirewall StartServices InstallFinalize; do
  now=$(sequence "$action")
  [ "${now:-0}" -gt "$previous" ] || fail "$action is not where it belongs: ${now:-nowhere}"
  previous=$now
done

value() { table Property "$2" | sed -n "s/^$1\t//p"; }
[ "$(value UpgradeCode one)" = "$(value UpgradeCode two)" ] || fail 'versions have one upgrade code'
[ "$(value ProductCode one)" != "$(value ProductCode two)" ] || fail 'each version has a product code of its own'
[ "$(value ProductCode one)" = "$(value ProductCode bare)" ] || fail 'a version has one product code'
code() { msiinfo suminfo "$work/$1.msi" | sed -n 's/^Revision number.*: //p'; }
[ "$(printf '%s\n' "$(code one)" "$(code two)" "$(code bare)" | sort -u | wc -l)" -eq 3 ] || fail 'packages share a code'
# A component keeps its GUID in the next version, as long as its file keeps its name.
components() { table Component "$1" | tail -n +4 | sort; }
cmp <(components one) <(components two) || fail 'components of two versions with the same files differ'
[ "$(components one | grep -c runtime)" -eq 0 ] || fail 'ids are no paths'
[ "$(table File one | grep -c 'jvm\.dll')" -eq 1 ] || fail 'the runtime is not in the package'
[ "$(table File bare | grep -c 'jvm\.dll')" -eq 0 ] || fail 'there is a runtime in the package that has none'
[ "$(table Component one | cut -f2 | sort | uniq -d | wc -l)" -eq 0 ] || fail 'two components have one GUID'
ok "tables: $(table Component | tail -n +4 | wc -l) components, service, firewall, PATH, hidden properties"
