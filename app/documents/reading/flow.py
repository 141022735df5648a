"""The text of an office document put together in the order in which a person reads it.

A table's row is one line where each of its cells is; what floats beside a line (a text box, a
footnote) comes after it, because in the middle it would tear the line apart.
"""


class Level:
    """Text that is still being put together: the document's, a row's, a cell's, a box's."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.cells: list[str] = []
        self.asides: list[str] = []

    def text(self) -> str:
        return "".join([*self.parts, row(self.cells), *self.asides])


class Flow:
    """Takes what a document holds piece by piece; `text` is all of it.

    Whatever is opened is closed by one of the `end_` methods, as elements of XML are.
    """

    def __init__(self) -> None:
        self._levels = [Level()]
        self.length = 0  # characters written so far

    def write(self, text: str) -> None:
        self._levels[-1].parts.append(text)
        self.length += len(text)

    def end_line(self) -> None:
        """End a line; what was set beside it follows."""
        level = self._levels[-1]
        level.parts += ["\n", *level.asides]
        level.asides.clear()

    def begin(self) -> None:
        self._levels.append(Level())

    def end_row(self) -> None:
        self.write(self._levels.pop().text())

    def end_cell(self) -> None:
        cell = self._levels.pop().text()
        self._levels[-1].cells.append(cell)

    def end_aside(self) -> None:
        aside = self._levels.pop().text()
        self._levels[-1].asides.append(aside)

    def text(self) -> str:
        return self._levels[-1].text()


def row(cells: list[str]) -> str:
    """The cells that hold something, on one line if each of them is one."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled:
        return ""
    is_one_line = not any("\n" in cell for cell in filled)
    return ("\t" if is_one_line else "\n").join(filled) + "\n"
