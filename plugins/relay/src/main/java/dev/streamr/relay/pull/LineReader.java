package dev.streamr.relay.pull;

import dev.streamr.relay.feed.FeedLines;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Takes lines of ASCII out of a stream, none longer than the feed allows. */
final class LineReader {

    private final InputStream in;

    LineReader(InputStream in) {
        this.in = new BufferedInputStream(in, 16 * 1024);
    }

    /**
     * The next line without its line feed.
     *
     * @throws IOException when the stream ends, or the line is too long
     */
    String next() throws IOException {
        StringBuilder line = new StringBuilder(256);
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new IOException("the feed ended");
            }
            if (line.length() >= FeedLines.MOST_CHARACTERS) {
                throw new IOException("feed: a line is too long");
            }
            line.append((char) read);
        }
        return line.toString();
    }
}
