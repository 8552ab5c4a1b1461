"""Load on one server: requests by wrk, subscribers by wsload. Each measurement says what the server, the client and others used of the CPUs."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from servers import ARTIFACTS, HERE, TICKS, Running

Figures = dict[str, Any]
MILLISECONDS = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}


@dataclass(frozen=True)
class Workload:
    """An entry of workloads.json."""

    name: str
    title: str
    query: str
    ids: int


def read_workloads() -> dict[str, Workload]:
    """All workloads that have a document."""
    workloads = {}
    for name, entry in json.loads((HERE / "workloads.json").read_text()).items():
        query = (HERE / entry["file"]).read_text() if "file" in entry else entry["query"]
        workloads[name] = Workload(name, entry["title"], query, entry.get("ids", 0))
    return workloads


class CpuUse:
    """CPU seconds since it was made: of the server, of the load client (a child that has ended), of everybody else."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.start = time.monotonic()
        self.server_before = running.cpu_s()
        self.client_before = self._children()
        self.all_before = self._all()

    def read(self) -> tuple[float, float, float, float]:
        """Server, client, others, and the seconds that have passed."""
        server = self.running.cpu_s() - self.server_before
        client = self._children() - self.client_before
        others = self._all() - self.all_before - server - client
        return server, client, others, time.monotonic() - self.start

    @staticmethod
    def _children() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    @staticmethod
    def _all() -> float:
        user, nice, system, idle, waiting, irq, softirq, steal = map(int, Path("/proc/stat").read_text().split("\n")[0].split()[1:9])
        return (user + nice + system + irq + softirq + steal) / TICKS


def post(running: Running, workload: Workload, ids: list[str], connections: int, seconds: int) -> Figures:
    """Requests of a workload for some seconds."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as bodies:
        for i in range(max(1, workload.ids)):
            body: Figures = {"query": workload.query}
            if workload.ids:
                body["variables"] = {"id": ids[i % len(ids)]}
            bodies.write(json.dumps(body, separators=(",", ":")) + "\n")
        bodies.flush()
        command = ["wrk", f"-t{min(2, connections)}", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", str(HERE / "post.lua"), running.server.url]
        use = CpuUse(running)
        output = subprocess.run(command, env=os.environ | {"BODIES": bodies.name}, capture_output=True, text=True, check=True).stdout
        server, client, others, passed = use.read()
    requests = int(_find(r"(\d+) requests in", output, "0"))
    return {
        "rps": float(_find(r"Requests/sec:\s+([\d.]+)", output, "0")),
        "requests": requests,
        "p50_ms": _milliseconds(_find(r"\n\s+50%\s+(\S+)", output, "0ms")),
        "p99_ms": _milliseconds(_find(r"\n\s+99%\s+(\S+)", output, "0ms")),
        "server_cpu_us": server / max(requests, 1) * 1e6,
        "server_cores": server / passed,
        "client_cores": client / passed,
        "other_cores": others / passed,
        "non_2xx": int(_find(r"Non-2xx or 3xx responses: (\d+)", output, "0")),
        "socket_errors": _find(r"(Socket errors.*)", output, ""),
    }


def subscribe(running: Running, query: str, subscribers: int, container: str, warm_s: float, seconds: float, idle: bool = False) -> Figures:
    """Subscribers for some seconds. "idle" is the container without lines."""
    command = [str(ARTIFACTS / "wsload"), "--port", str(running.server.ws_port), "--pid", str(running.pid), "--subs", str(subscribers)]
    command += ["--container", container, "--warm", str(warm_s), "--secs", str(seconds), "--query", query]
    if idle:
        command.append("--idle")
    use = CpuUse(running)
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode != 0:
        raise RuntimeError(f"wsload of {running.server.name}: {ended.stderr[-300:]}")
    _, _, others, passed = use.read()
    return json.loads(ended.stdout) | {"other_cores": others / passed}


def _find(pattern: str, text: str, otherwise: str) -> str:
    found = re.search(pattern, text)
    return found.group(1) if found else otherwise


def _milliseconds(text: str) -> float:
    found = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text)
    return float(found.group(1)) * MILLISECONDS[found.group(2)] if found else -1.0
