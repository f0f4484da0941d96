package dev.streamr.daemon.config;

/** Where a value comes from, as it is named in error messages and in {@code streamr config show}. */
sealed interface Source {

    /** Whether what comes from there is never shown. */
    default boolean secret() {
        return false;
    }

    /**
     * A place in a configuration file.
     *
     * @param file the path as the operator gave it
     * @param line from 1
     */
    record FileLine(String file, int line) implements Source {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /** A configuration file as a whole. */
    record WholeFile(String file) implements Source {
        @Override
        public String toString() {
            return file;
        }
    }

    /** An environment variable. */
    record Environment(String variable) implements Source {
        @Override
        public String toString() {
            return variable;
        }
    }

    /** A credential of the service. */
    record Credential(String name) implements Source {
        @Override
        public boolean secret() {
            return true;
        }

        @Override
        public String toString() {
            return "credential " + name;
        }
    }

    /** Nobody said anything. */
    record BuiltIn() implements Source {
        @Override
        public String toString() {
            return "default";
        }
    }
}
