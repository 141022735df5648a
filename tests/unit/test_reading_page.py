"""How the lines of a PDF page are put right by their places: letters, columns, blocks."""

from collections.abc import Sequence

import pytest

from app.documents.reading.pdf import read
from tests.files import page_of, placed

Text = tuple[float, float, str]

SKILLS_AND_JOBS = [
    ("SKILLS", "EXPERIENCE"),
    ("Welding MAG", "Fitter, Kranholm Yard"),
    ("Forklift", "Cut the repair time of pumps from"),
    ("LANGUAGES", "nine days to four with a stock."),
    ("Estonian", "EDUCATION"),
    ("English", "Vocational school Parnu"),
]


def rows(
    lefts: tuple[float, ...], texts: Sequence[tuple[str, ...]], lowered: float = 0
) -> list[Text]:
    """Texts side by side, row by row; all but the first of each row a little lower."""
    return [
        (left, 760 - 15 * number - (lowered if column else 0), text)
        for number, row in enumerate(texts)
        for column, (left, text) in enumerate(zip(lefts, row, strict=True))
        if text
    ]


def lines(*texts: Text) -> list[str]:
    return read(placed(*texts)).split("\r\n")


def told(stream: str) -> list[str]:
    return read(page_of(stream)).split("\r\n")


@pytest.mark.parametrize("spacing", [3, 5, 9])
@pytest.mark.parametrize("words", ["WORK EXPERIENCE", "REFERENCES", "Jane O'Neill", "2019 SKILLS"])
def test_spaced_letters_are_words(words: str, spacing: int) -> None:
    assert told(f"BT /F 11 Tf {spacing} Tc 50 700 Td ({words}) Tj ET") == [words]


def test_typed_spaces_between_letters_tell_words_by_their_number() -> None:
    assert lines((50, 700, "W O R K   E X P E R I E N C E")) == ["WORK EXPERIENCE"]


@pytest.mark.parametrize("line", ["Driving licence: B C D E since 2011", "S K I L L S", "A B C D"])
def test_letters_that_somebody_typed_apart_stay_apart(line: str) -> None:
    assert lines((50, 700, line)) == [line]


def test_a_raised_or_lowered_character_does_not_end_its_line() -> None:
    raised = [
        (50, 700, "Led the 21"),
        (103, 706, "(st) 6"),
        (110, 700, "shift and won"),
        (180, 695, "(2) 6"),
        (187, 700, "prizes"),
    ]
    assert lines(*raised, (50, 680, "Next line")) == [
        "Led the 21st shift and won 2 prizes",
        "Next line",
    ]


@pytest.mark.parametrize("direction", ["up", "down"])
def test_text_that_runs_along_the_page_is_words_and_in_no_lines_middle(direction: str) -> None:
    name = (40, 600, f"(CURRICULUM VITAE) 11 {direction}")
    assert lines((80, 700, "Foreman at"), name, (80, 685, "Soru Dock")) == [
        "Foreman at",
        "Soru Dock",
        "CURRICULUM VITAE",
    ]


def test_letters_under_each_other_are_words() -> None:
    letters = [(40.0, 700.0 - 14 * number, letter) for number, letter in enumerate("PROFILE")]
    assert lines(*letters) == ["PROFILE"]


def test_a_page_that_lies_on_its_side_is_read_as_it_is_meant() -> None:
    turned = [(100.0 + 15 * n, 50.0, f"(Line {n} of the page) 11 up") for n in range(3)]
    assert lines(*turned) == ["Line 0 of the page", "Line 1 of the page", "Line 2 of the page"]


@pytest.mark.parametrize("lowered", [0, 6])
def test_columns_that_were_drawn_row_by_row_are_read_one_after_the_other(lowered: float) -> None:
    name = (60, 800, "(Maren Ulvik) 20")
    left, right = zip(*SKILLS_AND_JOBS, strict=True)
    read_lines = lines(name, *rows((60, 250), SKILLS_AND_JOBS, lowered))
    assert read_lines == ["Maren Ulvik", *left, *right]


