"""Wicketgate and its peers, side by side. README.md says what is measured and how."""

import argparse
import json
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

from . import proof, report
from .columns import COLUMNS, SECTIONS, arguments
from .gateway import Gateway
from .proxies import PEERS
from .rig import BUILT, ROOT, Rig
from .sections import Sections, sign
from .tokens import Key, identity, part


def say(text):
    print(text, file=sys.stderr, flush=True)


def options():
    names = [peer.name for peer in PEERS] + ["wicketgate"]
    columns = [column.name for column in COLUMNS] + list(SECTIONS)
    parser = argparse.ArgumentParser(
        prog="benches/peers/run", description="Measures Wicketgate and its peers side by side.",
        epilog=f"peers: {', '.join(names)}; columns and sections: {', '.join(columns)}")
    parser.add_argument("--quick", action="store_true", help="short rounds, fewer connections")
    parser.add_argument("--only", default="", help="peers and columns, with commas; peers alone or columns alone will do")
    parser.add_argument("--binary", type=Path, default=ROOT / "target/release/wicketgate", help="the Wicketgate to measure")
    parser.add_argument("--rounds", type=int, help="interleaved rounds (5; quick: 3)")
    parser.add_argument("--seconds", type=float, help="seconds of each measurement (3; quick: 1.5)")
    parser.add_argument("--rate", type=int, default=4000, help="requests per second of the latency section")
    parser.add_argument("--proxy-cores", default="0", help="as taskset wants them")
    parser.add_argument("--load-cores", default="1", help="of load and upstream")
    parser.add_argument("--two-cores", default="0,1", help="of two workers")
    parser.add_argument("--results", type=Path, default=BUILT / "results", help="where results go")
    chosen = parser.parse_args()
    quick = chosen.quick
    chosen.rounds = chosen.rounds or (3 if quick else 5)
    chosen.seconds = chosen.seconds or (1.5 if quick else 3)
    chosen.warm_up = 0.5 if quick else 1
    chosen.idle_connections = 2000 if quick else 10000
    chosen.binary = chosen.binary.resolve()
    only = [name for name in chosen.only.split(",") if name]
    if unknown := set(only) - set(names) - set(columns):
        parser.error(f"--only: unknown: {', '.join(sorted(unknown))}")
    chosen.peers = [name for name in only if name in names] or names
    chosen.columns = [name for name in only if name in columns] or [name for name in columns if name != "million"]
    return chosen


