package dev.streamr.relay.origin.session;

/** Says where a session's media is now. Any thread; nothing blocks. */
@FunctionalInterface
public interface Renewals {

    /**
     * What a receipt is answered with: machines that failed or drain are replaced, tokens that grow old are renewed, the
     * nonce is new.
     */
    SessionReply renew(Session session);
}
