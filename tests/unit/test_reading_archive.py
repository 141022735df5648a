"""A zip file gives no more than it may, whatever it claims."""

import struct
import zipfile

import pytest

from app.documents.reading import archive as rules
from app.documents.reading.archive import Archive
from app.documents.reading.outcomes import CorruptedError, EncryptedError, ResourceLimitError
from tests.files import zipped


def contents(data: bytes, name: str) -> bytes:
    return b"".join(Archive(data).chunks(name))


def test_a_part_is_found_whatever_the_case_and_slash_of_its_name() -> None:
    assert contents(zipped({"Word\\Document.xml": "hello"}), "/word/document.xml") == b"hello"


def test_a_missing_part_is_damage() -> None:
    with pytest.raises(CorruptedError):
        contents(zipped({"a": "b"}), "c")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_methods_of_office_packages_are_read(method: int) -> None:
    assert contents(zipped({"a": "hello"}, method), "a") == b"hello"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_methods_are_refused_although_zipfile_knows_them(method: int) -> None:
    with pytest.raises(CorruptedError):
        contents(zipped({"a": "hello"}, method), "a")


def test_a_part_with_a_password_is_told_as_such() -> None:
    data = bytearray(zipped({"a": "hello"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flags of both headers
        data[data.index(mark) + place] |= 1
    with pytest.raises(EncryptedError):
        contents(bytes(data), "a")


def test_too_many_entries_are_refused() -> None:
    assert "0" in Archive(zipped({str(number): "" for number in range(rules.MAX_ENTRIES)}))
    with pytest.raises(ResourceLimitError):
        Archive(zipped({str(number): "" for number in range(rules.MAX_ENTRIES + 1)}))


def test_a_part_over_its_limit_is_refused() -> None:
    assert len(contents(zipped({"a": bytes(rules.MAX_PART_BYTES)}), "a")) == rules.MAX_PART_BYTES
    with pytest.raises(ResourceLimitError):
        contents(zipped({"a": bytes(rules.MAX_PART_BYTES + 1)}), "a")


def test_parts_that_are_too_much_together_are_refused() -> None:
    archive = Archive(zipped({"a": bytes(rules.MAX_PART_BYTES)}))
    for _ in range(2):
        assert sum(map(len, archive.chunks("a"))) == rules.MAX_PART_BYTES
    with pytest.raises(ResourceLimitError):
        sum(map(len, archive.chunks("a")))


def test_a_size_that_lies_is_not_believed() -> None:
    data = bytearray(zipped({"a": bytes(rules.MAX_PART_BYTES + 1)}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):  # the sizes in both headers
        struct.pack_into("<I", data, data.index(mark) + place, 5)
    with pytest.raises((ResourceLimitError, CorruptedError)):
        contents(bytes(data), "a")


def test_damaged_data_is_damage() -> None:
    data = bytearray(zipped({"a": "hello " * 100}))
    data[40] ^= 0xFF
    with pytest.raises(CorruptedError):
        contents(bytes(data), "a")
