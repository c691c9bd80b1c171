-- Times are milliseconds since the Unix epoch, spans are milliseconds.
PRAGMA application_id = 0x57474154;

CREATE TABLE workspaces (
    id TEXT NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    environment TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE clients (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    allowed_origins TEXT NOT NULL,
    scopes TEXT NOT NULL,
    ott_lifetime INTEGER NOT NULL,
    access_lifetime INTEGER NOT NULL,
    refresh_idle_lifetime INTEGER NOT NULL,
    session_lifetime INTEGER NOT NULL,
    ott_reuse TEXT NOT NULL,
    max_sessions_per_user INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX clients_of_workspace ON clients (workspace_id);

CREATE TABLE client_secrets (
    id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    hash BLOB NOT NULL,
    last4 TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER
) STRICT;
CREATE INDEX secrets_of_client ON client_secrets (client_id);

CREATE TABLE one_time_tokens (
    hash BLOB NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    workspace_id TEXT NOT NULL,
    secret_id TEXT NOT NULL,
    external_user_id TEXT,
    user TEXT,
    scopes TEXT NOT NULL,
    metadata TEXT,
    origin TEXT,
    code_challenge TEXT,
    session_ttl INTEGER,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    spent_at INTEGER,
    session_id TEXT,
    presenter_fingerprint BLOB,
    presenter_idempotency_key BLOB
) STRICT;
CREATE INDEX tokens_of_client ON one_time_tokens (client_id, secret_id);
CREATE INDEX tokens_by_expiry ON one_time_tokens (expires_at);

CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    workspace_id TEXT NOT NULL,
    secret_id TEXT NOT NULL,
    external_user_id TEXT,
    user TEXT,
    scopes TEXT NOT NULL,
    metadata TEXT,
    parent_origin TEXT,
    frame_origin TEXT,
    salt BLOB NOT NULL,
    generation INTEGER NOT NULL,
    pair_used INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    rotated_at INTEGER NOT NULL,
    idle_expires_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    end_reason TEXT,
    -- The number of the change that told of its end.
    ended_change INTEGER,
    -- From when on it is of no use to anybody.
    over_at INTEGER NOT NULL
        AS (min(idle_expires_at, expires_at, ifnull(ended_at, expires_at))) VIRTUAL
) STRICT;
CREATE INDEX sessions_of_client ON sessions (client_id, created_at);
-- Without the ended ones: a user who comes often must not make room slower each time.
CREATE INDEX sessions_of_user ON sessions (client_id, external_user_id, rotated_at)
    WHERE ended_at IS NULL;
CREATE INDEX sessions_by_end ON sessions (over_at);
CREATE INDEX sessions_ended ON sessions (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX sessions_of_change ON sessions (ended_change) WHERE ended_change IS NOT NULL;

CREATE TABLE keys (
    kid TEXT NOT NULL PRIMARY KEY,
    algorithm TEXT NOT NULL,
    public_jwk TEXT NOT NULL,
    sealed_private BLOB NOT NULL,
    signs_from INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- `subject` is the workspace's or client's id; the sessions of a change are found by `ended_change`.
CREATE TABLE changes (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT
) STRICT;

-- One row, written to see whether there is room for as much as an exchange writes.
CREATE TABLE probe (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at INTEGER NOT NULL,
    room BLOB NOT NULL
) STRICT;
