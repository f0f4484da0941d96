package dev.streamr.relay.testing;

import io.helidon.common.GenericType;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.media.type.MediaType;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http.spi.Sink;
import io.helidon.webserver.http.spi.SinkProvider;
import io.helidon.webserver.http.spi.SinkProviderContext;
import java.util.function.BiConsumer;

/** Gives a test's endpoints the connection below a response. */
record ConnectionSink(SinkProviderContext context) implements Sink<byte[]> {

    static final GenericType<ConnectionSink> TYPE = GenericType.create(ConnectionSink.class);

    @Override
    public Sink<byte[]> emit(byte[] bytes) {
        context.connectionContext().dataWriter().writeNow(BufferData.create(bytes));
        return this;
    }

    @Override
    public void close() {
        context.closeRunnable().run();
    }

    /** Found by Helidon through the service loader. */
    public static final class Provider implements SinkProvider<byte[]> {
        @Override
        public boolean supports(GenericType<? extends Sink<?>> type, ServerRequest request) {
            return type.equals(TYPE);
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        public <X extends Sink<byte[]>> X create(SinkProviderContext context) {
            return (X) new ConnectionSink(context);
        }

        @Override
        @SuppressWarnings({"removal", "TypeParameterUnusedInFormals"})
        public <X extends Sink<byte[]>> X create(ServerResponse response, BiConsumer<Object, MediaType> consumer,
                Runnable close) {
            throw new UnsupportedOperationException();
        }
    }
}
