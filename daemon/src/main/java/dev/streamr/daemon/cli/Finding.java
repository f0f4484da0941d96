package dev.streamr.daemon.cli;

/**
 * What {@code streamr doctor} found at one place.
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
}
