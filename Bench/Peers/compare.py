#!/usr/bin/env python3
"""Compares GraphQL servers side by side. Every server keeps running; each round runs each workload on each of them, in an order that rotates, so noise hits all alike.

Bench/README.md says what the workloads are and how to read the tables. Results: artifacts/bench/results.json and .csv.
"""

from __future__ import annotations

import argparse
import csv
import json
import signal
import sys
import time
from pathlib import Path
from typing import Any

import report
from load import Figures, post, read_workloads, subscribe
from servers import ARTIFACTS, HERE, Running, Server, read_servers

CONNECTIONS = 64
WARM_S = 2
PAUSE_S = 0.5
QUICK = {"only": "kestrel-limit,ours", "work": "Q1,Q2,Q3,Q4,Q5,Q6,S1,S3", "rounds": 2, "seconds": 3, "subscribers": "200", "starts": 2}


class Results:
    """What was measured so far; written down at once, so that a run that is ended keeps what it has."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows: list[Figures] = []

    def add(self, kind: str, server: Server, **figures: Any) -> None:
        """One measurement."""
        self.rows.append({"kind": kind, "server": server.name} | figures)
        self.path.write_text(json.dumps(self.rows, indent=0))
        print(" ".join(str(each) for each in (figures.get("work", kind), figures.get("subs"), server.name) if each), file=sys.stderr, flush=True)

    def write_csv(self) -> None:
        """All rows as a table; empty where a kind has no such figure."""
        columns = list(dict.fromkeys(column for row in self.rows for column in row))
        with self.path.with_suffix(".csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(self.rows)


class Comparison:
    """One run of the chosen workloads on the chosen servers."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.work: list[str] = options.work.split(",")
        self.servers = [server for server in read_servers(options.servers, _names(options.only)) if any(map(server.takes, self.work))]
        self.workloads = read_workloads()
        self.results = Results(options.out)
        self.ids: list[str] = []

    def run(self) -> None:
        """Everything, in the order of the workloads' names."""
        ARTIFACTS.mkdir(parents=True, exist_ok=True)
        requests = [name for name in self.work if name.startswith("Q")]
        fans = [name for name in self.work if name in ("S1", "S4")]
        if requests or fans:
            live: list[Running] = []
            try:
                for server in self.servers:
                    live.append(Running(server))
                self.check(live)
                self.measure_requests(live, requests)
                self.measure_fans(live, fans)
            finally:
                for running in live:
                    running.stop()
        if "S2" in self.work:
            self.measure_idle()
        if "S3" in self.work:
            self.measure_starts()
        self.results.write_csv()

    def check(self, live: list[Running]) -> None:
        """Who does not give the same answer does not do the same work: Q3 must be the same JSON for all, and Q4 must have errors."""
        expected = None
        for running in live:
            if not running.server.takes("Q3"):
                continue
            _, body = running.ask(self.workloads["Q3"].query)
            answer = json.loads(body)
            expected = expected or answer
            status, refusal = running.ask(self.workloads["Q4"].query)
            errors = len(json.loads(refusal).get("errors", []))
            _, introspection = running.ask(self.workloads["Q5"].query)
            self.results.add(
                "check", running.server, q3_bytes=len(body), q3_same=answer == expected, q4_status=status, q4_errors=errors, q5_bytes=len(introspection)
            )
            if answer != expected or errors == 0:
                raise SystemExit(f"{running.server.name} does not answer as the others do: nothing was measured.")
        self.ids = [container["id"] for container in expected["data"]["containers"]] if expected else []

    def measure_requests(self, live: list[Running], names: list[str]) -> None:
        """Q1 to Q7, with many connections and with one. Each server compiles what it wants to before."""
        for running in live:
            for name in names:
                if running.server.takes(name):
                    post(running, self.workloads[name], self.ids, CONNECTIONS, WARM_S)
        for round_number in range(self.options.rounds):
            for name in names:
                for running in _rotated(live, round_number):
                    if not running.server.takes(name):
                        continue
                    figures = post(running, self.workloads[name], self.ids, CONNECTIONS, self.options.seconds)
                    self.results.add("http", running.server, work=name, round=round_number, **figures)
                    if name in _names(self.options.single):
                        figures = post(running, self.workloads[name], self.ids, 1, 2)
                        self.results.add("single", running.server, work=name, round=round_number, **figures)
        if names:
            for running in live:
                self.results.add("memory", running.server, rss_mb=running.rss_kb() / 1024)

    def measure_fans(self, live: list[Running], names: list[str]) -> None:
        """S1: subscribers with the same document. S4: 200 of them, no two with the same document."""
        sizes = [("S1", int(size)) for size in self.options.subscribers.split(",")] + [("S4", 200)]
        for round_number in range(self.options.rounds):
            for name, size in sizes:
                for running in _rotated(live, round_number) if name in names else []:
                    if not running.server.takes(name):
                        continue
                    figures = subscribe(running, self.workloads[name].query, size, "bench", WARM_S, self.options.seconds)
                    self.results.add(name, running.server, round=round_number, **figures)
                    time.sleep(PAUSE_S)

    def measure_idle(self) -> None:
        """S2: memory per subscriber that gets nothing. A few subscribers first, so that code and pools are not counted."""
        query = self.workloads["S1"].query
        for round_number in range(min(2, self.options.rounds)):
            for server in self.servers:
                if not server.takes("S2"):
                    continue
                running = Running(server)
                try:
                    subscribe(running, query, 50, "idle", 0.5, 0.2, idle=True)
                    time.sleep(1)
                    figures = subscribe(running, query, self.options.idle, "idle", 2, 1, idle=True)
                finally:
                    running.stop()
                each = (figures["rss_subscribed_kb"] - figures["rss_before_kb"]) / self.options.idle
                self.results.add("S2", server, round=round_number, kb_per_subscriber=each, **figures)

    def measure_starts(self) -> None:
        """S3: from the start of the process to its first answer."""
        for round_number in range(self.options.starts):
            for server in _rotated(self.servers, round_number):
                if not server.takes("S3"):
                    continue
                running = Running(server)
                cpu_s = running.cpu_s()
                time.sleep(2)
                self.results.add("S3", server, round=round_number, start_ms=running.start_s * 1e3, cpu_ms=cpu_s * 1e3, rss_mb=running.rss_kb() / 1024)
                running.stop()


