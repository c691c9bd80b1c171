"""The rig: folders, certificate, upstream, and the processes that this run started."""

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
BUILT = ROOT / "target" / "peers"


def descendants(pid):
    """The process and all that it started, as pids."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += descendants(int(child))
    return found


class Rig:
    def __init__(self, folder, proxy_cores, load_cores):
        self.folder = folder
        self.proxy_cores = proxy_cores
        self.load_cores = load_cores
        self.processes = {}
        self.next_port = 21000
        folder.parent.mkdir(parents=True, exist_ok=True)
        self.lock = open(folder.with_suffix(".lock"), "w")
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(f"another run is using {folder}") from None
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.certificate, self.key = folder / "cert.pem", folder / "key.pem"
        subprocess.run(
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
            " -subj /CN=localhost -addext subjectAltName=DNS:localhost"
            " -addext basicConstraints=critical,CA:FALSE -keyout".split()
            + [self.key, "-out", self.certificate],
            check=True, stderr=subprocess.DEVNULL,
        )
        self.load_tool = ROOT / "target" / "release" / "wicketgate-load"
        self.upstream = self.port()

    def port(self):
        """A port of the loopback address that nobody listens on."""
        while True:
            self.next_port += 1
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.next_port)) != 0:
                    return self.next_port

    def start(self, name, command, port, cores=None, cwd=None):
        """Starts a process on its cores and waits until it listens."""
        self.stop(name)
        log = open(self.folder / f"{name}.log", "ab")
        cores = cores or self.proxy_cores
        process = subprocess.Popen(
            ["taskset", "-c", cores, *map(str, command)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=cwd or self.folder,
        )
        self.processes[name] = process
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            if process.poll() is not None:
                break
            time.sleep(0.05)
        self.stop(name)
        tail = (self.folder / f"{name}.log").read_text(errors="replace")[-1500:]
        raise RuntimeError(f"{name} does not listen:\n{tail}")

    def pids(self, name):
        return descendants(self.processes[name].pid)

    def stop(self, name):
        process = self.processes.pop(name, None)
        if process is None or process.poll() is not None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(3)
        except subprocess.TimeoutExpired:
            for pid in descendants(process.pid)[1:]:
                os.kill(pid, signal.SIGKILL)
            process.kill()
            process.wait()

    def stop_all(self):
        for name in list(self.processes):
            self.stop(name)

    def start_upstream(self, jwks):
        command = [self.load_tool, "upstream", "--listen", f"127.0.0.1:{self.upstream}"]
        self.start("upstream", command + ["--jwks", jwks], self.upstream, self.load_cores)

    def load(self, arguments, port, token_file, pids, limit=300):
        """Runs the load tool and returns what it measured."""
        command = [
            "taskset", "-c", self.load_cores, self.load_tool, "load", *arguments,
            "--connect", f"127.0.0.1:{port}", "--ca", self.certificate,
            "--token-file", token_file, "--pid", ",".join(map(str, pids)),
        ]
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=limit)
        if done.returncode != 0:
            raise RuntimeError(f"load: {done.stderr.strip()[-400:]}")
        return json.loads(done.stdout)
