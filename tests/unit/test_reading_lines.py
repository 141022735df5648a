"""What belongs to one line of a text, however wide it was set and with whatever marks."""

import gc
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.documents.reading.lines import logical_lines
from app.documents.reading.tidy import tidied
from app.headings import headings_of
from tests.unit.wrapped import TEXTS, WAYS, WIDTHS

KNOWN = headings_of("cv", "job")
NAMES = sorted(path.name for path in TEXTS.iterdir())
AMBIGUOUS = {  # widths at which a line may as well have ended: see `wrapping.py`
    "cv_academic.txt": (60,),  # one of the publications ends a line exactly
    "cv_baker_list.txt": (40,),  # a job of two lines, in capitals
    "readme_profile.md": (40, 72),  # few lines to learn the width from
}


def logical(text: str) -> str:
    return logical_lines(tidied(text), KNOWN)


def lines(text: str) -> list[str]:
    return [line for line in logical(text).split("\n") if line]


def whole(name: str) -> str:
    return (TEXTS / name).read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("way", WAYS)
def test_a_wrapped_text_has_the_lines_of_the_whole_one(name: str, way: str) -> None:
    for width in WIDTHS:
        if width not in AMBIGUOUS.get(name, ()):
            assert lines(WAYS[way](whole(name), width)) == lines(whole(name)), width


@pytest.mark.parametrize("name", NAMES)
def test_logical_lines_of_logical_lines_are_the_same(name: str) -> None:
    for text in (whole(name), *(WAYS["quoted"](whole(name), width) for width in WIDTHS)):
        assert logical(logical(text)) == logical(text)


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".txt")])
def test_every_word_stays_and_in_its_place(name: str) -> None:
    for way in WAYS.values():
        assert letters(logical(way(whole(name), 40))) == letters(whole(name))


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize(
    "text",
    [
        "Ana Roe\n12 Harbour Row,\nFlat 3\nLeeds\nLS1 4AB\nana@roe.example\n0113 496 0000",
        "The sea is calm\nand the night is dark\nwe sail for home\nwith the wind at our back",
        "Foreman, Soru Dock, 2012 - 2023\nCrane driver, Elva Lines, 2008 - 2012\nMate, 2005 - 2008",
        "2019 - 2023\tForeman, Soru Dock\n2015 - 2019\tFitter, Kranholm Yard\nsince 2023\tretired",
        "SKILLS\npython\nsql\ndocker compose\nkubernetes",
        "Skills\nand knowledge of cranes, which I have used for longer than I would like to say",
        "Tools\niOS and macOS in daily use at work\neBay listings for more than nine hundred items",
        "Blue card of the yard, valid to 2027\nClean licence, use of a van\nWorking at heights",
        "Python · Go · SQL",
        "Jo Oak • Leeds • jo@oak.example",
        "Call __init__ and my_own_name, then 2**3 and 4**5, a < b > c, R&D; 5 * 3 * 2",
        "Left the pre- and post-natal ward; Manager- led a team",
    ],
)
def test_lines_that_stand_for_themselves_stay(text: str) -> None:
    assert logical(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "I assess-\nment of the risks that the yard has",
            ["I assessment of the risks that the yard has"],
        ),
        (
            "We have been self-\nemployed for all of these years",
            ["We have been self-employed for all of these years"],
        ),
        (
            "Everybody here works full-\ntime on the yard",
            ["Everybody here works full-time on the yard"],
        ),
        ("The state-of-the-\nart cranes of the yard", ["The state-of-the-art cranes of the yard"]),
        ("risk assess- ment and full- time work", ["risk assessment and full-time work"]),
        ("Duties: • Answer the radio • Lock up", ["Duties:", "• Answer the radio", "• Lock up"]),
        ("Bring 1) a licence 2) a hat 3) time", ["Bring", "1) a licence", "2) a hat", "3) time"]),
        ("W O R K   E X P E R I E N C E", ["WORK EXPERIENCE"]),
        ("W O R K E X P E R I E N C E", ["WORK EXPERIENCE"]),
        ("WORKEXPERIENCE", ["WORK EXPERIENCE"]),
        ("E DUCATION", ["EDUCATION"]),
        ("P U B L I C   T A L K S", ["PUBLIC TALKS"]),
        ("## **Skills** ##\n---\n- [x] `Go`, *daily*", ["Skills", "- Go, daily"]),
        ("| Go | good |\n|---|---|\n| R | fair |", ["Go\tgood", "R\tfair"]),
        ("<ul><li>Lock\nup</li><li>R&amp;D</li></ul>a<br>b", ["• Lock up", "• R&D", "a", "b"]),
        ("<p>a <5 b</p><!-- no --><script>x()</script>", ["a <5 b"]),
        (
            "On Monday Jo wrote:\n> We need a baker who likes\n> nights.\n\nI do.",
            ["On Monday Jo wrote:", "We need a baker who likes nights.", "I do."],
        ),
        ("We want:\n> steady hands\n> a licence", ["We want:", "• steady hands", "• a licence"]),
    ],
)
def test_marks_go_and_lists_have_lines(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


PIECES = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("aA \n\t-*_`[]()<>&;#|•.,:1>é\f")),
    min_size=1,
    max_size=12,
)


@settings(deadline=None, max_examples=10)
@given(PIECES)
@example("a\n\n")
@example("<p>\n")
@example("[](")
@example("<!--")
@example("  ")
@example("the of an\n")
@example("`\n\n>")  # many quotations
@example("*`")  # marks that are one long run once the others are gone
def test_lines_take_a_time_that_grows_with_the_text(piece: str) -> None:
    """Four texts together take as long as one that is four times as long, give or take."""
    short, long = (piece * (length // len(piece)) for length in (12_500, 50_000))
    gc.collect()  # so that none falls due in one of the two
    begin = process_time()
    for _ in range(4):
        logical(short)
    between = process_time()
    logical(long)
    assert process_time() - between < 5 * (between - begin) + 0.05
