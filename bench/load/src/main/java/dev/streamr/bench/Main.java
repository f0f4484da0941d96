package dev.streamr.bench;

import dev.streamr.bench.rtmp.Publisher;
import dev.streamr.bench.viewer.DelayProbe;
import dev.streamr.bench.viewer.LowLatencyViewers;
import dev.streamr.bench.viewer.SegmentViewers;
import dev.streamr.bench.viewer.SocketViewers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Entry point of every load client. The first argument says what it is; each line on standard input is answered with one
 * line of JSON counters, and the end of standard input ends the process.
 */
public final class Main {

    private Main() {}

    /**
     * Runs one client.
     *
     * @param args the client, then its {@code --name value} options
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 0) {
            System.err.println("usage: publish|flv|rtmp|hls|llhls|flv-delay|llhls-delay|bare --name value …");
            System.exit(2);
        }
        Options options = Options.parse(args, 1);
        Tally tally = new Tally();
        switch (args[0]) {
            case "publish" -> Publisher.start(options, tally);
            case "flv", "rtmp" -> SocketViewers.start(args[0], options, tally);
            case "hls" -> SegmentViewers.start(options, tally);
            case "llhls" -> LowLatencyViewers.start(options, tally);
            case "flv-delay", "llhls-delay" -> DelayProbe.start(args[0], options, tally);
            case "bare" -> BareWriter.start(options, tally);
            default -> throw new IllegalArgumentException(args[0] + ": no such client");
        }
        answer(tally);
        System.exit(0);
    }

    private static void answer(Tally tally) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            while (in.readLine() != null) {
                System.out.println(tally.json());
            }
        }
    }
}
