package dev.streamr.relay.pull;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/** An endless response that is closed when nothing comes any more. Reading is for one thread. */
final class LiveInput extends FilterInputStream {

    private static final System.Logger LOG = System.getLogger(LiveInput.class.getName());

    private final Consumer<LiveInput> onClose;
    private volatile long heard = System.nanoTime();

    LiveInput(InputStream in, Consumer<LiveInput> onClose) {
        super(in);
        this.onClose = onClose;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        heard = System.nanoTime();
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        heard = System.nanoTime();
        return read;
    }

    /** Ends a read that has waited for too long. */
    void closeIfSilent() {
        if (System.nanoTime() - heard > Transport.SILENCE.toNanos()) {
            try {
                close();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "a dead response could not be closed", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        onClose.accept(this);
        super.close();
    }
}
