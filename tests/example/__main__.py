"""Holds the example interview as a person would, and writes what is shown of it.

`make example` runs this, again whenever a rule has changed: what it writes is the product's own.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from app.feedback.model import Report
from app.interviewer.model import Item
from app.web import pages
from tests.clients import client
from tests.example.interview import HERE, ROOT, Example, completed, example, report_of
from tests.server import serving

DOCUMENT = ROOT / "docs" / "example-interview.md"
PARTIAL = ROOT / "partials" / "example_report.html"


def main() -> None:
    interview = example()
    with (
        TemporaryDirectory() as folder,
        serving(Path(folder)) as server,
        client(server.url) as visitor,
    ):
        markdown, report = report_of(visitor, completed(visitor, interview))
    DOCUMENT.write_text(markdown, "utf-8")
    PARTIAL.write_text(excerpt(interview, report), "utf-8")


def excerpt(interview: Example, report: Report) -> str:
    """The part of the report that the landing page shows, as a partial that needs nothing."""
    template = pages.environment().from_string((HERE / "excerpt.html").read_text("utf-8"))
    html = template.render(
        interview=interview,
        score=report.interview_score,
        parts=[
            ("What was good", report.strength_items[0]),
            ("What to do next", Item(report.next[0].text)),
            *(("Your CV", item) for item in report.cv_items[:1]),
        ],
    )
    return f"{{# Written by `make example`. Needs: nothing. #}}\n{html}\n"


if __name__ == "__main__":
    main()
