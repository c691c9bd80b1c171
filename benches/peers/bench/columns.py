"""What is measured: the columns of the table, and how the load tool measures each."""

from dataclasses import dataclass


@dataclass
class Column:
    name: str
    title: str
    arguments: list
    figure: str = "cpu_us_per_request"
    # Memory is measured on a process that has done nothing before.
    fresh: bool = False


COLUMNS = [
    Column("h1", "small GET h1", ["h1", "--path", "/small"]),
    Column("h2", "small GET h2", ["h2", "--path", "/small", "--connections", 8, "--streams", 8]),
    Column("64k", "64 KiB", ["h1", "--path", "/64k"]),
    Column("1m", "1 MiB", ["h1", "--path", "/1m"]),
    Column("full", "full handshake + request", ["handshake", "--connections", 32]),
    Column("resumed", "resumed handshake + request", ["handshake", "--connections", 32, "--resumed"]),
    Column("idle", "KiB per idle TLS connection", ["idle"], "kib_per_connection", True),
]
SECTIONS = {
    "cold": "tokens never seen before",
    "flood": "invalid tokens",
    "latency": "latency at a fixed rate",
    "workers": "one and two workers",
    "scale": "routes, workspaces, ended sessions",
    "floor": "the floor: the kernel's sockets and AES-GCM alone",
    "million": "one million distinct tokens (quick: 100,000)",
}


def arguments(column, options):
    """The load tool's arguments for one measurement of this column."""
    if column.name == "idle":
        return [*column.arguments, "--connections", options.idle_connections, "--warm-up", 2]
    return [*column.arguments, "--seconds", options.seconds, "--warm-up", options.warm_up]
