#!/usr/bin/env python3
"""Tables of results: medians, and ratios to a base in the same run. As a program: report.py results.json [more.json …]"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path
from typing import Any, Callable, TextIO

from load import read_workloads

Row = dict[str, Any]

# Sockets are compared with what ASP.NET's own API can do, everything else with the first server of the list.
SOCKET_BASE = "kestrel-wsapi"


class Table:
    """Rows of one kind, by server."""

    def __init__(self, rows: list[Row], base: str | None = None) -> None:
        self.rows = rows
        self.names = list(dict.fromkeys(row["server"] for row in rows))
        self.base = base if base in self.names else self.names[0]

    def median(self, server: str, figure: str) -> float:
        """The median over the rounds."""
        return statistics.median(row[figure] for row in self.rows if row["server"] == server)

    def ratio(self, server: str, figure: str) -> str:
        """How many times the base's median."""
        base = self.median(self.base, figure)
        return f"{self.median(server, figure) / base:.2f}" if base > 0 else ""

    def span(self, server: str, figure: str) -> str:
        """Lowest and highest of the rounds."""
        values = [row[figure] for row in self.rows if row["server"] == server]
        return f"{min(values):,.0f}–{max(values):,.0f}"

    def ratios(self, server: str, figure: str) -> str:
        """Lowest and highest ratio to the base within one round: how much the noise matters."""
        by_round = {name: {row["round"]: row[figure] for row in self.rows if row["server"] == name} for name in (server, self.base)}
        values = [value / by_round[self.base][number] for number, value in by_round[server].items() if by_round[self.base].get(number)]
        return f"{min(values):.2f}–{max(values):.2f}" if values else ""

    def sum(self, server: str, figure: str) -> int:
        """Over all rounds: for what must not happen even once."""
        return sum(row[figure] for row in self.rows if row["server"] == server)

    def write(self, out: TextIO, title: str, columns: dict[str, Callable[[str], str]]) -> None:
        """As Markdown."""
        print(f"\n### {title}\n", file=out)
        print("| server | " + " | ".join(columns) + " |", file=out)
        print("|---" * (len(columns) + 1) + "|", file=out)
        for name in self.names:
            print(f"| {name} | " + " | ".join(column(name) for column in columns.values()) + " |", file=out)


def write(rows: list[Row], out: TextIO) -> None:
    """All tables that there are results for."""
    workloads = read_workloads()
    for name in (name for name in workloads if name.startswith("Q")):
        http = [row for row in rows if row["kind"] == "http" and row["work"] == name]
        if http:
            single = [row for row in rows if row["kind"] == "single" and row["work"] == name]
            _write_requests(out, f"{name}: {workloads[name].title}", Table(http), Table(single) if single else None)
    for name in ("S1", "S4"):
        fans = [row for row in rows if row["kind"] == name]
        for size in sorted({row["subs"] for row in fans}):
            _write_fan(out, f"{name}: {workloads[name].title}, {size} subscribers", Table([row for row in fans if row["subs"] == size], SOCKET_BASE))
    idle = [row for row in rows if row["kind"] == "S2"]
    if idle:
        _write_idle(out, Table(idle))
    starts = [row for row in rows if row["kind"] == "S3"]
    if starts:
        _write_starts(out, Table(starts))


def _write_requests(out: TextIO, title: str, table: Table, single: Table | None) -> None:
    columns: dict[str, Callable[[str], str]] = {
        "**CPU per request, ×**": lambda name: f"**{table.ratio(name, 'server_cpu_us')}**",
        "× in a round": lambda name: table.ratios(name, "server_cpu_us"),
        "µs": lambda name: f"{table.median(name, 'server_cpu_us'):.1f}",
        "requests/s": lambda name: f"{table.median(name, 'rps'):,.0f}",
        "p50 ms": lambda name: f"{table.median(name, 'p50_ms'):.2f}",
        "p99 ms": lambda name: f"{table.median(name, 'p99_ms'):.2f}",
        "server / client / other cores": lambda name: " / ".join(f"{table.median(name, each + '_cores'):.2f}" for each in ("server", "client", "other")),
    }
    if single:
        columns["alone: p50 ms"] = lambda name: f"{single.median(name, 'p50_ms'):.3f}" if name in single.names else ""
    table.write(out, title, columns)


def _write_fan(out: TextIO, title: str, table: Table) -> None:
    def lost(name: str) -> str:
        gone, came = table.sum(name, "lost"), table.sum(name, "msgs")
        return f"{100 * gone / max(1, gone + came):.1f} %" if gone else "0"

    table.write(
        out,
        title,
        {
            "**messages/s**": lambda name: f"**{table.median(name, 'msgs_per_s'):,.0f}**",
            "×": lambda name: table.ratio(name, "msgs_per_s"),
            "lost": lost,
            "streams ended": lambda name: f"{table.sum(name, 'errors')}",
            "published/s": lambda name: f"{table.median(name, 'published_per_s'):,.0f}",
            "**CPU-s per million, ×**": lambda name: f"**{table.ratio(name, 'server_cpu_s_per_M')}**",
            "× in a round": lambda name: table.ratios(name, "server_cpu_s_per_M"),
            "CPU-s per million": lambda name: f"{table.median(name, 'server_cpu_s_per_M'):.2f}",
            "p50 ms": lambda name: f"{table.median(name, 'p50_ms'):.2f}",
            "p99 ms": lambda name: f"{table.median(name, 'p99_ms'):.2f}",
            "other cores": lambda name: f"{table.median(name, 'other_cores'):.2f}",
        },
    )


def _write_idle(out: TextIO, table: Table) -> None:
    table.write(
        out,
        "S2: idle subscribers",
        {
            "subscribed": lambda name: f"{table.median(name, 'subscribed'):.0f}",
            "**kB per subscriber**": lambda name: f"**{table.median(name, 'kb_per_subscriber'):.1f}**",
            "least–most": lambda name: table.span(name, "kb_per_subscriber"),
        },
    )


def _write_starts(out: TextIO, table: Table) -> None:
    table.write(
        out,
        "S3: start of the process to its first answer",
        {
            "**×**": lambda name: f"**{table.ratio(name, 'start_ms')}**",
            "ms": lambda name: f"{table.median(name, 'start_ms'):.0f}",
            "least–most": lambda name: table.span(name, "start_ms"),
            "CPU ms": lambda name: f"{table.median(name, 'cpu_ms'):.0f}",
            "memory MB": lambda name: f"{table.median(name, 'rss_mb'):.0f}",
        },
    )


if __name__ == "__main__":
    write([row for path in sys.argv[1:] for row in json.loads(Path(path).read_text())], sys.stdout)
