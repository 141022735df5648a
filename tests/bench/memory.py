"""What a server keeps in memory, its reader processes included."""

import subprocess

from tests.server import Server

MB_KIB = 1e6 / 1024


def resident_mb(server: Server) -> float:
    """The resident size of every process in the server's group, in MB."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pgid=,rss="], capture_output=True, text=True, check=True
    )
    processes = (line.split() for line in listed.stdout.splitlines())
    return sum(int(kib) for group, kib in processes if int(group) == server.process.pid) / MB_KIB
