/* What the installer cannot say in its tables: custom actions, run by Windows Installer out of the package. */
#ifndef SETUP_H
#define SETUP_H

#include <windows.h>
#include <msi.h>
#include <msiquery.h>
#include <stdio.h>

#define LONGEST 2048

/* talk.c */
void property(MSIHANDLE session, const wchar_t *name, wchar_t value[LONGEST]);
void tell(MSIHANDLE session, const wchar_t *format, ...);
UINT refuse(MSIHANDLE session, const wchar_t *format, ...);

/* java.c: finds the folder of a Java 25 that is installed here, or says FALSE. */
BOOL is_java_25(const wchar_t *home);
BOOL find_java_25(wchar_t home[LONGEST]);

/* access.c */
BOOL is_system(const wchar_t *account);
BOOL make_private_folder(const wchar_t *folder, const wchar_t *account);
BOOL let_in(const wchar_t *folder, const wchar_t *account);
BOOL let_log_on_as_a_service(const wchar_t *account);

#endif