def test_three_columns_are_read_one_after_the_other() -> None:
    texts = [
        ("SKILLS", "EXPERIENCE", "EDUCATION"),
        ("Welding", "Fitter at the yard", "School of Parnu"),
        ("HOBBIES", "AWARDS", "LANGUAGES"),
        ("Chess", "Fitter of the year", "English"),
    ]
    columns = [text for column in zip(*texts, strict=True) for text in column]
    assert lines(*rows((40, 220, 400), texts)) == columns


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    texts = [
        ("Kept seven cranes running for ten", "Trained two apprentices in the"),
        ("years and cut the repair time of", "use of the crane, each of whom"),
        ("pumps from nine days to four.", "now leads a shift."),
    ]
    columns = [text for column in zip(*texts, strict=True) for text in column]
    assert lines(*rows((50, 310), texts)) == columns


def test_what_stands_under_both_columns_comes_after_them() -> None:
    foot = "References are given on request, by the people who are named in the letter with it"
    assert lines(*rows((60, 250), SKILLS_AND_JOBS), (60, 640, foot))[-1] == foot


def test_a_column_that_goes_on_alone_is_read_to_its_end() -> None:
    texts = [(right, left) for left, right in SKILLS_AND_JOBS] + [("and a course in Riga", "")]
    left, right = zip(*texts, strict=True)
    assert lines(*rows((60, 350), texts)) == [*left, *right[:-1]]


@pytest.mark.parametrize(
    ("lefts", "texts"),
    [
        pytest.param(
            (60, 430),
            [
                ("EXPERIENCE", ""),
                ("Foreman, Soru Dock", "2019 - 2023"),
                ("Kept the stock of a shop", "Parnu"),
                ("Fitter, Kranholm Yard", "2015 - 2019"),
                ("EDUCATION", ""),
                ("School of Parnu", "2011"),
            ],
            id="dates at the right",
        ),
        pytest.param(
            (60, 180),
            [
                ("2019 - 2023", "FOREMAN, Soru Dock, which is in Parnu and"),
                ("2015 - 2019", "kept seven cranes running for four years"),
                ("2011 - 2015", "and was an apprentice"),
            ],
            id="dates at the left",
        ),
        pytest.param(
            (60, 200),
            [
                ("PROFILE", "Fitter with ten years at the docks, who reads"),
                ("", "plans and leads a shift of seven."),
                ("EXPERIENCE", "Foreman, Soru Dock, 2019 - 2023"),
                ("EDUCATION", "Vocational school Parnu"),
                ("LANGUAGES", "Estonian, English"),
            ],
            id="headings beside their texts",
        ),
        pytest.param(
            (60, 300),
            [("Skill", "Level"), ("Welding", "expert"), ("SQL", "good"), ("Excel", "very good")],
            id="a table",
        ),
    ],
)
def test_what_only_looks_like_columns_stays_in_rows(
    lefts: tuple[float, ...], texts: Sequence[tuple[str, ...]]
) -> None:
    assert lines(*rows(lefts, texts)) == [" ".join(filter(None, row)) for row in texts]


def test_columns_that_were_drawn_as_such_stay_in_their_order() -> None:
    left = [(60.0, 760.0 - 15 * n, f"Job {n} at the dock") for n in range(5)]
    right = [(300.0, 760.0 - 15 * n, f"Skill {n}") for n in range(5)]
    texts = [*right, *left]
    assert lines(*texts) == [text for _, _, text in texts]


def test_what_stands_above_is_read_before_whatever_was_drawn_first() -> None:
    assert lines(
        (60, 300, "EDUCATION"),
        (60, 285, "School of Parnu"),
        (60, 500, "EXPERIENCE"),
        (60, 485, "Foreman"),
        (60, 780, "Maren Ulvik"),
    ) == ["Maren Ulvik", "EXPERIENCE", "Foreman", "EDUCATION", "School of Parnu"]


def test_a_page_of_any_shape_keeps_every_word() -> None:
    texts = [
        (7.0 * (n * 37 % 73), 5.0 * (n * 61 % 151), f"(word{n}) {6 + n % 7} {way}")
        for n in range(200)
        for way in ["", "up", "down"][n % 3 : n % 3 + 1]
    ]
    words = " ".join(lines(*texts))
    assert all(f"word{n}" in words for n in range(200))
