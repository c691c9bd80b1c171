"""What is measured apart from the table: cold tokens, floods, latency, workers, scale, the floor, a million tokens."""

import json
import statistics
import subprocess
import time

from . import fill, gateway
from .tokens import Key


def sign(rig, workspace, count, name):
    """A file with `count` tokens of the load tool's own issuer."""
    file = rig.folder / f"{name}.tokens"
    subprocess.run(
        [rig.load_tool, "sign", "--issuer", gateway.ISSUER, "--audience", gateway.AUDIENCE,
         "--workspace", workspace, "--count", str(count), "--key", rig.folder / "load.p8",
         "--jwks", rig.folder / "load.jwks", "--out", file],
        check=True)
    return file


def load_key(rig):
    jwk = json.loads((rig.folder / "load.jwks").read_text())["keys"][0]
    return Key(gateway.ISSUER, gateway.AUDIENCE, jwk, rig.folder, "load")


def check_cost(rig):
    """CPU µs of one ES256 check, on the proxies' core."""
    command = ["taskset", "-c", rig.proxy_cores, rig.load_tool, "check-cost"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)["cpu_us_per_check"]


def gcm_cost(rig, opened, sealed, count):
    """CPU µs of AES-128-GCM for so many bytes, on the proxies' core."""
    command = ["taskset", "-c", rig.proxy_cores, rig.load_tool, "gcm-cost",
               "--open", opened, "--seal", sealed, "--count", count]
    done = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True)
    return json.loads(done.stdout)["cpu_us"]


