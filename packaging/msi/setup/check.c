/* Before anything is changed: are the properties good, is Java there; and what was not said gets its value. */
#include "setup.h"
#include <string.h>

static BOOL is_absolute(const wchar_t *path) {
    return ((path[0] >= L'A' && path[0] <= L'Z') || (path[0] >= L'a' && path[0] <= L'z')) && path[1] == L':' &&
           path[2] == L'\\' && wcspbrk(path + 2, L":*?\"<>|\r\n") == NULL && wcslen(path) < 200;
}

static BOOL is_code(const wchar_t *invite) {
    size_t length = wcslen(invite);
    return wcsncmp(invite, L"join_", 5) == 0 && length <= 450 &&
           wcsspn(invite, L"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") == length;
}

static BOOL needs_no_password(const wchar_t *account) {
    return is_system(account) || account[wcslen(account) - 1] == L'$';
}

static BOOL is_known(const wchar_t *account) {
    BYTE sid[SECURITY_MAX_SID_SIZE];
    wchar_t domain[256];
    DWORD sid_size = sizeof sid, domain_length = 256;
    SID_NAME_USE use;
    return is_system(account) || LookupAccountNameW(NULL, account, sid, &sid_size, domain, &domain_length, &use);
}

/* What was said, else what the installed version was told, else the usual. */
static void choose(MSIHANDLE session, const wchar_t *name, const wchar_t *old, const wchar_t *usual,
                   wchar_t value[LONGEST]) {
    property(session, name, value);
    if (value[0] == 0) {
        property(session, old, value);
    }
    if (value[0] == 0) {
        wcsncpy(value, usual, LONGEST - 1);
    }
    MsiSetPropertyW(session, name, value);
}

static UINT java(MSIHANDLE session) {
    wchar_t inside[LONGEST], home[LONGEST];
    property(session, L"RUNTIMEINSIDE", inside);
    if (wcscmp(inside, L"yes") == 0) {
        property(session, L"INSTALLDIR", home);
        wcsncat(home, L"runtime", LONGEST - 1 - wcslen(home));
    } else {
        property(session, L"JAVAHOME", home);
        if (home[0] != 0 && !is_java_25(home)) {
            return refuse(session, L"JAVAHOME: %ls is not the folder of a 64-bit Java 25", home);
        }
        if (home[0] == 0 && !find_java_25(home)) {
            return refuse(session, L"StreamrP2P needs a 64-bit Java 25, which this package does not contain and this "
                                   L"machine does not have: install one (Eclipse Temurin 25, for example), or name the "
                                   L"folder of one with JAVAHOME=, then run this again");
        }
    }
    if (home[0] != 0 && home[wcslen(home) - 1] == L'\\') {
        home[wcslen(home) - 1] = 0;
    }
    tell(session, L"Java: %ls", home);
    MsiSetPropertyW(session, L"JAVADIR", home);
    return ERROR_SUCCESS;
}

__declspec(dllexport) UINT __stdcall Check(MSIHANDLE session) {
    static wchar_t data[LONGEST], usual[LONGEST + 8], state[LONGEST], invite[LONGEST], account[LONGEST], password[LONGEST];
    property(session, L"DataDir", data);
    _snwprintf(usual, LONGEST, L"%lsstate", data);
    choose(session, L"STATEDIR", L"OLDSTATEDIR", usual, state);
    choose(session, L"SERVICEACCOUNT", L"OLDSERVICEACCOUNT", L"NT AUTHORITY\\LocalService", account);
    property(session, L"INVITE", invite);
    property(session, L"SERVICEPASSWORD", password);
    if (!is_absolute(state)) {
        return refuse(session, L"STATEDIR: %ls must be a folder with its drive, such as D:\\streamr", state);
    }
    if (invite[0] != 0 && !is_code(invite)) {
        return refuse(session, L"INVITE: this is no invite; one begins with join_ and has letters, digits, - and _ only");
    }
    if (!is_known(account)) {
        return refuse(session, L"SERVICEACCOUNT: this machine knows no account %ls", account);
    }
    if (!needs_no_password(account) && password[0] == 0) {
        return refuse(session, L"SERVICEPASSWORD: the account %ls needs its password, at every installation and update: "
                               L"it is not kept", account);
    }
    SecureZeroMemory(invite, sizeof invite);
    SecureZeroMemory(password, sizeof password);
    return java(session);
}
