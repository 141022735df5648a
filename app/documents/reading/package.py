"""The plan of an Office Open XML package: which part is what, whatever the parts are called."""

import posixpath
from collections.abc import Mapping
from typing import NamedTuple

from app.documents.reading import xml
from app.documents.reading.archive import Archive, part_name

CONTENT_TYPES = "[Content_Types].xml"
USUAL_MAIN_PART = "word/document.xml"

PREFIXES = {
    "http://schemas.openxmlformats.org/package/2006/content-types": "types",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rels",
}


class Relation(NamedTuple):
    """A part that belongs to another: `kind` is "header", `target` "word/header1.xml".

    `name` is what the other calls it: "rId7".
    """

    kind: str
    target: str
    name: str = ""


class PackageIndex(xml.Handler):
    """What a file of content types or of relations says."""

    def __init__(self, folder: str = "") -> None:
        self._folder = folder
        self.relations: list[Relation] = []
        self.types: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        said = attributes.get
        if name == "rels:Relationship" and said("TargetMode") != "External":
            kind = said("Type", "").rpartition("/")[2]  # strict and transitional end alike
            target = absolute(self._folder, said("Target", ""))
            self.relations.append(Relation(kind, target, said("Id", "")))
        elif name == "types:Override":
            self.types[part_name(said("PartName", ""))] = said("ContentType", "")
        elif name == "types:Default":
            self.types["*." + said("Extension", "").casefold()] = said("ContentType", "")


def main_part(archive: Archive) -> str:
    """The part that the package is about, by its relations or else by its usual name."""
    targets = [part.target for part in relations(archive, "") if part.kind == "officeDocument"]
    return targets[0] if targets else USUAL_MAIN_PART


def content_type(archive: Archive, part: str) -> str:
    """The type that the package says a part has; empty where it says none."""
    plan = PackageIndex()
    xml.parse(archive.chunks(CONTENT_TYPES), PREFIXES, plan)
    extension = "*." + part_name(part).rpartition(".")[2]
    return plan.types.get(part_name(part)) or plan.types.get(extension, "")


def relations(archive: Archive, part: str) -> list[Relation]:
    """The parts that belong to a part ("" is the package itself), in the file's order."""
    folder, name = posixpath.split(part)
    plan = PackageIndex(folder)
    path = posixpath.join(folder, "_rels", name + ".rels")
    if path in archive:
        xml.parse(archive.chunks(path), PREFIXES, plan)
    return plan.relations


def absolute(folder: str, target: str) -> str:
    """A target as it is from the package's root."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
