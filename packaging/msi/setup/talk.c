/* Words between this code and Windows Installer: properties, its log, its errors. */
#include "setup.h"
#include <stdarg.h>

void property(MSIHANDLE session, const wchar_t *name, wchar_t value[LONGEST]) {
    DWORD length = LONGEST;
    if (MsiGetPropertyW(session, name, value, &length) != ERROR_SUCCESS) {
        value[0] = 0;
    }
}

static void say(MSIHANDLE session, INSTALLMESSAGE kind, const wchar_t *format, va_list arguments) {
    wchar_t text[LONGEST + 512];
    _vsnwprintf(text, LONGEST + 511, format, arguments);
    text[LONGEST + 511] = 0;
    MSIHANDLE record = MsiCreateRecord(1);
    /* The text is a value, not a format: braces in a path mean nothing. */
    MsiRecordSetStringW(record, 0, L"[1]");
    MsiRecordSetStringW(record, 1, text);
    MsiProcessMessage(session, kind, record);
    MsiCloseHandle(record);
}

/* Into the log. */
void tell(MSIHANDLE session, const wchar_t *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    say(session, INSTALLMESSAGE_INFO, format, arguments);
    va_end(arguments);
}

/* The installation ends, and whoever started it is told why. */
UINT refuse(MSIHANDLE session, const wchar_t *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    say(session, INSTALLMESSAGE_ERROR, format, arguments);
    va_end(arguments);
    return ERROR_INSTALL_FAILURE;
}
