"""A store with as much in it as a large platform has: written into the gateway's own tables."""

import sqlite3
import time

# Crockford's base32, in which ULIDs are written.
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def numbered(prefix, number, length):
    digits = []
    for _ in range(length):
        number, digit = divmod(number, 32)
        digits.append(DIGITS[digit])
    return prefix + "".join(reversed(digits))


def workspaces(store, count):
    """So many workspaces more, each with a client that allows an origin of its own."""
    now = int(time.time() * 1000)
    with sqlite3.connect(store) as db:
        like = db.execute("SELECT * FROM clients LIMIT 1")
        names = [column[0] for column in like.description]
        example = dict(zip(names, like.fetchone()))
        db.executemany(
            "INSERT INTO workspaces (id, slug, name, environment, created_at) VALUES (?, ?, ?, 'live', ?)",
            ((numbered("ws_", number, 26), f"w-{number}", f"Workspace {number}", now) for number in range(count)))
        client = lambda number: example | {
            "id": numbered("wgc_", number, 12).lower(), "workspace_id": numbered("ws_", number, 26),
            "allowed_origins": f'["https://w{number}.example.com"]', "created_at": now}
        db.executemany(
            f"INSERT INTO clients ({', '.join(names)}) VALUES ({', '.join(':' + name for name in names)})",
            (client(number) for number in range(count)))


def ended_sessions(store, count):
    """So many sessions that were ended a moment ago, whose access tokens might still be about."""
    now = int(time.time() * 1000)
    with sqlite3.connect(store) as db:
        client, workspace = db.execute("SELECT id, workspace_id FROM clients ORDER BY created_at LIMIT 1").fetchone()
        db.executemany(
            "INSERT INTO sessions (id, client_id, workspace_id, secret_id, external_user_id, scopes, salt,"
            " generation, pair_used, created_at, rotated_at, idle_expires_at, expires_at, ended_at, end_reason)"
            " VALUES (?, ?, ?, '', ?, '', x'00', 1, 1, ?, ?, ?, ?, ?, 'logout')",
            ((numbered("es_", number, 26), client, workspace, f"u{number}", now, now, now + 3_600_000,
              now + 3_600_000, now) for number in range(count)))
