-- What an OAuth client is for, and what it has besides an embed client (JSON).
ALTER TABLE clients ADD COLUMN kind TEXT NOT NULL DEFAULT 'embed';
ALTER TABLE clients ADD COLUMN integration TEXT;

-- Sessions that no secret was proven for: the column may be empty now, which takes a new table.
ALTER TABLE sessions RENAME TO sessions_before;
CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    workspace_id TEXT NOT NULL,
    -- embed, oauth or service; an embed session has the secret, an oauth session the grant.
    kind TEXT NOT NULL,
    secret_id TEXT,
    grant_id TEXT,
    external_user_id TEXT,
    user TEXT,
    scopes TEXT NOT NULL,
    metadata TEXT,
    parent_origin TEXT,
    frame_origin TEXT,
    dpop_jkt BLOB,
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
INSERT INTO sessions (id, client_id, workspace_id, kind, secret_id, external_user_id, user, scopes,
        metadata, parent_origin, frame_origin, dpop_jkt, salt, generation, pair_used, created_at,
        rotated_at, idle_expires_at, expires_at, ended_at, end_reason, ended_change)
    SELECT id, client_id, workspace_id, 'embed', secret_id, external_user_id, user, scopes,
        metadata, parent_origin, frame_origin, dpop_jkt, salt, generation, pair_used, created_at,
        rotated_at, idle_expires_at, expires_at, ended_at, end_reason, ended_change
    FROM sessions_before;
DROP TABLE sessions_before;
CREATE INDEX sessions_of_client ON sessions (client_id, created_at);
-- Without the ended ones: a user who comes often must not make room slower each time.
CREATE INDEX sessions_of_user ON sessions (client_id, external_user_id, rotated_at)
    WHERE ended_at IS NULL;
CREATE INDEX sessions_by_end ON sessions (over_at);
CREATE INDEX sessions_ended ON sessions (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX sessions_of_change ON sessions (ended_change) WHERE ended_change IS NOT NULL;
CREATE INDEX sessions_of_grant ON sessions (grant_id) WHERE grant_id IS NOT NULL;
CREATE INDEX sessions_granted_in ON sessions (workspace_id) WHERE grant_id IS NOT NULL;

-- People. `record` is the account as JSON; the other columns are what it is found and guarded by.
CREATE TABLE accounts (
    id TEXT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    identity_issuer TEXT,
    identity_subject TEXT,
    status TEXT NOT NULL,
    version INTEGER NOT NULL,
    record TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (identity_issuer, identity_subject)
) STRICT;

CREATE TABLE set_ups (
    hash BLOB NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL UNIQUE REFERENCES accounts (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX set_ups_by_expiry ON set_ups (expires_at);

CREATE TABLE sign_ins (
    hash BLOB NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    method TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_ins_of_account ON sign_ins (account_id);
CREATE INDEX sign_ins_by_expiry ON sign_ins (expires_at);

-- Without a reference to the account: that one who is gone had granted something stays known for a while.
CREATE TABLE grants (
    id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    account_id TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    ended_at INTEGER,
    end_reason TEXT
) STRICT;
CREATE UNIQUE INDEX grants_live ON grants (client_id, workspace_id, account_id)
    WHERE ended_at IS NULL;
CREATE INDEX grants_of_client ON grants (client_id);
CREATE INDEX grants_of_account ON grants (account_id);
CREATE INDEX grants_of_workspace ON grants (workspace_id);
CREATE INDEX grants_ended ON grants (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE authorization_codes (
    hash BLOB NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    workspace_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    grant_id TEXT NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    redirect_uri TEXT NOT NULL,
    redirect_uri_named INTEGER NOT NULL,
    scopes TEXT NOT NULL,
    code_challenge TEXT,
    dpop_jkt BLOB,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    spent_at INTEGER,
    session_id TEXT
) STRICT;
CREATE INDEX codes_of_client ON authorization_codes (client_id);
CREATE INDEX codes_of_grant ON authorization_codes (grant_id);
CREATE INDEX codes_by_expiry ON authorization_codes (expires_at);

CREATE TABLE pushed_requests (
    hash BLOB NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    parameters TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX pushed_requests_of_client ON pushed_requests (client_id);
CREATE INDEX pushed_requests_by_expiry ON pushed_requests (expires_at);

-- `decision` is JSON, `state` its word.
CREATE TABLE devices (
    hash BLOB NOT NULL PRIMARY KEY,
    user_code TEXT NOT NULL UNIQUE,
    client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    scopes TEXT NOT NULL,
    dpop_jkt BLOB,
    state TEXT NOT NULL,
    decision TEXT NOT NULL,
    polled_at INTEGER,
    interval INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX devices_of_client ON devices (client_id);
CREATE INDEX devices_by_expiry ON devices (expires_at);

CREATE TABLE assertions (
    client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    jti BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (client_id, jti)
) STRICT, WITHOUT ROWID;
CREATE INDEX assertions_by_expiry ON assertions (expires_at);

CREATE TABLE system_users (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    permissions TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (workspace_id, name)
) STRICT;

CREATE TABLE system_tokens (
    id TEXT NOT NULL PRIMARY KEY,
    system_user_id TEXT NOT NULL REFERENCES system_users (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    hash BLOB NOT NULL UNIQUE,
    last4 TEXT NOT NULL,
    permissions TEXT NOT NULL,
    ip_allowlist TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    last_used_at INTEGER
) STRICT;
CREATE INDEX system_tokens_of_user ON system_tokens (system_user_id);
CREATE INDEX system_tokens_by_expiry ON system_tokens (expires_at) WHERE expires_at IS NOT NULL;
