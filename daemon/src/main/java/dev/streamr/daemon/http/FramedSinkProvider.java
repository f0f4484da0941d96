package dev.streamr.daemon.http;

import io.helidon.common.GenericType;
import io.helidon.common.media.type.MediaType;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http.spi.Sink;
import io.helidon.webserver.http.spi.SinkProvider;
import io.helidon.webserver.http.spi.SinkProviderContext;
import java.util.function.BiConsumer;

/** How Helidon finds {@link FramedSink}; named in {@code META-INF/services}. */
public final class FramedSinkProvider implements SinkProvider<byte[]> {

    @Override
    public boolean supports(GenericType<? extends Sink<?>> type, ServerRequest request) {
        return type.equals(FramedSink.TYPE);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Helidon asks for exactly this
    public <X extends Sink<byte[]>> X create(SinkProviderContext context) {
        return (X) new FramedSink(context);
    }

    @Override
    @Deprecated
    @SuppressWarnings({"removal", "TypeParameterUnusedInFormals"}) // abstract in this version of Helidon
    public <X extends Sink<byte[]>> X create(ServerResponse response, BiConsumer<Object, MediaType> events,
            Runnable closing) {
        throw new UnsupportedOperationException("a framed response needs its connection");
    }
}
