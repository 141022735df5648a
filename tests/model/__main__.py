"""`python -m tests.model`: bring llama.cpp and a small model onto this machine, where they are not.

`python -m tests.model is-kept` only looks, for CI: its exit code is 0 where they are.
"""

import sys

from tests.model.llama import BuildError, are_kept, kept, make
from tests.programs import MissingProgramError


def main() -> None:
    if are_kept():
        return
    if sys.argv[1:] == ["is-kept"]:
        sys.exit(1)
    print("Building llama.cpp, which takes up to ten minutes, once.", flush=True)
    try:
        make()
    except (MissingProgramError, BuildError) as error:
        sys.exit(str(error))
    print(f"It is kept in {kept().server.parent}")


main()
