"""Rows of a table in a job description: which cell asks for something, and how much."""

from collections.abc import Iterator, Sequence

from app.interviewer.rules.language.for_reading import Section
from app.interviewer.rules.language.words import words
from app.interviewer.rules.reading.headings import JobHeadings, unbulleted
from app.interviewer.rules.reading.job_cues import JobCues

CELL = "\t"  # stands between two cells
ASKING: frozenset[Section | None] = frozenset(["required", "nice", "duties"])
LONGEST_NAME = 3  # words at the top of a column

Asked = tuple[str, Section | None]  # a cell, and the section that its column or its mark names


class JobRows:
    """The rows of one job description; it remembers what stands at the top of the columns."""

    def __init__(self, cues: JobCues, headings: JobHeadings) -> None:
        self.cues, self.headings = cues, headings
        self.columns: list[Section | None] = []

    def begin_table(self, line: str) -> bool:
        """Remember what stands above the columns, where a line names more than one section."""
        cells = line.split(CELL)
        columns = [self.headings.section_of(cell) for cell in cells]
        is_short = all(len(words(cell)) <= LONGEST_NAME for cell in cells)
        is_top = is_short and len(ASKING.intersection(columns)) > 1
        if is_top:
            self.columns = columns
        return is_top

    def cells_of(self, line: str) -> list[Asked]:
        """The cells of a row that may ask for something."""
        cells = [unbulleted(cell.strip()) for cell in line.split(CELL)]
        return list(self.in_columns(cells)) or [self.marked(cells)]

    def in_columns(self, cells: Sequence[str]) -> Iterator[Asked]:
        """The cells below the names of sections, as "Essential" beside "Desirable"."""
        if len(cells) >= len(self.columns):  # the first column may have no name
            for cell, section in zip(cells[-len(self.columns) :], self.columns, strict=False):
                if section in ASKING and words(cell) and not self.mark_of(cell):
                    yield cell, section

    def marked(self, cells: Sequence[str]) -> Asked:
        """The cell that says most, with the section that another one marks it with."""
        marks = [mark for cell in cells if (mark := self.mark_of(cell))]
        return max(cells, key=len), next(iter(marks), None)

    def mark_of(self, cell: str) -> Section | None:
        """The section of a cell that is only "Essential", "D" or the like."""
        if self.cues.is_all_of("nice", cell):
            return "nice"
        return "required" if self.cues.is_all_of("must", cell) else None
