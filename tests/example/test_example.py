"""What the landing page and `docs/` show of the example is what its person said, word for word."""

import re
from html import unescape

from tests.example.__main__ import DOCUMENT, PARTIAL
from tests.example.interview import example


def test_the_landing_page_quotes_the_example_word_for_word() -> None:
    interview = example()
    quotes = re.findall(r'<p dir="auto">(.*?)</p>', PARTIAL.read_text("utf-8"), re.DOTALL)
    assert quotes
    for quote in map(unescape, quotes):
        sources = [interview.cv, interview.job_description, *interview.answers]
        assert any(quote in source for source in sources), quote


def test_the_document_quotes_the_example_word_for_word() -> None:
    interview = example()
    said = "\n".join([interview.cv, interview.job_description, *interview.answers])
    lines = re.findall(r"^ *> (.+)$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert len(lines) > len(interview.answers)
    assert [line for line in lines if line not in said] == []
