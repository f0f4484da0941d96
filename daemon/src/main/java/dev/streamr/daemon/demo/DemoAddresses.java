package dev.streamr.daemon.demo;

import dev.streamr.daemon.http.ListenerHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;

/**
 * Where the demo listens and where it can be watched.
 *
 * @param bind     address of the two public listeners
 * @param httpPort port of the public HTTP listener
 * @param opsPort  port of the ops listener, always on the loopback address
 * @param rtmpPort port of the RTMP listener
 */
record DemoAddresses(String bind, int httpPort, int opsPort, int rtmpPort) {

    /** The public name of the stream. */
    static final String STREAM = "demo";

    /** Takes the ports that are given and a free one for each 0. */
    static DemoAddresses choose(String bind, int httpPort, int rtmpPort) throws IOException {
        try (ServerSocket http = listen(bind, httpPort);
                ServerSocket ops = listen("127.0.0.1", 0);
                ServerSocket rtmp = listen(bind, rtmpPort)) {
            return new DemoAddresses(bind, http.getLocalPort(), ops.getLocalPort(), rtmp.getLocalPort());
        }
    }

    /**
     * Where a relay of the demo listens.
     *
     * @param bind     address of the public listener
     * @param httpPort its port
     * @param opsPort  port of the ops listener, always on the loopback address
     */
    record Relay(String bind, int httpPort, int opsPort) {

        /** Where the origin and viewers on this machine reach it. */
        URI base() {
            return URI.create("http://" + ListenerHost.inUrl(bind) + ":" + httpPort);
        }
    }

    /** Takes free ports for a relay beside this origin. */
    Relay chooseRelay() throws IOException {
        try (ServerSocket http = listen(bind, 0); ServerSocket ops = listen("127.0.0.1", 0)) {
            return new Relay(bind, http.getLocalPort(), ops.getLocalPort());
        }
    }

    private static ServerSocket listen(String bind, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByName(bind), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new IOException("cannot listen on " + bind + " port " + port + ": " + e.getMessage(), e);
        }
    }

    URI player() {
        return http("/watch/" + STREAM);
    }

    URI hls() {
        return http("/live/" + STREAM + ".m3u8");
    }

    URI flv() {
        return http("/live/" + STREAM + ".flv");
    }

    URI rtmp() {
        return URI.create("rtmp://" + ListenerHost.inUrl(bind) + ":" + rtmpPort + "/live/" + STREAM);
    }

    /** Base URL of the public listener. */
    URI base() {
        return http("");
    }

    private URI http(String path) {
        return URI.create("http://" + ListenerHost.inUrl(bind) + ":" + httpPort + path);
    }
}
