/* Finds Java 25 where its vendors' installers say that they put it. */
#include "setup.h"
#include <string.h>

static const struct {
    const wchar_t *key;   /* under HKEY_LOCAL_MACHINE; below it lies a key for each version */
    const wchar_t *below; /* under the key of a version */
    const wchar_t *value; /* names the folder */
} VENDORS[] = {
    {L"SOFTWARE\\Eclipse Adoptium\\JDK", L"\\hotspot\\MSI", L"Path"},
    {L"SOFTWARE\\Eclipse Adoptium\\JRE", L"\\hotspot\\MSI", L"Path"},
    {L"SOFTWARE\\Microsoft\\JDK", L"\\hotspot\\MSI", L"Path"},
    {L"SOFTWARE\\Azul Systems\\Zulu", L"", L"InstallationPath"},
    {L"SOFTWARE\\JavaSoft\\JDK", L"", L"JavaHome"},
    {L"SOFTWARE\\JavaSoft\\JRE", L"", L"JavaHome"},
};

/* Every runtime says in its file `release` which version it is. */
BOOL is_java_25(const wchar_t *home) {
    wchar_t path[LONGEST];
    char line[512];
    BOOL right = FALSE;
    if (home[0] == 0 || wcslen(home) > LONGEST - 64) {
        return FALSE;
    }
    _snwprintf(path, LONGEST, L"%ls\\bin\\server\\jvm.dll", home);
    if (GetFileAttributesW(path) == INVALID_FILE_ATTRIBUTES) {
        return FALSE;
    }
    _snwprintf(path, LONGEST, L"%ls\\release", home);
    FILE *file = _wfopen(path, L"r");
    if (file == NULL) {
        return FALSE;
    }
    while (!right && fgets(line, sizeof line, file) != NULL) {
        right = strncmp(line, "JAVA_VERSION=\"25", 16) == 0 && (line[16] == '"' || line[16] == '.' || line[16] == '-');
    }
    fclose(file);
    return right;
}

static BOOL find_in(HKEY versions, const wchar_t *below, const wchar_t *value, wchar_t home[LONGEST]) {
    wchar_t version[256], key[512];
    for (DWORD i = 0, length = 256; RegEnumKeyExW(versions, i, version, &length, NULL, NULL, NULL, NULL) == ERROR_SUCCESS;
         i++, length = 256) {
        DWORD size = (LONGEST - 1) * sizeof(wchar_t);
        _snwprintf(key, 511, L"%ls%ls", version, below);
        key[511] = 0;
        memset(home, 0, LONGEST * sizeof(wchar_t));
        if (RegGetValueW(versions, key, value, RRF_RT_REG_SZ, NULL, home, &size) == ERROR_SUCCESS && is_java_25(home)) {
            return TRUE;
        }
    }
    return FALSE;
}

BOOL find_java_25(wchar_t home[LONGEST]) {
    for (size_t i = 0; i < sizeof VENDORS / sizeof *VENDORS; i++) {
        HKEY versions;
        if (RegOpenKeyExW(HKEY_LOCAL_MACHINE, VENDORS[i].key, 0, KEY_READ | KEY_WOW64_64KEY, &versions) != ERROR_SUCCESS) {
            continue;
        }
        BOOL found = find_in(versions, VENDORS[i].below, VENDORS[i].value, home);
        RegCloseKey(versions);
        if (found) {
            return TRUE;
        }
    }
    DWORD length = GetEnvironmentVariableW(L"JAVA_HOME", home, LONGEST);
    return length > 0 && length < LONGEST && is_java_25(home);
}
