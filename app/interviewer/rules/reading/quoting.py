"""Which line of a CV is quoted rather than another that shows as much."""

import re
from collections.abc import Sequence

from app.interviewer.rules.language import Language
from app.interviewer.rules.language.phrases import any_of
from app.interviewer.rules.reading.cv import WHO, CvLine
from app.interviewer.rules.reading.cv_index import LIST_MARK

# How much rather than plain work: an outcome, the line of a job, names in a row, who somebody is;
# and the line of a job where years are asked for.
MEASURED, TITLE, LISTED, SUMMARY, FOR_YEARS = 1.15, 0.85, 0.6, 0.4, 1.4
STUDIED = 0.7  # where no degree and no certificate is asked for
FACT = re.compile(r"[^:]{1,30}:\s")  # "Driving licence: B"
FEWEST_MARKS = 2  # between the things that a line lists


class Preferences:
    """Weighs the lines of CVs, in one language."""

    def __init__(self, language: Language) -> None:
        self.outcomes = any_of(language.reading.matching.outcomes)

    def of(
        self, lines: Sequence[CvLine], for_years: bool = False, for_papers: bool = False
    ) -> list[float]:
        """A factor for each line, around 1."""
        return [
            FOR_YEARS if for_years and line.is_header else self.preference_of(line, for_papers)
            for line in lines
        ]

    def preference_of(self, line: CvLine, for_papers: bool) -> float:
        if line.section in WHO:
            is_fact = FACT.match(line.text) is not None
            return (1.0 if for_papers else LISTED) if is_fact else SUMMARY
        if line.is_header:
            return TITLE
        if line.section == "education":
            return 1.0 if for_papers else STUDIED
        if line.section == "skills" or len(LIST_MARK.findall(line.text)) >= FEWEST_MARKS:
            return LISTED
        is_measured = line.section == "experience" and self.outcomes.search(line.text)
        return MEASURED if is_measured else 1.0
