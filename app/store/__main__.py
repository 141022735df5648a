"""`python -m app.store backup FILE` and `restore FILE`: the operator's copies of what is kept."""

import sys

from app.errors import StartError
from app.settings import settings_of
from app.store.engines import back_up, restore


def main() -> None:
    """Do what the arguments ask for; one line and exit code 1 where that can't be done."""
    try:
        match sys.argv[1:]:
            case ["backup", file] if file:
                back_up(settings_of().database_url, file)
                print(f"The database is backed up to {file}.")
            case ["restore", file] if file:
                restore(settings_of().database_url, file)
                print(f"The database is restored from {file}.")
            case _:
                sys.exit(
                    "Please name a file: make backup TO=backup.db, make restore FROM=backup.db."
                )
    except StartError as error:
        sys.exit(f"Nothing was copied. {error}")


if __name__ == "__main__":
    main()
