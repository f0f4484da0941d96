package dev.streamr.daemon.cli;

import java.util.List;

/**
 * What {@code streamr doctor} or {@code streamr validate} found at one place.
 *
 * @param check  what was looked at
 * @param state  {@code ok}, {@code warning} or {@code failed}
 * @param detail what was seen
 * @param remedy what to do; empty when all is well
 */
record Finding(String check, String state, String detail, String remedy) {

    static Finding ok(String check, String detail) {
        return new Finding(check, "ok", detail, "");
    }

    static Finding warning(String check, String detail, String remedy) {
        return new Finding(check, "warning", detail, remedy);
    }

    static Finding failed(String check, String detail, String remedy) {
        return new Finding(check, "failed", detail, remedy);
    }

    boolean isFailure() {
        return state.equals("failed");
    }

    /** Shows what was found, and returns the exit code that says whether something failed. */
    static int report(Terminal terminal, boolean json, List<Finding> findings) {
        if (json) {
            Documents.print(terminal, findings);
        } else {
            findings.forEach(finding -> finding.print(terminal));
        }
        return findings.stream().anyMatch(Finding::isFailure) ? Cli.FAILED : Cli.OK;
    }

    private void print(Terminal terminal) {
        String mark = switch (state) {
            case "ok" -> "ok      ";
            case "warning" -> "warning ";
            default -> "FAILED  ";
        };
        terminal.out().println(mark + check + ": " + detail);
        if (!remedy.isEmpty()) {
            terminal.out().println("        -> " + remedy);
        }
    }
}
