"""What holds for whatever is read: quotes are verbatim, a width and a length change nothing."""

from collections.abc import Iterator
from itertools import cycle, islice
from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.reading.tidy import tidy_document
from app.interviewer.model import Documents, Reading
from tests.ads import LONGEST, Ad, ads
from tests.roles import TODAY, load_roles
from tests.roles.rules import RULES
from tests.unit.labelled_roles import roles
from tests.unit.wrapped import WIDTHS, wrapped

SAME = 0.94  # of the requirements, at all widths together: a list without bullets shows no joints
TIMES = 5  # as long as an ordinary text of that length
LENGTH = 200_000  # characters

FRAGMENTS = [
    "- ",
    "You must ",
    "£1 ",
    "2019 – ",
    "Level 2 ",
    "· ",
    "\t",
    "English (B1), ",
    "a: b, c\n",
]
pieces = st.lists(
    st.sampled_from(FRAGMENTS)
    | st.text(st.sampled_from("aAé1. ,;:()|-–'’\"£%@/&+#*\n\t•"), max_size=6),
    min_size=1,
    max_size=3,
).map("".join)


def all_documents() -> Iterator[Documents]:
    yield from (ad.documents for ad in ads())
    yield from (role.documents for role in load_roles())
    yield from (role.documents for role in roles().values())


def read(documents: Documents) -> Reading:
    return RULES.read(documents, TODAY)


def test_every_requirement_and_every_line_of_evidence_is_verbatim() -> None:
    for documents in all_documents():
        reading = read(documents)
        assert all(one.text in documents.job_description for one in reading.requirements)
        assert all(line in documents.job_description for line in reading.left_out)
        lines = [line for one in reading.requirements for line in one.evidence]
        assert all(line in documents.cv for line in lines)


def test_a_requirement_is_not_left_out_too() -> None:
    for documents in all_documents():
        reading = read(documents)
        assert {one.text for one in reading.requirements}.isdisjoint(reading.left_out)


def told(documents: Documents) -> set[tuple[str, float, str]]:
    return {(one.text, one.importance, one.status) for one in read(documents).requirements}


def wrapped_documents(ad: Ad, width: int) -> Documents:
    """The documents of an ad as they are kept, if they were pasted in lines of a width."""
    cv, job = (
        tidy_document(wrapped(text, width), 1, LONGEST)
        for text in (ad.documents.cv, ad.documents.job_description)
    )
    return Documents(ad.documents.job_title, ad.documents.company_name, cv, job)


def test_a_width_makes_next_to_no_difference() -> None:
    pairs = [
        (told(ad.documents), told(wrapped_documents(ad, width))) for ad in ads() for width in WIDTHS
    ]
    same = sum(len(whole & broken) for whole, broken in pairs)
    assert same >= SAME * sum(len(whole) for whole, _ in pairs)


def seconds_for(cv: str, job: str) -> float:
    began = thread_time()
    read(Documents("Baker", "Acme", cv, job))
    return thread_time() - began


def filled(piece: str) -> str:
    return "".join(islice(cycle(piece), LENGTH))


@pytest.fixture(scope="module")
def ordinary_s() -> float:
    """What a long document of ordinary sentences takes."""
    ad = ads()[0]
    cv, job = filled(ad.documents.cv + "\n"), filled(ad.documents.job_description + "\n")
    return min(seconds_for(cv, job) for _ in range(2))


@settings(max_examples=12, deadline=None)
@given(piece=pieces)
def test_no_repeated_piece_takes_much_longer_than_ordinary_text(
    piece: str, ordinary_s: float
) -> None:
    text = filled(piece or "a")
    taken = min(seconds_for(text, text) for _ in range(2))
    assert taken <= TIMES * ordinary_s
