package dev.streamr.daemon.cli;

import dev.streamr.daemon.Image;
import dev.streamr.daemon.ops.Check;
import dev.streamr.daemon.ops.DiskSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code streamr doctor} looks at on this machine, with or without a running daemon. */
final class Machine {

    /** The first version is not older; a clock before it is wrong. */
    private static final Instant FIRST_RELEASE = Instant.parse("2026-11-01T00:00:00Z");

    private Machine() {}

    static List<Finding> findings(Path stateDir) {
        List<Finding> findings = new ArrayList<>();
        findings.add(stateDir(stateDir));
        if (Files.isDirectory(stateDir)) {
            findings.add(disk(stateDir));
        }
        findings.add(natives());
        findings.add(clock(Instant.now()));
        return findings;
    }

    private static Finding stateDir(Path stateDir) {
        Path place = stateDir;
        while (place.getParent() != null && !Files.exists(place)) {
            place = place.getParent();
        }
        return Files.isWritable(place)
                ? Finding.ok("state directory", stateDir + (place.equals(stateDir) ? "" : " (made at the first start)"))
                : Finding.failed("state directory", place + " is not writable for " + System.getProperty("user.name"),
                        "run this as the daemon's user, or name another folder as state-dir");
    }

    private static Finding disk(Path stateDir) {
        Check check = new DiskSpace(stateDir).check();
        return check.up()
                ? Finding.ok("disk", "there is room")
                : Finding.failed("disk", check.reason(), "delete something");
    }

    private static Finding natives() {
        Optional<Path> folder = Image.home().map(home -> home.resolve("native"));
        if (folder.isEmpty()) {
            return Finding.warning("FFmpeg", "not looked at: this does not run from an image",
                    "start bin/streamr of the installation");
        }
        try (Stream<Path> files = Files.list(folder.get())) {
            return files.anyMatch(file -> file.getFileName().toString().contains("avformat"))
                    ? Finding.ok("FFmpeg", "its libraries are in " + folder.get())
                    : Finding.failed("FFmpeg", "libavformat is not in " + folder.get(), "install streamr again");
        } catch (IOException e) {
            return Finding.failed("FFmpeg", folder.get() + " cannot be read", "install streamr again");
        }
    }

    static Finding clock(Instant now) {
        return now.isAfter(FIRST_RELEASE)
                ? Finding.ok("clock", now.toString())
                : Finding.failed("clock", "it says " + now + ", which is in the past", "turn time synchronisation on");
    }
}
