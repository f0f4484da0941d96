package dev.streamr.daemon.http;

import io.helidon.common.GenericType;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.spi.Sink;
import io.helidon.webserver.http.spi.SinkProviderContext;
import java.io.UncheckedIOException;

/** Writes a whole response that is framed already, and tells Helidon that the request has its answer. */
final class FramedSink implements Sink<byte[]> {

    static final GenericType<FramedSink> TYPE = GenericType.create(FramedSink.class);

    private final SinkProviderContext context;

    FramedSink(SinkProviderContext context) {
        this.context = context;
    }

    @Override
    public Sink<byte[]> emit(byte[] framed) {
        if (!(context.connectionContext() instanceof Wire wire)) {
            throw new IllegalStateException("not a connection of this server");
        }
        try {
            wire.writer().write(framed, 0, framed.length);
        } catch (UncheckedIOException e) {
            throw new ServerConnectionException("cannot write to the client", e);
        }
        return this;
    }

    @Override
    public void close() {
        context.closeRunnable().run();
    }
}
