"""An index of a CV: which of its lines show a skill, and how well."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from app.interviewer.rules.language import Language
from app.interviewer.rules.language.phrases import any_of
from app.interviewer.rules.reading.cv import CvLine, Dates
from app.interviewer.rules.reading.lexicon import Lexicon, Token
from app.interviewer.rules.reading.skills import Choice, Skill

SAME, KIND, NEAR, SIBLING = 1.0, 0.9, 0.8, 0.35
BESIDE = 0.85  # a word beside a tool or a credential that will do as well
TELLING = 0.8  # the weight of a skill; one of less shows little where another will do
TERM_POWER = 3  # half of the words of a known term show next to nothing
SPELT_OUT = 0.75  # the words of a known term stand there, but not the term
SAID, MOST_SAID = 0.45, 2  # how much rather a line is quoted for each telling word that it has
HEDGED, INTEREST = 0.34, 0.6  # "basic French"; a hobby
LIST_MARK = re.compile(r"[·•|\t★☆●○■□▪]+|(?<!\S)#(?=\w)")  # what parts skills, as a comma does
MOST_LINES = 300  # looked at for one word: a CV of 200,000 characters repeats itself

Scores = dict[int, float]  # by the number of the CV line, 0 to 1


class Doubts:
    """How far lines of a CV can be taken at their word, in one language."""

    def __init__(self, language: Language) -> None:
        self.hedges = any_of(language.reading.matching.hedges)
        self.denials = any_of(language.reading.matching.denials)

    def factor_of(self, line: CvLine) -> float:
        """1, or less for "basic" or "learning", and 0 for "no"."""
        if self.denials.search(line.text):
            return 0.0
        if self.hedges.search(line.text):
            return HEDGED
        return INTEREST if line.section == "interests" else 1.0


class CvIndex:
    """The lines of a CV by word and by meaning."""

    def __init__(
        self, lines: Sequence[CvLine], lexicon: Lexicon, doubts: Doubts, dates: Dates
    ) -> None:
        self.lexicon = lexicon
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.by_meaning: dict[int, list[int]] = defaultdict(list)
        self.factors = [doubts.factor_of(line) for line in lines]
        self.is_told = [line.section != "profile" or ":" in line.text for line in lines]
        told = [LIST_MARK.sub(", ", dates.without_times(line.text)) for line in lines]
        for number, tokens in enumerate(lexicon.tokens_of_each(told)):
            if self.factors[number]:
                self.add(number, tokens, is_studied=lines[number].section == "education")

    def add(self, number: int, tokens: Sequence[Token], *, is_studied: bool) -> None:
        """Know a line by its words; the subject of a course ("communication") is no manner."""
        soft: set[int] = set()  # places of words that are part of a soft phrase
        for at in range(len(tokens)):
            length, meanings = self.lexicon.phrase_at(tokens, at)
            if meanings and self.lexicon.soft.issuperset(meanings):
                soft.update(range(at, at + length))
                meanings = [] if is_studied else meanings
            for meaning in meanings:
                if self.by_meaning[meaning][-1:] != [number]:
                    self.by_meaning[meaning].append(number)
        told = (token.norm for at, token in enumerate(tokens) if at not in soft)
        for norm in dict.fromkeys(told):
            self.by_word[norm].append(number)

    def of_choice(
        self, choice: Choice, takes_basics: bool = False, takes_alike: bool = False
    ) -> Scores:
        """How well each line shows one of the skills.

        Hedges count where basics will do, and others of its kind where something alike will do.
        """
        best: Scores = {}
        is_told = any(skill.weight >= TELLING for skill in choice)
        is_hard = any(skill.is_hard and skill.meanings for skill in choice)
        for skill in choice:
            scores = self.of_skill(skill, KIND if takes_alike else SIBLING)
            share = skill.weight if is_told and skill.weight < TELLING else 1.0
            share *= BESIDE if is_hard and not skill.is_hard else 1.0
            raise_to(best, {number: score * share for number, score in scores.items()})
        if takes_basics:
            return best
        return {number: score * self.factors[number] for number, score in best.items()}

    def said_first(self, preferences: Sequence[float], choices: Sequence[Choice]) -> list[float]:
        """The preferences, higher for lines that have telling words of the skills themselves."""
        said = Counter(
            number
            for stem in {stem for choice in choices for skill in choice for stem in skill.stems}
            if self.lexicon.weight(stem) >= TELLING
            for number in self.by_word.get(stem, [])[:MOST_LINES]
        )
        preferred = list(preferences)
        for number, times in said.items():
            if self.is_told[number]:
                preferred[number] *= 1 + SAID * min(times, MOST_SAID)
        return preferred

    def of_skill(self, skill: Skill, sibling: float = SIBLING) -> Scores:
        best = self.of_words(skill)
        for meaning in skill.meanings:
            members, heads = self.lexicon.members, self.lexicon.heads.get(meaning, [])
            siblings = [kind for head in heads for kind in members[head]]
            raise_to(best, dict.fromkeys(self.lines_of([*heads, *siblings]), sibling))
            raise_to(best, dict.fromkeys(self.lines_of(members.get(meaning, [])), KIND))
            is_near = meaning in self.lexicon.related
            raise_to(best, dict.fromkeys(self.lines_of([meaning]), NEAR if is_near else SAME))
        return best

    def lines_of(self, meanings: Iterable[int]) -> list[int]:
        return [n for meaning in meanings for n in self.by_meaning.get(meaning, [])[:MOST_LINES]]

    def of_words(self, skill: Skill) -> Scores:
        """The share of the skill's words that stand in each line, by their weight.

        Of a known term a single word shows little: "testing" is not "load testing".
        """
        weights = {norm: self.lexicon.weight(norm) for norm in skill.stems}
        is_general = max(weights.values(), default=0.0) < TELLING
        if skill.meanings or is_general:
            weights = dict.fromkeys(weights, 1.0)  # all of its words are needed
        total = sum(weights.values()) or 1.0
        shares: Scores = defaultdict(float)
        for norm, weight in weights.items():
            for number in self.by_word.get(norm, [])[:MOST_LINES]:
                shares[number] += weight / total
        if len(weights) == 1:
            return dict(shares)
        if not skill.meanings:
            return {n: share**2 if is_general else share for n, share in shares.items()}
        return {number: SPELT_OUT * share**TERM_POWER for number, share in shares.items()}


def raise_to(best: Scores, scores: Scores) -> None:
    for number, score in scores.items():
        best[number] = max(score, best.get(number, 0.0))
