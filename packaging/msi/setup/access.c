/* Who may do what with the service's folders. */
#include "setup.h"
#include <aclapi.h>
#include <ntsecapi.h>
#include <sddl.h>
#include <string.h>

/* Accounts of Windows itself, which have no password and may run services. */
BOOL is_system(const wchar_t *account) {
    return _wcsnicmp(account, L"NT AUTHORITY\\", 13) == 0 || _wcsnicmp(account, L"NT SERVICE\\", 11) == 0 ||
           _wcsicmp(account, L"LocalSystem") == 0;
}

static BOOL find_sid(const wchar_t *account, BYTE sid[SECURITY_MAX_SID_SIZE]) {
    wchar_t domain[256];
    DWORD size = SECURITY_MAX_SID_SIZE, length = 256;
    SID_NAME_USE use;
    if (_wcsicmp(account, L"LocalSystem") == 0) {
        return CreateWellKnownSid(WinLocalSystemSid, NULL, sid, &size);
    }
    if (_wcsicmp(account, L"NT AUTHORITY\\LocalService") == 0) {
        return CreateWellKnownSid(WinLocalServiceSid, NULL, sid, &size);
    }
    if (_wcsicmp(account, L"NT AUTHORITY\\NetworkService") == 0) {
        return CreateWellKnownSid(WinNetworkServiceSid, NULL, sid, &size);
    }
    return LookupAccountNameW(NULL, account, sid, &size, domain, &length, &use);
}

static void make_parents(const wchar_t *folder) {
    wchar_t parent[LONGEST];
    for (const wchar_t *end = wcschr(folder + 3, L'\\'); end != NULL; end = wcschr(end + 1, L'\\')) {
        wcsncpy(parent, folder, end - folder);
        parent[end - folder] = 0;
        CreateDirectoryW(parent, NULL);
    }
}

/*
 * For administrators, the system and this account alone: anybody may make files in folders of ProgramData otherwise, and
 * what lies in this one says what the service does. Whoever made it before loses it.
 */
BOOL make_private_folder(const wchar_t *folder, const wchar_t *account) {
    BYTE sid[SECURITY_MAX_SID_SIZE];
    wchar_t *name = NULL, rule[512];
    PSECURITY_DESCRIPTOR descriptor = NULL;
    PACL list = NULL;
    PSID owner = NULL;
    BOOL present, defaulted;
    if (!find_sid(account, sid) || !ConvertSidToStringSidW(sid, &name)) {
        return FALSE;
    }
    _snwprintf(rule, 511, L"O:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1301bf;;;%ls)", name);
    rule[511] = 0;
    LocalFree(name);
    if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(rule, SDDL_REVISION_1, &descriptor, NULL)) {
        return FALSE;
    }
    make_parents(folder);
    SECURITY_ATTRIBUTES from_the_start = {sizeof from_the_start, descriptor, FALSE};
    BOOL done = CreateDirectoryW(folder, &from_the_start);
    if (!done && GetLastError() == ERROR_ALREADY_EXISTS) {
        done = GetSecurityDescriptorDacl(descriptor, &present, &list, &defaulted) &&
               GetSecurityDescriptorOwner(descriptor, &owner, &defaulted) &&
               SetNamedSecurityInfoW((wchar_t *)folder, SE_FILE_OBJECT,
                                     OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION |
                                         PROTECTED_DACL_SECURITY_INFORMATION,
                                     owner, NULL, list, NULL) == ERROR_SUCCESS;
    }
    LocalFree(descriptor);
    return done;
}

/* Lets an account change what is in a folder that somebody else has made. */
BOOL let_in(const wchar_t *folder, const wchar_t *account) {
    BYTE sid[SECURITY_MAX_SID_SIZE];
    PACL before = NULL, after = NULL;
    PSECURITY_DESCRIPTOR descriptor = NULL;
    EXPLICIT_ACCESSW entry = {0x1301bf, GRANT_ACCESS, SUB_CONTAINERS_AND_OBJECTS_INHERIT, {0}};
    if (!find_sid(account, sid) || GetNamedSecurityInfoW(folder, SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, NULL, NULL,
                                                         &before, NULL, &descriptor) != ERROR_SUCCESS) {
        return FALSE;
    }
    entry.Trustee.TrusteeForm = TRUSTEE_IS_SID;
    entry.Trustee.ptstrName = (wchar_t *)sid;
    BOOL done = SetEntriesInAclW(1, &entry, before, &after) == ERROR_SUCCESS &&
                SetNamedSecurityInfoW((wchar_t *)folder, SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, NULL, NULL, after,
                                      NULL) == ERROR_SUCCESS;
    LocalFree(after);
    LocalFree(descriptor);
    return done;
}

BOOL let_log_on_as_a_service(const wchar_t *account) {
    BYTE sid[SECURITY_MAX_SID_SIZE];
    LSA_HANDLE policy;
    LSA_OBJECT_ATTRIBUTES none = {0};
    LSA_UNICODE_STRING right = {38, 40, L"SeServiceLogonRight"};
    if (!find_sid(account, sid) ||
        LsaOpenPolicy(NULL, &none, POLICY_CREATE_ACCOUNT | POLICY_LOOKUP_NAMES, &policy) != 0) {
        return FALSE;
    }
    NTSTATUS status = LsaAddAccountRights(policy, sid, &right, 1);
    LsaClose(policy);
    return status == 0;
}
