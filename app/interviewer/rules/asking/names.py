"""How a job and a company are called in a question, however they were typed."""

import re
from collections import Counter
from collections.abc import Sequence

from app.interviewer.model import Documents
from app.interviewer.rules.language.for_asking import AskingFile
from app.interviewer.rules.language.words import words

LONGEST_NAME = 4  # words
LONGEST_NAME_CHARACTERS = 40
LONGEST_ACRONYM = 4  # letters in a name that is all capitals otherwise
LONGEST_TYPED = 200  # characters that are looked at

SAYABLE = re.compile(r"[\w&'’./+,-]+(?: [\w&'’./+,-]+)*")
SLASH = re.compile(r"\s+/\s+|(?<=[a-z]{3})/(?=[A-Z]?[a-z]{2})")  # between two titles, not "UI/UX"
ADDRESS = re.compile(r"https?:|www\.|//", re.IGNORECASE)
UNSAYABLE = re.compile(r"\d{5}|_")


class Names:
    """Makes names sayable, in one language."""

    def __init__(self, asking: AskingFile) -> None:
        self.table, self.people = asking.names, asking.questions.people
        table = asking.names
        self.alternative = f" {asking.lines.alternative} "
        self.dropped = patterns(table.dropped)
        self.dropped_of_company = patterns(table.dropped_of_company)
        self.small = frozenset(table.small.split())

    def called(self, documents: Documents) -> dict[str, str]:
        """How the job, the company and whom it is for are called, by the names of their places."""
        return {
            "role": self.role(documents.job_title),
            "company": self.company(documents.company_name),
            "people": self.people_of(documents),
        }

    def people_of(self, documents: Documents) -> str:
        """Whom the work is for, by the words that the job description uses most."""
        text = f"{documents.job_title}\n{documents.job_description}".lower().replace(" ", "-")
        said = Counter(found[0] for found in re.finditer(r"[a-z]+", text))
        best, most = self.people.default, 1
        for line in self.people.cues.strip().splitlines():
            people, cues = line.split(":")
            count = sum(text.count(cue) if "-" in cue else said[cue] for cue in cues.split())
            if count > most:
                best, most = people, count
        return best

    def role(self, job_title: str) -> str:
        """The job with its article, without brackets and what is typed behind a title."""
        title = self.spoken(job_title, self.dropped)
        return self.table.role.format(title=title) if title else self.table.any_role

    def company(self, company_name: str) -> str:
        """The company without its legal form; "us" where nobody would say its name."""
        return self.spoken(company_name, self.dropped_of_company) or self.table.any_company

    def spoken(self, typed: str, dropped: Sequence[re.Pattern[str]]) -> str:
        """A name as one says it; nothing of what is no name."""
        name = " ".join(typed[:LONGEST_TYPED].split())
        if ADDRESS.search(name):
            return ""
        for each in dropped:
            name = each.sub("", name).strip()
        name = SLASH.sub(self.alternative, name)
        if name.isupper() and len(name) > LONGEST_ACRONYM:
            name = " ".join(map(self.spoken_word, name.split()))
        name = name.strip(" .,;:–-")
        return name if is_sayable(name) else ""

    def spoken_word(self, word: str) -> str:
        if word.lower() in self.small:
            return word.lower()
        return word if len(word) < LONGEST_ACRONYM else word.capitalize()


def patterns(block: str) -> list[re.Pattern[str]]:
    return [re.compile(line, re.IGNORECASE) for line in block.strip().splitlines()]


def is_sayable(name: str) -> bool:
    """Whether it is a name of a few words, and nothing else."""
    return (
        0 < len(words(name)) <= LONGEST_NAME
        and len(name) <= LONGEST_NAME_CHARACTERS
        and any(map(str.isalpha, name))
        and SAYABLE.fullmatch(name) is not None
        and UNSAYABLE.search(name) is None
    )