class Bench:
    def __init__(self, chosen):
        self.options = chosen
        self.rig = Rig(BUILT / "work", chosen.proxy_cores, chosen.load_cores)
        self.results, self.skipped, self.running = {}, {}, []

    def prepare(self):
        """Starts upstream and gateway, and has the gateway give the token that all peers check."""
        rig = self.rig
        (rig.folder / "load.jwks").write_text('{"keys":[]}')
        self.gateway = Gateway(rig, self.options.binary)
        self.workspace = self.gateway.workspace
        sign(rig, self.workspace, 1, "proof")
        rig.start_upstream(rig.folder / "load.jwks")
        self.gateway.start(None)
        self.token_file = rig.folder / "token"
        self.refresh()
        jwk = next(jwk for jwk in self.gateway.jwks() if jwk["kid"] == part(self.token, 0)["kid"])
        claims = part(self.token, 1)
        self.key = Key(claims["iss"], claims["aud"], jwk, rig.folder, "gateway")
        peers = []
        for kind in PEERS:
            peer = kind(rig)
            why = peer.missing() if peer.name in self.options.peers else None
            if why:
                self.skip(peer, why)
            elif peer.name in self.options.peers:
                peers.append(peer)
        self.peers = peers + [self.gateway] * ("wicketgate" in self.options.peers)
        rig.stop("wicketgate")

    def refresh(self):
        self.token = self.gateway.token()
        self.token_file.write_text(self.token + "\n")

    def label(self, name):
        return next(peer.label for peer in self.peers if peer.name == name)

    def skip(self, peer, why):
        say(f"SKIPPED {peer.label}: {why}")
        self.skipped[peer.label] = str(why)

    def stop_peers(self):
        for name in self.running:
            self.rig.stop(name)
        self.running = []

    def start(self, peers, key, token_file=None):
        """Starts those that can be, and proves that they do what they are measured for."""
        self.stop_peers()
        self.gateway.start(None)
        if token_file is None:
            self.refresh()
        if self.gateway not in peers:
            self.rig.stop("wicketgate")
        token = (token_file or self.token_file).read_text().strip()
        good = []
        for peer in peers:
            try:
                if peer is not self.gateway:
                    peer.identity = identity(token)
                    peer.start(key)
                proof.prove(self.rig, peer, token, peer.stamps(token))
                good.append(peer)
                self.running.append(peer.name)
            except (RuntimeError, OSError) as error:
                self.rig.stop(peer.name)
                self.skip(peer, error)
        return good

    def load(self, peer, arguments, token_file=None, limit=300):
        line = self.rig.load(arguments, peer.port, token_file or self.token_file, self.rig.pids(peer.name), limit)
        if line["errors"]:
            say(f"WRONG ANSWERS of {peer.label}: {line['answers']} in {line['requests']}")
        return line

    def column(self, column):
        """Interleaved rounds of one column; the median of each peer."""
        found = {peer.name: [] for peer in self.peers}
        rounds = min(self.options.rounds, 2) if column.fresh else self.options.rounds
        peers = self.start(self.peers, self.key)
        for number in range(rounds):
            turn = number % max(1, len(peers))
            for peer in peers[turn:] + peers[:turn]:
                if column.fresh:
                    peer.start(self.key)
                line = self.load(peer, arguments(column, self.options))
                if column.name == "resumed" and line["resumed"] < 0.9 * line["requests"]:
                    say(f"{peer.label} resumed {line['resumed']} of {line['requests']}")
                found[peer.name].append(line)
                say(f"{column.name} {number + 1}/{rounds} {peer.label}: {line[column.figure]:.1f}")
        self.results.setdefault("raw", {})[column.name] = found
        return {name: statistics.median(line[column.figure] for line in lines)
                for name, lines in found.items() if lines}

    def run(self):
        text = [f"# Wicketgate and its peers\n\n{self.conditions()}\n"]
        columns = [column for column in COLUMNS if column.name in self.options.columns]
        figures = {peer.name: {} for peer in self.peers}
        for column in columns:
            for name, value in self.column(column).items():
                figures[name][column.name] = value
        if columns:
            self.results["figures"] = figures
            text.append("CPU µs per request of the proxy's processes (KiB for idle connections); in brackets "
                        "the ratio to the best peer without a check.\n")
            text.append(report.table(columns, figures, self.peers) + "\n")
        sections = Sections(self)
        for name, title in SECTIONS.items():
            if name in self.options.columns:
                say(f"section {name}")
                heads, rows, note = getattr(sections, name)()
                text.append(f"## {title[0].upper()}{title[1:]}\n\n{note}\n\n{report.markdown(heads, rows)}\n")
        for label, why in self.skipped.items():
            text.append(f"Skipped: {label}: {why.splitlines()[0]}\n")
        folder = self.options.results
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "results.md").write_text("\n".join(text))
        (folder / "results.json").write_text(json.dumps(self.results, indent=1))
        if columns:
            (folder / "plot.svg").write_text(report.plot(columns, figures, self.peers))
        print("\n".join(text))

    def conditions(self):
        def first(command):
            done = subprocess.run(command, capture_output=True, text=True)
            return (done.stdout or done.stderr).splitlines()[0]
        model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
        parts = [f"{model}, Linux {Path('/proc/sys/kernel/osrelease').read_text().strip()}"]
        names = {peer.program for peer in self.peers if isinstance(getattr(peer, "program", None), str)}
        flags = {"haproxy": "-v", "nginx": "-v"}
        parts += [first([name, flags[name]]) for name in sorted(names)]
        parts += [f"{self.options.rounds} rounds of {self.options.seconds} s, {time.strftime('%Y-%m-%d')}"]
        return "; ".join(parts) + "."


def main():
    chosen = options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    bench = Bench(chosen)
    try:
        bench.prepare()
        bench.run()
    finally:
        bench.rig.stop_all()


main()
