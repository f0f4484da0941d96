-- What friends' machines delivered: single words, kept for two days, and sums by hour, kept for good. Times are
-- milliseconds since 1970, UTC.
CREATE TABLE contribution_claim (
    id              BIGINT      NOT NULL PRIMARY KEY, -- random
    said_at         BIGINT      NOT NULL,
    node            VARCHAR(64) NOT NULL,
    stream          VARCHAR(64) NOT NULL,
    interval_millis BIGINT      NOT NULL,
    bytes           BIGINT      NOT NULL,
    viewers         INTEGER     NOT NULL
);
CREATE INDEX contribution_claim_said_at ON contribution_claim (said_at);

CREATE TABLE contribution_receipt (
    session           VARCHAR(64) NOT NULL,
    node              VARCHAR(64) NOT NULL,
    serial            BIGINT      NOT NULL,
    said_at           BIGINT      NOT NULL,
    stream            VARCHAR(64) NOT NULL,
    network           VARCHAR(64) NOT NULL, -- a salted hash that changes daily
    interval_millis   BIGINT      NOT NULL,
    bytes             BIGINT      NOT NULL,
    requests          INTEGER     NOT NULL,
    first_byte_micros BIGINT      NOT NULL, -- 0: unknown
    stalls            INTEGER     NOT NULL,
    late              INTEGER     NOT NULL,
    basis             VARCHAR(8)  NOT NULL, -- PROVEN, STATED or NAMED
    PRIMARY KEY (session, node, serial)
);
CREATE INDEX contribution_receipt_said_at ON contribution_receipt (said_at);

CREATE TABLE contribution_probe (
    id                BIGINT      NOT NULL PRIMARY KEY, -- random
    said_at           BIGINT      NOT NULL,
    node              VARCHAR(64) NOT NULL,
    stream            VARCHAR(64) NOT NULL,
    verdict           VARCHAR(16) NOT NULL,
    bytes             BIGINT      NOT NULL,
    first_byte_micros BIGINT      NOT NULL, -- 0: there was none
    bits_per_second   BIGINT      NOT NULL  -- 0: there was none
);
CREATE INDEX contribution_probe_said_at ON contribution_probe (said_at);

CREATE TABLE contribution_hour (
    hour_at               BIGINT      NOT NULL,
    node                  VARCHAR(64) NOT NULL,
    stream                VARCHAR(64) NOT NULL,
    claimed_bytes         BIGINT      NOT NULL,
    proven_bytes          BIGINT      NOT NULL,
    stated_bytes          BIGINT      NOT NULL,
    named_bytes           BIGINT      NOT NULL,
    receipts              BIGINT      NOT NULL,
    stalls                BIGINT      NOT NULL,
    late                  BIGINT      NOT NULL,
    first_byte_micros     BIGINT      NOT NULL, -- sum over timed_receipts
    timed_receipts        BIGINT      NOT NULL,
    probes                BIGINT      NOT NULL,
    probes_right          BIGINT      NOT NULL,
    probes_wrong          BIGINT      NOT NULL,
    probe_bits_per_second BIGINT      NOT NULL, -- the highest
    PRIMARY KEY (hour_at, node, stream)
);
