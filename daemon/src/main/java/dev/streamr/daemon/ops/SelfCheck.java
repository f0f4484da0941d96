package dev.streamr.daemon.ops;

import dev.streamr.daemon.database.NodeDatabase;
import dev.streamr.daemon.plugin.PluginHost;
import dev.streamr.daemon.plugin.PluginStatus;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Looks at the parts of this node: what {@code /health/live} and {@code /health/ready} answer, and the watchdog asks. */
public final class SelfCheck {

    private final PluginHost plugins;
    private final NodeDatabase database;
    private final DiskSpace disk;

    public SelfCheck(PluginHost plugins, NodeDatabase database, DiskSpace disk) {
        this.plugins = plugins;
        this.database = database;
        this.disk = disk;
    }

    /** Whether this process can go on at all; a restart mends what is down here. */
    public List<Check> live() {
        long[] deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
        return List.of(deadlocked == null
                ? Check.up("threads")
                : Check.down("threads", deadlocked.length + " threads wait for each other for ever"));
    }

    /** Whether this node does its work. */
    public List<Check> ready() {
        List<Check> checks = new ArrayList<>();
        for (PluginStatus plugin : plugins.readiness()) {
            checks.add(new Check("plugin " + plugin.name(), plugin.up(), plugin.reason()));
        }
        checks.add(database.answers() ? Check.up("database") : Check.down("database", "it does not answer"));
        checks.add(disk.check());
        return List.copyOf(checks);
    }
}