def _rotated(items: list[Any], by: int) -> list[Any]:
    start = by % len(items)
    return items[start:] + items[:start]


def _names(text: str) -> list[str]:
    return [name for name in text.split(",") if name]


def read_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Compares GraphQL servers side by side.")
    parser.add_argument("--quick", action="store_true", help="a small run: only our server and the limit, 2 rounds of 3 s")
    parser.add_argument("--servers", type=Path, default=HERE / "servers.json", help="the list of servers; the first is the base of the ratios")
    parser.add_argument("--only", default="", help="names of servers, with commas")
    parser.add_argument("--work", default="Q1,Q2,Q3,Q4,Q5,Q6,S1,S2,S3,S4", help="workloads, with commas")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=8, help="of each measurement")
    parser.add_argument("--single", default="Q1,Q2,Q3", help="workloads that are also measured with one connection")
    parser.add_argument("--subscribers", default="1,50,200", help="sizes of S1")
    parser.add_argument("--idle", type=int, default=2000, help="subscribers of S2")
    parser.add_argument("--starts", type=int, default=5, help="of each server in S3")
    parser.add_argument("--out", type=Path, default=ARTIFACTS / "results.json")
    if "--quick" in sys.argv:
        parser.set_defaults(**QUICK)
    return parser.parse_args()


if __name__ == "__main__":
    # Whoever ends the run ends the servers too; in the background Ctrl-C would be ignored.
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda *_: sys.exit("ended"))
    comparison = Comparison(read_options())
    comparison.run()
    report.write(comparison.results.rows, sys.stdout)
