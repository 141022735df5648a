"""Libraries of the system with faults that concern us; they are named, and nothing is refused."""

import pyexpat
import sqlite3

Version = tuple[int, int, int]

SAFE_SQLITE: Version = (3, 51, 3)
SAFE_EXPAT: Version = (2, 6, 0)


def known_faults(
    sqlite: Version = sqlite3.sqlite_version_info,
    expat: Version = pyexpat.version_info,
    *,
    is_kept_in_sqlite: bool = True,
) -> list[str]:
    """A sentence for the operator about each library that is older than its first safe version.

    SQLite's concerns whoever keeps the sessions in it.

    Sources: https://www.sqlite.org/wal.html (the WAL-reset bug, fixed in 3.51.3); expat 2.6.0
    (https://github.com/libexpat/libexpat/blob/R_2_6_0/expat/Changes) ended a denial of service by
    large tokens, CVE-2023-52425.
    """
    faults = []
    if is_kept_in_sqlite and sqlite < SAFE_SQLITE:
        faults.append(
            f"Warning: SQLite {dotted(sqlite)} can damage a database that several programs write "
            f"at once (fixed in {dotted(SAFE_SQLITE)}). Let only one program write to it."
        )
    if expat < SAFE_EXPAT:
        faults.append(
            f"Warning: expat {dotted(expat)} takes very long for some XML files that are made to "
            f"harm (fixed in {dotted(SAFE_EXPAT)}). Word files are read with it, within limits."
        )
    return faults


def dotted(version: Version) -> str:
    return ".".join(map(str, version))
