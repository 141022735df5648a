"""What the landing page and `docs/` show of the example is what its person said, word for word."""

import re
from html import unescape

from tests.example.__main__ import DOCUMENT, PARTIAL
from tests.example.interview import example


def test_the_landing_page_quotes_the_example_word_for_word() -> None:
    interview = example()
    shown = re.sub(r'<span class="visually-hidden">.*?</span>', "", PARTIAL.read_text("utf-8"))
    quotes = re.findall(r'<p(?: class="answered")? dir="auto">(.*?)</p>', shown, re.DOTALL)
    said = [interview.cv, interview.job_description, *interview.answers, interview.again.answer]
    assert len(quotes) >= 2  # an answer before and after, beside what was good
    for quote in quotes:
        words = unescape(re.sub("<.*?>", "", quote))
        assert any(words in text for text in said), words


def test_the_landing_page_shows_a_part_that_is_missing_and_then_is_there() -> None:
    before, after = PARTIAL.read_text("utf-8").split("given again")
    missing = re.findall(r'<li class="is-(\w+)">', before)
    assert missing
    for part in missing:
        assert f'<mark class="is-{part}"' not in before
        assert f'<mark class="is-{part}"' in after


def test_the_document_quotes_the_example_word_for_word() -> None:
    interview = example()
    said = "\n".join([interview.cv, interview.job_description, *interview.answers])
    lines = re.findall(r"^ *> (.+)$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert len(lines) > len(interview.answers)
    assert [line for line in lines if line not in said] == []
