package dev.streamr.daemon.http;

import dev.streamr.api.UploadGate;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.io.OutputStream;

/**
 * Writes to a connection in slices, so that the {@link Watchdog} sees progress inside a large write, and leaves the
 * body out of an answer to HEAD. Nothing is copied.
 */
final class WireWriter implements DataWriter {

    /** Bytes per slice: what the JDK writes at once, and what even a slow viewer takes within the write timeout. */
    static final int SLICE = 128 * 1024;

    /** Not writing. */
    static final long QUIET = 0;

    private final DataWriter inner;
    private final Outlet outlet;
    private final OutputStream slices = new Slices();
    private final HeadEnd headEnd = new HeadEnd();
    private volatile long writingSince = QUIET;
    private boolean headOnly;

    WireWriter(DataWriter inner, Outlet outlet) {
        this.inner = inner;
        this.outlet = outlet;
    }

    /** Another response begins; only its head is sent when {@code headOnly}. */
    void nextResponse(boolean headOnly) {
        this.headOnly = headOnly;
        headEnd.reset();
    }

    /** Whether only the head of the response is sent. */
    boolean headOnly() {
        return headOnly;
    }

    /** Since when the present slice waits for the client, as {@link System#nanoTime}, or {@link #QUIET}. */
    long writingSince() {
        return writingSince;
    }

    /** Writes these bytes as they are, as fast as the outlet lets them go; the array is not kept. */
    void write(byte[] bytes, int offset, int length) {
        int take = headOnly ? headEnd.upTo(bytes, offset, length) : length;
        UploadGate gate = outlet.gate();
        int most = gate == null ? SLICE : Math.min(SLICE, gate.burstBytes());
        int slice;
        for (int done = 0; done < take; done += slice) {
            slice = Math.min(most, take - done);
            if (gate != null) {
                outlet.pass(gate, slice);
            }
            writeSlice(bytes, offset + done, slice);
        }
    }

    private void writeSlice(byte[] bytes, int offset, int length) {
        writingSince = System.nanoTime() | 1;
        try {
            inner.writeNow(BufferData.createReadOnly(bytes, offset, length));
        } finally {
            writingSince = QUIET;
        }
    }

    @Override
    public void write(BufferData... buffers) {
        writeNow(buffers);
    }

    @Override
    public void write(BufferData buffer) {
        writeNow(buffer);
    }

    @Override
    public void writeNow(BufferData... buffers) {
        for (BufferData buffer : buffers) {
            writeNow(buffer);
        }
    }

    @Override
    public void writeNow(BufferData buffer) {
        buffer.writeTo(slices);
    }

    /** Takes buffers apart without copying them. */
    private final class Slices extends OutputStream {

        @Override
        public void write(int b) {
            WireWriter.this.write(new byte[]{(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            WireWriter.this.write(bytes, offset, length);
        }
    }
}
