-- Streams that may be published. The key itself is never stored: it has 160 random bits, so its SHA-256 tells nothing.
CREATE TABLE ingest_stream (
    name           VARCHAR(64) NOT NULL PRIMARY KEY,
    key_hash       VARCHAR(64) NOT NULL UNIQUE,
    created_at     BIGINT      NOT NULL, -- milliseconds since 1970
    key_changed_at BIGINT      NOT NULL  -- milliseconds since 1970
);

-- Numbers of segments that are reserved for each stream, so that they go on rising after a restart.
CREATE TABLE ingest_position (
    name                        VARCHAR(64) NOT NULL PRIMARY KEY,
    next_media_sequence         BIGINT      NOT NULL,
    next_discontinuity_sequence BIGINT      NOT NULL,
    saved_at                    BIGINT      NOT NULL -- milliseconds since 1970
);
