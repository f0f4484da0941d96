package dev.streamr.daemon.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that two servers could read in two ways (RFC 9112): answered 400, and the connection is closed. */
@SuppressWarnings("StringConcatToTextBlock") // every CR and LF is to be seen
class RequestSmugglingTest {

    private static HttpServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(rules -> rules.get("/", (request, response) -> response.send("got"))
                .post("/", (request, response) -> response.send(request.content().as(String.class)))
                .get("/smuggled", (request, response) -> response.send("smuggled")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
            "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde", "Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd",
            "Content-Length: 4, 4\r\n\r\nabcd", "Content-Length: +4\r\n\r\nabcd", "Content-Length: 0x4\r\n\r\nabcd",
            "Content-Length: -4\r\n\r\nabcd", "Content-Length: 99999999999999999999\r\n\r\nabcd",
            "Content-Length:\r\n\r\nabcd", "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: identity\r\n\r\n", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", "X-Folded: one\r\n two\r\n\r\n",
            "X-Folded: one\r\n\tContent-Length: 4\r\n\r\n", "X-Bare: a\rContent-Length: 4\r\n\r\nabcd",
            "X-Bare: a\nContent-Length: 4\r\n\r\nabcd", "X-Nul: a\0b\r\n\r\n", "No-Colon\r\n\r\n", ": no name\r\n\r\n",
            "Bad Name: x\r\n\r\n", "Host: other\r\n\r\n"})
    void anAmbiguousRequestIsRefusedAndTheConnectionClosed(String headers) throws Exception {
        try (RawClient raw = new RawClient(server.port())) {
            raw.send("POST / HTTP/1.1\r\nHost: localhost\r\n" + headers
                    + "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n");
            String response = raw.rest();
            assertTrue(response.startsWith("HTTP/1.1 400 "), response);
            assertTrue(response.contains("application/problem+json"), response);
            assertFalse(response.contains("smuggled"), response);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.0\r\nHost: localhost\r\n\r\n", "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n",
            "GET /\r\n\r\n", "GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\nHost: localhost\n\n", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n",
            "GET /a\u0000b HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"})
    void aMalformedRequestLineIsRefusedAndTheConnectionClosed(String request) throws Exception {
        try (RawClient raw = new RawClient(server.port())) {
            String response = raw.send(request).rest();
            assertTrue(response.startsWith("HTTP/1.1 400 "), response);
        }
    }

    @Test
    void aChunkedBodyIsNotTaken() throws Exception {
        try (RawClient raw = new RawClient(server.port())) {
            raw.send("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloXX0\r\n\r\n"
                    + "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n");
            String response = raw.rest();
            assertTrue(response.startsWith("HTTP/1.1 411 "), response);
            assertFalse(response.contains("smuggled"), response);
        }
    }

    @Test
    void afterAFailedRequestNothingMoreIsReadFromTheConnection() throws Exception {
        try (RawClient raw = new RawClient(server.port())) {
            raw.send("POST / HTTP/1.1\r\nHost: localhost\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n");
            String response = raw.rest();
            assertTrue(response.startsWith("HTTP/1.1 500 "), response);
            assertFalse(response.contains("smuggled"), response);
        }
    }

    @Test
    void wellFormedRequestsArePipelinedInOrder() throws Exception {
        try (RawClient raw = new RawClient(server.port())) {
            raw.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\none"
                    + "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\ntwo"
                    + "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            raw.head();
            assertEquals("one", raw.read(3));
            raw.head();
            assertEquals("two", raw.read(3));
            raw.head();
            assertEquals("got", raw.read(3));
        }
    }

    @Test
    void aRequestLineOrHeadersWithoutEndAreCutOff() throws Exception {
        try (RawClient raw = new RawClient(server.port())) {
            String response = raw.send("GET /" + "a".repeat(20_000)).rest();
            assertTrue(response.startsWith("HTTP/1.1 414 "), response);
        }
        try (RawClient raw = new RawClient(server.port())) {
            String response = raw.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(40_000)).rest();
            assertTrue(response.startsWith("HTTP/1.1 400 "), response);
        }
    }
}
