"""What the figures were measured on: without it they say nothing."""

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("litestar", "uvicorn", "httptools", "uvloop", "msgspec", "jinja2", "aiosqlite")


def main() -> None:
    """Print the machine, the Python and the libraries."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    print(f"{processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}")
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {libraries}")


def processor() -> str:
    """The processor's name, as far as the system tells it."""
    facts = Path("/proc/cpuinfo")
    if facts.exists():
        for line in facts.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
