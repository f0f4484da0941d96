package dev.streamr.daemon.demo;

import dev.streamr.daemon.text.RelayTree;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows how the stream is carried: a picture that is drawn anew on a terminal, one line a time elsewhere. */
final class Scoreboard {

    private static final String HOME = "\033[H";
    private static final String END_OF_LINE = "\033[K";
    private static final String BELOW = "\033[J";
    private static final String ALL = "\033[2J";

    private final PrintWriter out;
    private final boolean terminal;
    private final DemoAddresses addresses;
    private boolean drawn;

    Scoreboard(PrintWriter out, boolean terminal, DemoAddresses addresses) {
        this.out = out;
        this.terminal = terminal;
        this.addresses = addresses;
    }

    /**
     * Shows a reading.
     *
     * @param before the reading to take rates against
     * @param news   what happened, empty: nothing yet
     */
    void show(Duration since, Reading before, Reading now, String news) {
        if (terminal) {
            draw(since, before, now, news);
        } else {
            out.println(line(since, before, now));
        }
        out.flush();
    }

    private void draw(Duration since, Reading before, Reading now, String news) {
        List<String> lines = new ArrayList<>();
        lines.add(time(since) + "  watch it: " + addresses.player() + "   Ctrl-C ends it.");
        lines.add("");
        lines.addAll(RelayTree.lines(now.relays()));
        lines.add("");
        lines.addAll(felt(before, now));
        if (!news.isEmpty()) {
            lines.add("");
            lines.add(news);
        }
        out.print(drawn ? HOME : HOME + ALL);
        lines.forEach(line -> out.print(line + END_OF_LINE + "\n"));
        out.print(BELOW);
        drawn = true;
    }

    private static List<String> felt(Reading before, Reading now) {
        double relays = now.megabits(before, Reading::fromRelays);
        double origin = now.megabits(before, Reading::fromOrigin);
        double sent = now.megabits(before, Reading::sent);
        return List.of(
                String.format(Locale.ROOT, "viewers  %d of %d play, %.2f s behind live (95 %% of them within %.2f s)",
                        now.playing(), now.present(), now.secondsBehindLive(), now.mostSecondsBehindLive()),
                String.format(Locale.ROOT, "get      %.1f Mbit/s from relays, %.1f from the origin", relays, origin),
                String.format(Locale.ROOT, "origin   sends %.1f Mbit/s, to relays and viewers: %s of what viewers get",
                        sent, share(sent, relays + origin)),
                String.format(Locale.ROOT,
                        "felt     %d stalls; the longest wait for a part %.2f s; %d answers late, %d failed, %d wrong",
                        now.stalls(), now.longestGapMillis() / 1000.0, now.late(), now.failed(), now.wrong()));
    }

    private static String line(Duration since, Reading before, Reading now) {
        return String.format(Locale.ROOT,
                "%s  %d of %d play, %.2f s behind live; relays %.1f Mbit/s, origin %.1f; %d stalls, %d late, %d failed",
                time(since), now.playing(), now.present(), now.secondsBehindLive(),
                now.megabits(before, Reading::fromRelays), now.megabits(before, Reading::sent), now.stalls(),
                now.late(), now.failed());
    }

    /** Says something that is to stay: below the picture, or as a line. */
    void say(String text) {
        out.println(text);
        out.flush();
    }

    static String time(Duration since) {
        return "%d:%02d".formatted(since.toMinutes(), since.toSecondsPart());
    }

    static String share(double part, double whole) {
        return whole <= 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * part / whole);
    }
}
