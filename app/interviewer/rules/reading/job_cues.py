"""How much a sentence of a job description asks for, by its words and its section."""

import re

from app.interviewer.rules.language import Language
from app.interviewer.rules.language.for_reading import Section
from app.interviewer.rules.language.phrases import any_of

IN_BRACKETS = re.compile(r"\([^()]*\)")
WEIGHTS: dict[Section, float] = {"required": 1.0, "duties": 0.6, "nice": 0.5}
DECIDING = ("must", "nice", "duty", "offers", "waived")  # cues that overrule what stands before
CUES = (*DECIDING, "asks", "having", "doing", "perks", "aside")


class JobCues:
    """The cues of a language, by their names in its table `[job]`."""

    def __init__(self, language: Language) -> None:
        self.patterns = {cue: any_of(getattr(language.reading.job, cue)) for cue in CUES}

    def says(self, cue: str, sentence: str) -> bool:
        """Whether a sentence holds a cue."""
        return self.patterns[cue].search(sentence) is not None

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
        plain = IN_BRACKETS.sub("", sentence)
        is_an_offer = self.says("offers", plain) and not self.says("must", sentence)
        if is_an_offer or self.says("waived", plain):
            return 0.0
        if section == "dropped":
            return WEIGHTS["required"] if self.says("must", sentence) else 0.0
        if self.says("nice", sentence):
            return WEIGHTS["nice"]
        return WEIGHTS[section] if section != "open" else self.open_importance(sentence)

    def open_importance(self, sentence: str) -> float:
        """Under no heading only a sentence with a cue asks for something."""
        if self.says("must", sentence):
            return WEIGHTS["required"]
        if self.says("perks", IN_BRACKETS.sub("", sentence)):
            return 0.0
        if self.says("asks", sentence):
            return WEIGHTS["required"]
        return WEIGHTS["duties"] if self.says("duty", sentence) else 0.0
