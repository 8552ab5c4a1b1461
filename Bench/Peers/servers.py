"""The servers of the comparison: what servers.json says of them, and their processes."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ARTIFACTS = HERE.parent.parent / "artifacts" / "bench"
TICKS = os.sysconf("SC_CLK_TCK")
START_LIMIT_S = 60
STOP_LIMIT_S = 5


@dataclass(frozen=True)
class Server:
    """An entry of servers.json."""

    name: str
    port: int
    ws_port: int
    command: list[str]
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    workloads: list[str] | None = None

    def takes(self, workload: str) -> bool:
        """Whether the server is part of a workload; without a list it is part of all."""
        return self.workloads is None or workload in self.workloads

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}/graphql"


def read_servers(path: Path, only: list[str]) -> list[Server]:
    """The servers of a file, in its order; only the named ones when there are names."""
    servers = []
    for entry in json.loads(path.read_text()):
        if only and entry["name"] not in only:
            continue
        command = [word.replace("{artifacts}", str(ARTIFACTS)).replace("{here}", str(HERE)) for word in entry["command"]]
        servers.append(
            Server(
                name=entry["name"],
                port=entry["port"],
                ws_port=entry.get("wsPort", entry["port"]),
                command=command,
                folder=HERE / entry.get("folder", "."),
                environment=entry.get("environment", {}),
                workloads=entry.get("workloads"),
            )
        )
    return servers


class Running:
    """A server's process."""

    def __init__(self, server: Server) -> None:
        """Starts it and waits for the first answer, which must have status 200."""
        self.server = server
        self.log = ARTIFACTS / f"{server.name}.log"
        environment = os.environ | {"PORT": str(server.port), "NODE_ENV": "production", "ASPNETCORE_ENVIRONMENT": "Production"} | server.environment
        start = time.monotonic()
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                server.command, cwd=server.folder, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        try:
            self._wait_until_it_answers(start)
        except BaseException:
            self.stop()
            raise
        self.start_s = time.monotonic() - start

    @property
    def pid(self) -> int:
        """Its process."""
        return self.process.pid

    def cpu_s(self) -> float:
        """CPU seconds that it has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def rss_kb(self) -> int:
        """Resident memory."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+)", status)
        return int(found.group(1)) if found else 0

    def ask(self, query: str) -> tuple[int, bytes]:
        """Status and body of the answer to a query."""
        headers = {"content-type": "application/json", "accept": "application/json"}
        request = urllib.request.Request(self.server.url, json.dumps({"query": query}).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def stop(self) -> None:
        """Ends it, gently at first."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _wait_until_it_answers(self, start: float) -> None:
        body = b'{"query":"{ping}"}'
        head = (
            "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAccept: application/json\r\n"
            f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        while True:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.server.name} ended: {self.log.read_text()[-500:]}")
            if time.monotonic() - start > START_LIMIT_S:
                raise RuntimeError(f"{self.server.name} does not answer.")
            try:
                with socket.create_connection(("127.0.0.1", self.server.port), timeout=5) as connection:
                    connection.sendall(head.encode() + body)
                    if b" 200 " in connection.recv(64):
                        return
            except OSError:
                pass
            time.sleep(0.003)
