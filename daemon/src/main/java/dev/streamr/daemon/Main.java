package dev.streamr.daemon;

import dev.streamr.daemon.cli.Cli;

/** The program {@code streamr}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Cli.standard().run(arguments));
    }
}