class Sections:
    def __init__(self, bench):
        self.bench, self.rig, self.options = bench, bench.rig, bench.options

    def median(self, peers, figures, measure):
        """`measure(peer)` in interleaved rounds; the median of each figure, by peer."""
        found = {peer.name: [] for peer in peers}
        for number in range(self.options.rounds):
            for peer in peers[number % len(peers):] + peers[:number % len(peers)]:
                found[peer.name].append(measure(peer))
        return {
            name: {figure: statistics.median(line[figure] for line in lines) for figure in figures}
            for name, lines in found.items()}

    def same_rate(self, peer, line, token_file):
        """CPU µs of a warm request at the rate of another measurement: each costs more where few come,
        since the kernel then wakes sleepers for each."""
        rate = max(1, round(line["requests_per_second"]))
        arguments = ["h1", "--rate", rate, "--seconds", self.options.seconds,
                     "--warm-up", self.options.warm_up]
        return self.bench.load(peer, arguments, token_file)["cpu_us_per_request"]

    def cold(self):
        """Each request brings a token that nobody has seen; then the same with one token."""
        peers = [peer for peer in self.bench.peers if peer.checks]
        key = load_key(self.rig)
        peers = self.bench.start(peers, key, sign(self.rig, self.bench.workspace, 1, "proof"))
        warm = sign(self.rig, self.bench.workspace, 1, "warm")
        count = 10_000 if self.options.quick else 40_000
        costs = []

        def measure(peer):
            costs.append(check_cost(self.rig))
            fresh = sign(self.rig, self.bench.workspace, count, "cold")
            common = ["h1", "--warm-up", self.options.warm_up]
            cold = self.bench.load(peer, [
                *common, "--warm-token-file", warm, "--requests", count,
                "--seconds", self.options.seconds], fresh)
            warmed = self.bench.load(peer, [*common, "--seconds", self.options.seconds], warm)
            return {"cold": cold["cpu_us_per_request"], "same_rate": self.same_rate(peer, cold, warm),
                    "warm": warmed["cpu_us_per_request"]}

        found = self.median(peers, ["cold", "same_rate", "warm"], measure)
        check = statistics.median(costs)
        rows = [[self.bench.label(name)] + [f"{value:.1f}" for value in row.values()]
                + [f"{(row['cold'] - row['same_rate']) / check:.2f}"] for name, row in found.items()]
        self.bench.results["cold"] = found | {"check_cost": check}
        return (
            ["", "new token each", "one token, as many a second", "one token, as many as it can",
             "(first − second) ÷ one check"], rows,
            f"CPU µs per request. One ES256 check of aws-lc-rs: {check:.1f} CPU µs, in the same run.")

    def flood(self):
        """Invalid tokens, each another one, and what a valid one costs afterwards."""
        peers = self.bench.start([peer for peer in self.bench.peers if peer.checks], self.bench.key)
        check = check_cost(self.rig)
        window = ["--seconds", self.options.seconds, "--warm-up", self.options.warm_up]

        def measure(peer):
            line = lambda arguments: self.bench.load(peer, arguments + window)
            cost = lambda arguments: line(arguments)["cpu_us_per_request"]
            valid = cost(["h1"])
            invalid = line(["attack", "--kind", "invalid-signature"])
            garbage = ["attack", "--kind", "garbage"]
            return {
                "valid": valid,
                "invalid": invalid["cpu_us_per_request"],
                "garbage_same_rate": cost([*garbage, "--rate", max(1, round(invalid["requests_per_second"]))]),
                "garbage": cost(garbage),
                "after": cost(["h1"])}

        found = self.median(peers, ["valid", "invalid", "garbage_same_rate", "garbage", "after"], measure)
        rows = [[self.bench.label(name)] + [f"{value:.1f}" for value in row.values()]
                + [f"{(row['invalid'] - row['garbage_same_rate']) / check:.2f}"] for name, row in found.items()]
        self.bench.results["flood"] = found | {"check_cost": check}
        return (
            ["", "valid", "invalid signature", "garbage, as many a second", "garbage, as much as it can",
             "valid afterwards", "(second − third) ÷ one check"],
            rows, f"CPU µs per request. One ES256 check of aws-lc-rs: {check:.1f} CPU µs.")

    def latency(self):
        """A rate that all can serve, sent when due whatever came back."""
        peers = self.bench.start(self.bench.peers, self.bench.key)
        names = ["p50_us", "p99_us", "p999_us", "requests_per_second"]
        arguments = ["h1", "--rate", self.options.rate, "--seconds", self.options.seconds,
                     "--warm-up", self.options.warm_up]
        found = self.median(peers, names, lambda peer: self.bench.load(peer, arguments))
        rows = [[self.bench.label(name)] + [f"{row[figure]:.0f}" for figure in names]
                for name, row in found.items()]
        self.bench.results["latency"] = found
        return (["", "p50 µs", "p99 µs", "p99.9 µs", "answers/s"], rows,
                f"{self.options.rate} requests per second on 64 connections, from the due time.")

    def workers(self):
        """Wicketgate with one worker on one core, and with two on two."""
        rig, peer = self.rig, self.bench.gateway
        self.bench.stop_peers()
        both = self.options.two_cores
        arguments = ["h1", "--seconds", self.options.seconds, "--warm-up", self.options.warm_up]
        found = {1: [], 2: []}
        for _ in range(self.options.rounds):
            for workers, cores in [(1, rig.proxy_cores), (2, both)]:
                peer.start(None, workers, cores)
                token = rig.folder / f"workers.token"
                token.write_text(peer.token())
                found[workers].append(self.bench.load(peer, arguments, token))
                rig.stop(peer.name)
        of = lambda workers, figure: statistics.median(line[figure] for line in found[workers])
        rows = [[str(workers), f"{of(workers, 'cpu_us_per_request'):.1f}",
                 f"{of(workers, 'requests_per_second'):.0f}",
                 f"{of(workers, 'cpu_seconds') / of(workers, 'seconds'):.2f}"] for workers in (1, 2)]
        gain = 2 * of(1, "cpu_us_per_request") / of(2, "cpu_us_per_request")
        self.bench.results["workers"] = {
            str(workers): {figure: of(workers, figure) for figure in
                           ["cpu_us_per_request", "requests_per_second", "cpu_seconds"]}
            for workers in (1, 2)} | {"gain_by_cpu": gain}
        shared = set(both.split(",")) & set(rig.load_cores.split(","))
        note = " Load and upstream share a core with the second worker: the rate says little." if shared else ""
        return (["workers", "CPU µs per request", "requests/s", "cores used"], rows,
                f"Two workers do {gain:.2f} × the work of one per second of their cores.{note}")

    def scale(self):
        """One of everything, then 1,000 routes, 100,000 workspaces with a client each and 1,000,000 ended
        sessions whose tokens are not over (quick: a tenth), alone and together."""
        rig, part = self.rig, 10 if self.options.quick else 1
        routes, workspaces, ended = 1_000, 100_000 // part, 1_000_000 // part
        self.bench.stop_peers()
        sizes = {
            "one of each": (0, 0, 0), f"{routes:,} routes": (routes, 0, 0),
            f"{workspaces:,} workspaces": (0, workspaces, 0), f"{ended:,} ended sessions": (0, 0, ended),
            "all of these": (routes, workspaces, ended)}
        found, peers = {}, {}
        for number, (size, (more_routes, more_workspaces, more_ended)) in enumerate(sizes.items()):
            peer = peers[size] = gateway.Gateway(rig, self.options.binary, f"scale-{number}", more_routes)
            fill.workspaces(peer.folder / "wicketgate.db", more_workspaces)
            fill.ended_sessions(peer.folder / "wicketgate.db", more_ended)
            found[size] = {"costs": []}
        token = rig.folder / "scale.token"
        arguments = ["h1", "--path", "/small", "--seconds", self.options.seconds, "--warm-up", self.options.warm_up]
        # One at a time, so that they do not push each other out of the core's cache.
        for _ in range(self.options.rounds):
            for size, peer in peers.items():
                begun = time.monotonic()
                peer.start(None)
                found[size]["ready_s"] = time.monotonic() - begun
                token.write_text(peer.token())
                measured = rig.load(arguments, peer.port, token, rig.pids(peer.name))
                rig.stop(peer.name)
                found[size]["costs"].append(measured["cpu_us_per_request"])
                found[size]["resident_kib"] = measured["resident_kib"]
        cost = {size: statistics.median(line["costs"]) for size, line in found.items()}
        one = cost["one of each"]
        rows = [[size, f"{cost[size]:.1f} ({cost[size] / one:.2f})", f"{line['resident_kib'] / 1024:.0f}",
                 f"{line['ready_s']:.1f}"] for size, line in found.items()]
        self.bench.results["scale"] = found
        return (["", "CPU µs per request", "resident MiB", "s from start to listening"], rows,
                "A small GET over HTTP/1.1; in brackets the ratio to one of each.")

    def floor(self):
        """A relay that passes the same encrypted bytes and does nothing else, before the gateway on the
        load's cores; AES-GCM of the same number of bytes; and the gateway itself."""
        rig, peer, port = self.rig, self.bench.gateway, self.rig.port()
        self.bench.stop_peers()
        # A request's head and an answer's, about.
        request, head = 150 + len(self.bench.token), 160
        sizes = {"small": (64, 200_000), "64k": (64 * 1024, 5_000), "1m": (1024 * 1024, 500)}
        found = {size: [] for size in sizes}

        def measure(name, port, size):
            arguments = ["h1", "--path", f"/{size}", "--seconds", self.options.seconds,
                         "--warm-up", self.options.warm_up]
            line = rig.load(arguments, port, token, rig.pids(name))
            return line["cpu_us_per_request"]

        for _ in range(self.options.rounds):
            peer.start(None, 1, rig.load_cores)
            token = rig.folder / "floor.token"
            token.write_text(peer.token())
            relay = [rig.load_tool, "relay", "--listen", f"127.0.0.1:{port}", "--to", f"127.0.0.1:{peer.port}"]
            rig.start("relay", relay, port)
            sockets = {size: measure("relay", port, size) for size in sizes}
            rig.stop("relay")
            peer.start(None)
            token.write_text(peer.token())
            for size, (body, count) in sizes.items():
                found[size].append({
                    "sockets": sockets[size], "gcm": gcm_cost(rig, request, head + body, count),
                    "gateway": measure(peer.name, peer.port, size)})
            rig.stop(peer.name)
        rows, results = [], {}
        for size, lines in found.items():
            line = {figure: statistics.median(each[figure] for each in lines)
                    for figure in ["sockets", "gcm", "gateway"]}
            results[size] = line
            floor = line["sockets"] + line["gcm"]
            rows.append([size, *(f"{line[figure]:.1f}" for figure in ["sockets", "gcm"]), f"{floor:.1f}",
                         f"{line['gateway']:.1f}", f"{line['gateway'] / floor:.2f}"])
        self.bench.results["floor"] = results
        return (["body", "sockets", "AES-128-GCM", "floor", "Wicketgate", "Wicketgate ÷ floor"], rows,
                "CPU µs per request over HTTP/1.1.")

    def million(self):
        """One million distinct live tokens (quick: 100,000): each seen once, then again, beside one token;
        with room for all of them, and with room for a tenth."""
        rig, count = self.rig, 100_000 if self.options.quick else 1_000_000
        self.bench.stop_peers()
        workspace = self.bench.workspace
        tokens, one_token = sign(rig, workspace, count, "million"), sign(rig, workspace, 1, "one")
        # As the cache counts: the length, 512, and the texts that are kept apart.
        room = count * (len(one_token.read_text()) + 512 + 128)
        all_once = ["h1", "--warm-up", 0, "--seconds", 1500, "--requests", count]
        rows, results = [], {}
        for label, cache_bytes in [("room for all", room), ("room for a tenth", room // 10)]:
            peer = gateway.Gateway(rig, self.options.binary, label.replace(" ", "-"), cache_bytes=cache_bytes)
            peer.start(None)

            def load(arguments, file):
                return rig.load(arguments, peer.port, file, rig.pids(peer.name), 1600)

            one = ["h1", "--seconds", self.options.seconds, "--warm-up", self.options.warm_up]
            lines = {"one token": [load(one, one_token)], "first": [load(all_once, tokens)], "again": []}
            for _ in range(self.options.rounds):
                lines["again"].append(load(all_once, tokens))
                lines["one token"].append(load(one, one_token))
            rig.stop(peer.name)
            results[label] = lines
            cost = {name: statistics.median(line["cpu_us_per_request"] for line in all_lines)
                    for name, all_lines in lines.items()}
            resident = [lines[name][0]["resident_kib"] / 1024 for name in ("one token", "again")]
            rows.append([f"{label}: {cache_bytes / 2 ** 20:.0f} MiB", *(f"{value:.1f}" for value in cost.values()),
                         f"{cost['again'] / cost['one token']:.2f}", *(f"{value:.0f}" for value in resident)])
        tokens.unlink()
        self.bench.results["million"] = results
        return (["`tokens.cache_bytes`", "one token", "each for the first time", "each again", "again ÷ one",
                 "resident MiB with one", "with all"], rows, "CPU µs per request of Wicketgate over HTTP/1.1.")
