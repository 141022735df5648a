"""Whether the letters of a PDF can be told, and what becomes of those that can't."""

import pytest

from app.documents.reading.letters import refuse_unreadable
from app.documents.reading.outcomes import UnreadableLettersError
from app.documents.reading.pdf import read
from tests.files import page_of

ENGLISH = (
    "Drove the car from the house to work and back each week. Trained seven people and checked "
    "every rope twice a week. Kept the stock of a shop with many articles, and its bills."
)
TEXTS = {  # those that are the least like the mean of European languages
    "English": ENGLISH,
    "Tagalog": "Namahala ng mga tauhan sa tindahan at nagsanay ng mga bagong empleyado. "
    "Nakapagpababa ng gastos sa pamamagitan ng mas maayos na pag-iimbak ng mga paninda.",
    "Somali": "Waxaan hogaaminayay koox lix qof ah, waxaanan soo kordhiyay nidaam cusub oo "
    "bakhaarka ah. Waxaan masuul ka ahaa tababarka shaqaalaha cusub.",
    "Welsh": "Rheolais dîm o chwech o bobl a chyflwynais system newydd ar gyfer y warws. "
    "Roeddwn yn gyfrifol am hyfforddi staff newydd ac am gadw cofnodion yn gywir.",
    "Vietnamese": "Tôi đã quản lý một nhóm sáu người và triển khai hệ thống kho hàng mới. "
    "Tôi chịu trách nhiệm đào tạo nhân viên mới và giữ liên lạc với khách hàng.",
    "Polish names": "Jan Kowalczyk, Krzysztof Brzęczyszczykiewicz, Szczecin, Wrocław, "
    "Kwiatkowska, Zbigniew Wojciechowski, ul. Przybyszewskiego, Rzeszów, Krzywoustego",
    "a list of skills": "SQL, AWS, CSS, HTML5, PHP, MySQL, jQuery, XML, XSLT, JSON, Docker, "
    "Kubernetes, Kafka, Git, Jira, Excel, VBA, SAP, Linux, Windows, C++, Java, PyTorch, GraphQL",
    "one word": "Page " * 200,
    "figures": "Phone +372 555 0142, 12.03.1988, 1024 x 768 " * 4,
    "Russian": "Руководила командой из восьми разработчиков и сократила время сборки. " * 2,
}


def shifted(text: str, by: int) -> str:
    return "".join(chr(ord(letter) + by) if letter.isalpha() else letter for letter in text)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_text_of_any_language_is_read(text: str) -> None:
    refuse_unreadable(text)


@pytest.mark.parametrize("by", [-29, -3, -1, 1, 2, 3, 31])
def test_shifted_letters_are_refused(by: int) -> None:
    with pytest.raises(UnreadableLettersError):
        refuse_unreadable(shifted(ENGLISH, by))


def test_a_document_whose_body_alone_is_shifted_is_refused() -> None:
    with pytest.raises(UnreadableLettersError):
        refuse_unreadable(ENGLISH * 2 + shifted(" ".join(TEXTS.values()), 1))


def test_glyph_numbers_that_were_taken_for_characters_are_refused() -> None:
    with pytest.raises(UnreadableLettersError):
        refuse_unreadable(shifted(ENGLISH, 0x0102 - ord("a")))


def test_signs_in_place_of_letters_are_refused() -> None:
    with pytest.raises(UnreadableLettersError):
        refuse_unreadable(shifted(ENGLISH, ord("!") - ord("a")))


def mapped(stream: str, codes: dict[int, str]) -> str:
    """The text of a page in a font whose map gives these characters, by their code."""
    entries = "".join(
        f"<{code:02x}> <{text.encode('utf-16-be').hex()}>\n" for code, text in codes.items()
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> "
        f"endcodespacerange {len(codes)} beginbfchar\n{entries}endbfchar endcmap end"
    )
    to_unicode = f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream"
    font = "/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 6 0 R"
    return read(page_of(f"BT /F 11 Tf 50 700 Td {stream} Tj ET", font=font, more=(to_unicode,)))


def test_a_ligature_that_no_one_can_tell_leaves_a_sign_of_itself() -> None:
    letters = {code: chr(code) for code in range(ord("a"), ord("z") + 1)}
    told = mapped("(an e{cient o{ce and {nance)", {**letters, ord("{"): "\uf04e", ord(" "): " "})
    assert told == "an e\ufffdcient o\ufffdce and \ufffdnance"


@pytest.mark.parametrize(
    ("code", "ligature"),
    [("\U0010019f", "ti"), ("\U001001a9", "tt"), ("\u019f", "ti"), ("\u014c", "ft")],
)
def test_ligatures_of_calibri_are_their_letters(code: str, ligature: str) -> None:
    letters = {number: chr(number) for number in range(ord("a"), ord("z") + 1)}
    assert mapped("(mo{on)", {**letters, ord("{"): code}) == f"mo{ligature}on"


def test_an_icon_beside_words_leaves_no_sign() -> None:
    assert "\ufffd" not in mapped("(k  555 0142)", {ord("k"): "\uf095", ord(" "): " "})


def test_codes_without_characters_are_refused_when_they_are_most_of_the_text() -> None:
    with pytest.raises(UnreadableLettersError):
        mapped("(" + "\\001\\002\\003\\004 \\005\\006\\016" * 10 + ")", {ord(" "): " "})
