"""Programs that the tests need: found on the machine, or brought onto it by apt."""

import os
import shutil
import subprocess
from pathlib import Path

ANSWER_LIMIT_S = 30
INSTALL_LIMIT_S = 600
IN_TURN = ("-o", "DPkg::Lock::Timeout=300")  # seconds: several processes of tests may install


class MissingProgramError(Exception):
    """There is none, and none could be installed; the message is one line that says what to do."""


def program(*names: str, package: str) -> Path:
    """The first of these programs that the machine has, else what apt brings with the package.

    Raises:
        MissingProgramError: There is neither.
    """
    if found := on_the_machine(*names) or (install(package) and on_the_machine(*names)):
        return found
    raise MissingProgramError(f"These tests need {names[0]}: install the package `{package}`.")


def on_the_machine(*names: str) -> Path | None:
    return next((Path(path) for name in names if (path := shutil.which(name))), None)


def install(package: str) -> bool:
    """Whether apt has it on the machine now."""
    if not shutil.which("apt-get") or not is_administrator():
        return False
    options = ["--yes", "--no-install-recommends", *IN_TURN]
    command = [*as_root(), "apt-get", "install", *options, package]
    return succeeds(command) or (succeeds([*as_root(), "apt-get", "update"]) and succeeds(command))


def is_administrator() -> bool:
    return not as_root() or succeeds([*as_root(), "true"], ANSWER_LIMIT_S)


def as_root() -> list[str]:
    return [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]


def succeeds(command: list[str], limit_s: float = INSTALL_LIMIT_S) -> bool:
    try:
        done = subprocess.run(command, capture_output=True, timeout=limit_s, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
