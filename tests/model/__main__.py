"""`python -m tests.model`: bring llama.cpp and a small model onto this machine, if they are not."""

import sys

from tests.model.llama import BuildError, are_kept, kept, make
from tests.programs import MissingProgramError


def main() -> None:
    if are_kept():
        return
    print("Building llama.cpp, which takes up to ten minutes, once.", flush=True)
    try:
        make()
    except (MissingProgramError, BuildError) as error:
        sys.exit(str(error))
    print(f"It is kept in {kept().server.parent}")


main()
