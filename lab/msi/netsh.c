/* Stands in for netsh, whose firewall Wine has not: writes down what it was told, in C:\netsh.txt. */
#include <stdio.h>
#include <windows.h>

int main(void) {
    FILE *file = fopen("C:\\netsh.txt", "a");
    if (file == NULL) {
        return 1;
    }
    fprintf(file, "%s\n", GetCommandLineA());
    fclose(file);
    return 0;
}
