package dev.streamr.daemon.cli;

import java.lang.reflect.Constructor;
import picocli.CommandLine;

/** Makes commands: those that ask for the terminal in their constructor get it. */
final class Commands implements CommandLine.IFactory {

    private final CommandLine.IFactory others = CommandLine.defaultFactory();
    private final Terminal terminal;

    Commands(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Terminal.class) {
                return type.cast(constructor.newInstance(terminal));
            }
        }
        return others.create(type);
    }
}
