-- Invites of this origin. The secret has 160 random bits and is not stored, only its SHA-256.
CREATE TABLE mesh_invite (
    secret_hash VARCHAR(64) NOT NULL PRIMARY KEY,
    name        VARCHAR(63) NOT NULL,
    stream      VARCHAR(64) NOT NULL, -- the one stream it is for; empty: any
    created_at  BIGINT      NOT NULL, -- milliseconds since 1970
    expires_at  BIGINT      NOT NULL, -- milliseconds since 1970
    used_by     VARCHAR(32) NOT NULL  -- id of the node that came in with it; empty: none yet
);

-- Machines that came in.
CREATE TABLE mesh_node (
    id         VARCHAR(32) NOT NULL PRIMARY KEY, -- of its key
    name       VARCHAR(63) NOT NULL UNIQUE,
    public_key VARCHAR(64) NOT NULL,             -- Ed25519, SubjectPublicKeyInfo, base64
    stream     VARCHAR(64) NOT NULL,             -- the one it was invited for; empty: any
    suspended  INTEGER     NOT NULL,             -- 0 or 1
    draining   INTEGER     NOT NULL,             -- 0 or 1
    joined_at  BIGINT      NOT NULL              -- milliseconds since 1970
);

-- The origin this machine belongs to; one row or none. Its key pair is in a file.
CREATE TABLE mesh_membership (
    one          INTEGER      NOT NULL PRIMARY KEY CHECK (one = 1),
    origin_url   VARCHAR(255) NOT NULL,
    origin_key   VARCHAR(64)  NOT NULL, -- Ed25519, SubjectPublicKeyInfo, base64
    name         VARCHAR(63)  NOT NULL, -- what the origin calls this machine
    stream       VARCHAR(64)  NOT NULL, -- the one it was invited for; empty: any
    draining     INTEGER      NOT NULL, -- 0 or 1
    paused_until BIGINT       NOT NULL, -- milliseconds since 1970; 0: not paused
    joined_at    BIGINT       NOT NULL  -- milliseconds since 1970
);

-- Bytes that may have been sent in a month of this machine.
CREATE TABLE mesh_usage (
    month_name VARCHAR(7) NOT NULL PRIMARY KEY, -- 2026-11
    bytes      BIGINT     NOT NULL
);
