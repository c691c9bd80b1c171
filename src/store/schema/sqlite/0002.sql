-- Keys that tokens are bound to (RFC 9449): SHA-256 thumbprints.
ALTER TABLE clients ADD COLUMN dpop TEXT NOT NULL DEFAULT 'auto';
ALTER TABLE one_time_tokens ADD COLUMN dpop_jkt BLOB;
ALTER TABLE sessions ADD COLUMN dpop_jkt BLOB;

-- Origins that were refused, the latest of each client.
CREATE TABLE blocked_origins (
    client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    origin TEXT NOT NULL,
    count INTEGER NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    PRIMARY KEY (client_id, origin)
) STRICT, WITHOUT ROWID;
