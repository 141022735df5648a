"""How much a sentence of a job description asks for, by its words and its section."""

import re

from app.interviewer.rules.language import Language
from app.interviewer.rules.language.for_reading import Section
from app.interviewer.rules.language.phrases import any_of
from app.interviewer.rules.language.words import words

IN_BRACKETS = re.compile(r"\([^()]*\)")
WEIGHTS: dict[Section, float] = {"required": 1.0, "duties": 0.6, "nice": 0.5}
DECIDING = (
    "must",
    "nice",
    "duty",
    "offers",
    "waived",
    "contact",
)  # cues that overrule what stands before
ABOUT_OTHERS = ("boasts", "seeks", "applying", "speaks")
CUES = (*DECIDING, *ABOUT_OTHERS, "strict", "asks", "having", "doing", "perks", "aside")


class JobCues:
    """The cues of a language, by their names in its table `[job]`."""

    def __init__(self, language: Language) -> None:
        self.patterns = {cue: any_of(getattr(language.reading.job, cue)) for cue in CUES}
        self.small = frozenset(language.reading.matching.stop.split())

    def says(self, cue: str, sentence: str) -> bool:
        """Whether a sentence holds a cue."""
        return self.patterns[cue].search(sentence) is not None

    def is_all_of(self, cue: str, text: str) -> bool:
        """Whether a text is a cue and no more, in brackets or without: "(D)", "D"."""
        pattern = self.patterns[cue]
        return bool(pattern.fullmatch(text) or pattern.fullmatch(f"({text})"))

    def decides(self, clause: str) -> bool:
        """Whether a clause says for itself how much it asks for."""
        return any(self.says(cue, clause) for cue in DECIDING)

    def is_aside(self, clause: str) -> bool:
        """Whether a clause is not about the person, and asks for nothing by its own words."""
        asks = self.decides(clause) or self.says("asks", clause)
        return self.says("aside", clause) and not asks

    def importance_of(self, sentence: str, section: Section) -> float:
        """How much a sentence asks for, 0 where it asks for nothing.

        Required 1.0, duties 0.6, nice to have 0.5; the words of a sentence overrule its section.
        """
        if self.says("contact", sentence):
            return 0.0
        plain = IN_BRACKETS.sub("", sentence) or sentence
        is_an_offer = self.says("offers", plain) and not self.says("must", sentence)
        if is_an_offer or self.says("waived", plain) or self.says("applying", plain):
            return 0.0
        if section == "dropped":
            return WEIGHTS["required"] if self.speaks_to_the_candidate(plain) else 0.0
        if self.says_nice(sentence):
            return WEIGHTS["nice"]
        if self.says("strict", sentence):
            return WEIGHTS["required"]
        return WEIGHTS[section] if section != "open" else self.open_importance(sentence)

    def speaks_to_the_candidate(self, sentence: str) -> bool:
        """Whether a sentence says plainly what the candidate must have or do."""
        is_required = self.says("strict", sentence) and self.says("asks", sentence)
        return is_required or self.says("speaks", sentence)

    def says_nice(self, sentence: str) -> bool:
        """Whether all of it would only be nice to have; a cue in brackets may rule these alone.

        What stands in brackets from end to end is said in passing.
        """
        if IN_BRACKETS.fullmatch(sentence) or self.says("nice", IN_BRACKETS.sub("", sentence)):
            return True
        return any(self.is_mark(found[0]) for found in IN_BRACKETS.finditer(sentence))

    def is_mark(self, bracketed: str) -> bool:
        """Whether brackets hold a cue and nothing that it would rule, as "(desirable)"."""
        if self.patterns["nice"].fullmatch(bracketed):
            return True
        cue = self.patterns["nice"].match(bracketed, 1)
        rest = bracketed[cue.end() :].strip(" )") if cue else ""
        return cue is not None and (not rest or self.says("nice", rest))

    def rules_itself(self, bracketed: str) -> bool:
        """Whether what stands in brackets names something and says that it is nice to have."""
        cue = self.patterns["nice"].search(bracketed)
        return cue is not None and cue.start() > 0

    def differ(self, clause: str, other: str) -> bool:
        """Whether one of two clauses is required, and the other names what is nice to have."""
        pairs = ((clause, other), (other, clause))
        return any(
            self.says("strict", one) and self.rules_itself(two) and not self.says("nice", one)
            for one, two in pairs
        )

    def is_a_boast(self, sentence: str, company: str) -> bool:
        """Whether the subject of a sentence is the company, and it looks for nobody."""
        name = self.first_name_in(company)  # "Acme" of "The Acme Health Plans"
        is_about_it = bool(name) and self.first_name_in(sentence) == name
        is_about_it = is_about_it or self.says("boasts", sentence)
        return is_about_it and not self.says("seeks", sentence)

    def first_name_in(self, text: str) -> str:
        """The first word that is no small word."""
        return next((word for word in words(text) if word.lower() not in self.small), "")

    def open_importance(self, sentence: str) -> float:
        """Under no heading only a sentence with a cue asks for something."""
        if self.says("must", sentence):
            return WEIGHTS["required"]
        if self.says("perks", IN_BRACKETS.sub("", sentence)):
            return 0.0
        begins_as_duty = self.patterns["duty"].match(sentence) and not self.says("having", sentence)
        if self.says("asks", sentence) and not begins_as_duty:
            return WEIGHTS["required"]
        return WEIGHTS["duties"] if self.says("duty", sentence) else 0.0
