"""The table `[lines]` of a language as compiled patterns; what they are good for is for others."""

import re

from app.interviewer.rules.language import Language
from app.interviewer.rules.language.phrases import any_of, either

Pattern = re.Pattern[str]


class LinePatterns:
    """What stands in a line, at its beginning or at its end; `LineTable` says what each means."""

    def __init__(self, language: Language) -> None:
        table = language.asking.lines
        joint, levels = language.reading.matching.conjunction, either(table.levels)
        self.never = any_of(table.never)
        self.unsayable = in_any_case(table.unsayable)
        self.asides = [in_any_case(aside) for aside in table.asides.strip().splitlines()]
        self.opener = in_any_case(rf"(?:{either(table.openers)}),?\s+")
        self.having = in_any_case(
            rf"(?:an? )?(?:{levels}\s+(?:{joint} )?)*(?:{either(table.having)})\s+"
        )
        self.level = in_any_case(rf"^(?:(?:{levels})\s+)+")
        self.ending = in_any_case(rf"(?:{either(table.endings)})$")
        self.dangling = any_of(table.dangling)
        self.verb = in_any_case(
            rf"(?!{table.not_verbs})(?:{either(language.reading.clauses.verbs)}|{either(table.more_verbs)})(?!\w)"
        )
        self.pair = in_any_case(rf"(\w+)(?:,| {joint}) (?:{table.adverb} )?(\w+)(?= \w)")
        self.gerund = in_any_case(rf"(?:{table.gerunds})\b")
        self.place = in_any_case(rf"(?:{table.places})\s")
        self.preposition = in_any_case(rf"\s(?:{table.prepositions})\s|,\s")
        self.not_a_task = any_of(table.not_tasks)
        self.not_a_thing = any_of(table.not_things)
        self.not_first = in_any_case(rf"(?:{table.adverb}|{table.not_first})(?:\s|$)")
        self.credential = any_of(table.credentials)
        self.being = any_of(table.being)
        self.counted = any_of(table.counted)
        self.sounds = in_any_case(table.sounds)
        self.determined = in_any_case(rf"(?:{table.determiners})\s")
        self.value = in_any_case(rf"(?:{table.values})$")
        self.quality = any_of(table.qualities)
        self.speaks_of_us = any_of(table.first_person)
        self.ours = any_of("\n".join(table.own_words))
        self.subject = in_any_case(rf"(?:{table.subject})\s+")
        self.not_done = any_of(table.not_done)


def in_any_case(pattern: str) -> Pattern:
    return re.compile(pattern, re.IGNORECASE)
