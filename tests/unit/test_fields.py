"""The fields of a body, in each way to send them: rules about bytes."""

from urllib.parse import unquote_to_bytes, urlencode

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import ValidationError
from app.web.fields import MAX_FIELDS, MAX_STRAY_BYTES, json_fields, percent_decoded, urlencoded

signs = st.lists(st.sampled_from([b"%", b"%4", b"%41", b"%C3%A9", b"=", b"+", b"\n", b"\r", b"a"]))


@given(st.one_of(st.binary(max_size=200), signs.map(b"".join)))
def test_a_field_reads_as_the_standard_library_reads_it(encoded: bytes) -> None:
    try:
        expected = unquote_to_bytes(encoded.replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        with pytest.raises(UnicodeDecodeError):
            percent_decoded(encoded)
        return
    assert percent_decoded(encoded) == expected


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_a_browser_sends_arrives(text: str) -> None:
    assert list(urlencoded(urlencode({"a": text, "b": ""}).encode())) == [("a", text), ("b", "")]


@pytest.mark.parametrize("sign", [b"%", b"=", b"%\n"])
def test_a_long_field_has_to_be_encoded_throughout(sign: bytes) -> None:
    assert percent_decoded(b"100" + sign) == "100" + sign.decode()
    with pytest.raises(ValueError, match="stray"):
        percent_decoded(sign + b"z" * MAX_STRAY_BYTES)


def test_a_form_with_more_fields_than_any_of_ours_is_refused() -> None:
    assert len(list(urlencoded(b"a=1" + b"&a=1" * (MAX_FIELDS - 1)))) == MAX_FIELDS
    with pytest.raises(ValidationError):
        list(urlencoded(b"&" * MAX_FIELDS))


def test_a_list_of_json_is_taken_whole_or_refused_by_its_name() -> None:
    def sent(count: int) -> bytes:
        return msgspec.json.encode({"exclude": ["r1"] * count})

    assert len(list(json_fields(sent(MAX_FIELDS), ("exclude",), ["exclude"]))) == MAX_FIELDS
    with pytest.raises(ValidationError) as refusal:
        list(json_fields(sent(MAX_FIELDS + 1), ("exclude",), ["exclude"]))
    assert refusal.value.fields == {
        "exclude": "Exclude has too many entries. Please send 1,024 at most."
    }


def test_json_gives_the_fields_of_the_form_and_passes_over_the_rest() -> None:
    body = b'{"other": [1, {"a": 2}], "a": "x", "b": null}'
    assert list(json_fields(body, ("a", "b", "c"))) == [("a", "x")]


@pytest.mark.parametrize("value", [b"1", b"true", b"[]", b'["x"]', b"{}"])
def test_a_field_of_json_that_is_no_text_is_named(value: bytes) -> None:
    with pytest.raises(ValidationError) as refusal:
        list(json_fields(b'{"job_title": %s}' % value, ("job_title",)))
    assert refusal.value.fields == {
        "job_title": "Job title must be text. Please send it as a string."
    }


@pytest.mark.parametrize("body", [b"", b"[]", b'"a"', b'{"a": "x"', b'{"a": "\xff"}', b"nul"])
def test_json_that_is_no_object_is_refused(body: bytes) -> None:
    with pytest.raises((msgspec.DecodeError, UnicodeDecodeError)):
        list(json_fields(body, ("a",)))


def test_json_that_is_nested_too_deeply_is_refused() -> None:
    with pytest.raises(RecursionError):
        list(json_fields(b'{"other": ' + b"[" * 100_000, ("a",)))
