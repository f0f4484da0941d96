/* After the files are there and before the service starts: its folders, its configuration, the invite, its restarts. */
#include "setup.h"
#include <string.h>

typedef struct {
    wchar_t data[LONGEST], state[LONGEST], account[LONGEST], invite[LONGEST];
} Wishes;

/* CustomActionData: `data|state|account|invite`; none of them can have a bar in it. */
static BOOL read_wishes(MSIHANDLE session, Wishes *wishes) {
    static wchar_t text[4 * LONGEST];
    wchar_t *parts[4] = {wishes->data, wishes->state, wishes->account, wishes->invite};
    DWORD length = 4 * LONGEST;
    int part = 0;
    if (MsiGetPropertyW(session, L"CustomActionData", text, &length) != ERROR_SUCCESS) {
        return FALSE;
    }
    memset(wishes, 0, sizeof *wishes);
    for (wchar_t *c = text, *to = parts[0]; *c != 0; c++) {
        if (*c == L'|') {
            if (++part > 3) {
                return FALSE;
            }
            to = parts[part];
        } else if (to - parts[part] < LONGEST - 1) {
            *to++ = *c;
        }
    }
    SecureZeroMemory(text, sizeof text);
    return part == 3 && wishes->data[0] != 0 && wishes->state[0] != 0;
}

static BOOL write_text(const wchar_t *file, DWORD how, const wchar_t *text) {
    char bytes[3 * LONGEST];
    DWORD written;
    int length = WideCharToMultiByte(CP_UTF8, 0, text, (int)wcslen(text), bytes, sizeof bytes, NULL, NULL);
    HANDLE handle = CreateFileW(file, FILE_APPEND_DATA, 0, NULL, how, FILE_ATTRIBUTE_NORMAL, NULL);
    if (handle == INVALID_HANDLE_VALUE) {
        return FALSE;
    }
    BOOL done = length > 0 && WriteFile(handle, bytes, length, &written, NULL) && (int)written == length;
    SecureZeroMemory(bytes, sizeof bytes);
    CloseHandle(handle);
    return done;
}

/* streamr.yaml is the operator's: made once, with the place of the state in it, and never touched again. */
static BOOL make_configuration(const Wishes *wishes, BOOL *made) {
    wchar_t from[LONGEST], to[LONGEST], line[2 * LONGEST + 32] = L"\r\nstate-dir: '";
    _snwprintf(from, LONGEST - 1, L"%lsstreamr.yaml.default", wishes->data);
    _snwprintf(to, LONGEST - 1, L"%lsstreamr.yaml", wishes->data);
    *made = CopyFileW(from, to, TRUE);
    if (!*made) {
        return GetLastError() == ERROR_FILE_EXISTS || GetFileAttributesW(to) != INVALID_FILE_ATTRIBUTES;
    }
    wchar_t *end = line + wcslen(line);
    for (const wchar_t *c = wishes->state; *c != 0; c++) {
        *end++ = *c;
        if (*c == L'\'') {
            *end++ = *c;
        }
    }
    wcscpy(end, L"'\r\n");
    return write_text(to, OPEN_EXISTING, line);
}

static BOOL is_folder(const wchar_t *path) {
    DWORD attributes = GetFileAttributesW(path);
    return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

/* The state within the data folder has that one's rules; elsewhere it gets its own. */
static BOOL make_state(const Wishes *wishes, BOOL wanted) {
    if (_wcsnicmp(wishes->state, wishes->data, wcslen(wishes->data)) == 0) {
        return is_folder(wishes->state) || !wanted || CreateDirectoryW(wishes->state, NULL);
    }
    if (is_folder(wishes->state)) {
        return let_in(wishes->state, wishes->account);
    }
    return !wanted || make_private_folder(wishes->state, wishes->account);
}

/* Started again after 5 s, then 30 s, then every minute; a day without trouble forgets what was. */
static BOOL restart_on_failure(void) {
    SC_ACTION actions[] = {{SC_ACTION_RESTART, 5000}, {SC_ACTION_RESTART, 30000}, {SC_ACTION_RESTART, 60000}};
    SERVICE_FAILURE_ACTIONSW failures = {86400, NULL, NULL, 3, actions};
    SERVICE_FAILURE_ACTIONS_FLAG also_on_error = {TRUE};
    BOOL done = FALSE;
    SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_CONNECT);
    SC_HANDLE service = OpenServiceW(manager, L"streamr", SERVICE_CHANGE_CONFIG | SERVICE_START);
    if (service != NULL) {
        done = ChangeServiceConfig2W(service, SERVICE_CONFIG_FAILURE_ACTIONS, &failures) &&
               ChangeServiceConfig2W(service, SERVICE_CONFIG_FAILURE_ACTIONS_FLAG, &also_on_error);
        CloseServiceHandle(service);
    }
    CloseServiceHandle(manager);
    return done;
}

__declspec(dllexport) UINT __stdcall Prepare(MSIHANDLE session) {
    static Wishes wishes;
    wchar_t path[LONGEST];
    BOOL made;
    if (!read_wishes(session, &wishes)) {
        return refuse(session, L"the package is damaged: its action Prepare was told nothing it understands");
    }
    if (!make_private_folder(wishes.data, wishes.account)) {
        return refuse(session, L"%ls cannot be made, or its rights cannot be set (error %lu)", wishes.data, GetLastError());
    }
    if (!make_configuration(&wishes, &made)) {
        return refuse(session, L"%lsstreamr.yaml cannot be written (error %lu)", wishes.data, GetLastError());
    }
    if (!made) {
        tell(session, L"%lsstreamr.yaml is left as it is; it says where the state is", wishes.data);
    }
    if (!make_state(&wishes, made)) {
        return refuse(session, L"STATEDIR: %ls cannot be made, or its rights cannot be set (error %lu)", wishes.state,
                      GetLastError());
    }
    if (wishes.invite[0] != 0) {
        _snwprintf(path, LONGEST - 1, L"%lsinvite", wishes.data);
        BOOL done = write_text(path, CREATE_ALWAYS, wishes.invite);
        SecureZeroMemory(wishes.invite, sizeof wishes.invite);
        if (!done) {
            return refuse(session, L"INVITE: %ls cannot be written (error %lu)", path, GetLastError());
        }
    }
    if (!is_system(wishes.account) && !let_log_on_as_a_service(wishes.account)) {
        tell(session, L"%ls could not be given the right to log on as a service; give it by hand", wishes.account);
    }
    if (!restart_on_failure()) {
        tell(session, L"the service will not be started again by itself when it fails (error %lu)", GetLastError());
    }
    return ERROR_SUCCESS;
}
