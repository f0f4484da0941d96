package dev.streamr.relay.origin.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.StreamName;
import dev.streamr.relay.origin.node.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SessionBookTest {

    private static final StreamName SHOW = new StreamName("show");
    private static final Network HOME = new Network("0123456789abcdef");

    private final AtomicLong nanos = new AtomicLong();
    private final SessionBook book = new SessionBook(() -> Instant.EPOCH, nanos::get);

    private Session open(Network network) {
        return book.open(SHOW, Session.Kind.PAGE, network, false).orElseThrow();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        book.sweep();
    }

    @Test
    void whoIsNeverHeardIsForgottenSoon() {
        Session session = open(HOME);
        pass(SessionBook.NEVER_HEARD);
        assertTrue(book.find(SHOW, session.id()).isPresent());
        pass(Duration.ofMillis(1));
        assertFalse(book.find(SHOW, session.id()).isPresent());
    }

    @Test
    void whoIsHeardIsForgottenLaterAndEverybodyIsTold() {
        List<Session> ended = new ArrayList<>();
        book.onEnd(ended::add);
        Session session = open(HOME);
        book.seen(SHOW, session.id());
        pass(SessionBook.SILENT);
        assertEquals(List.of(), ended);
        pass(Duration.ofMillis(1));
        assertEquals(List.of(session), ended);
    }

    @Test
    void aSessionThatTwoRequestsBringBackComesOnce() {
        String id = "0123456789abcdef01234567";
        assertTrue(book.revive(id, SHOW, Session.Kind.PAGE, HOME).isPresent());
        assertFalse(book.revive(id, SHOW, Session.Kind.PAGE, HOME).isPresent(), "its seat would be taken twice");
        assertTrue(book.find(SHOW, id).isPresent());
    }

    @Test
    void aSessionIsOneOfItsStreamOnly() {
        Session session = open(HOME);
        assertFalse(book.find(new StreamName("other"), session.id()).isPresent());
    }

    @Test
    void oneNetworkCannotFillTheBook() {
        for (int i = 0; i < SessionBook.MOST_OF_A_NETWORK; i++) {
            open(HOME);
        }
        assertFalse(book.open(SHOW, Session.Kind.PAGE, HOME, false).isPresent());
        Session other = open(new Network("fedcba9876543210"));
        pass(SessionBook.NEVER_HEARD.plusMillis(1));
        assertFalse(book.find(SHOW, other.id()).isPresent());
        assertTrue(book.open(SHOW, Session.Kind.PAGE, HOME, false).isPresent());
    }

    @Test
    void theBookIsBounded() {
        for (int i = 0; i < SessionBook.MOST; i++) {
            open(new Network("%016x".formatted(i)));
        }
        assertFalse(book.open(SHOW, Session.Kind.PAGE, HOME, false).isPresent());
    }

    @Test
    void nothingThatIsSecretShows() {
        Session session = open(HOME);
        assertFalse(session.toString().contains(session.id()));
        assertNotEquals(session.id(), open(HOME).id());
        assertEquals(32, session.receiptKey().length);
    }

    @Test
    void aReceiptOnItsWayMayUseTheNonceBefore() {
        Session session = open(HOME);
        String first = session.nonce();
        String second = session.renewNonce();
        assertTrue(session.current(first));
        assertTrue(session.current(second));
        session.renewNonce();
        assertFalse(session.current(first));
        assertFalse(session.current(""));
    }
}
