"""Where a SQLite database lies, by its URL."""

from pathlib import Path

from app.errors import StartError

FORMS = "sqlite:///relative.db or sqlite:////absolute.db"


def path_of(url: str) -> Path:
    """The file that `sqlite:///relative.db` or `sqlite:////absolute.db` names, in full.

    In full, because to SQLite `:memory:` and `file:…` are names of another kind.

    Raises:
        StartError: the URL names no file, or asks for what only other programs know.
    """
    scheme, _, name = url.partition(":///")
    if scheme != "sqlite" or not name:
        raise StartError(
            f"DATABASE_URL: this can't be used. Please give {FORMS}, "
            "or postgresql://user:password@host/database."
        )
    if name.startswith((":memory:", "file:")) or "?" in name:
        raise StartError(
            f"DATABASE_URL: Rehearse keeps its database in a file. Please give {FORMS}."
        )
    try:
        path = Path(name).resolve()  # one file has one name, and so one lock
    except (OSError, RuntimeError) as error:  # links in a circle
        raise StartError(f"DATABASE_URL: {name} leads to no file. Please give {FORMS}.") from error
    if name.endswith("/") or path.is_dir():
        raise StartError(f"{path}: this is a folder. Please name a database file in it.")
    return path
