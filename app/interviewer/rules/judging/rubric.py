"""The rubric: five dimensions, 1 to 5 each, for what one answer offers; knows no other answer.

The scale and the equal weights follow the US OPM guide to structured interviews. The amounts were
tuned on written interviews, see `tests/unit/judging_samples.toml`. Length adds nothing: a word
counts once, and only if it says something of this person, this work or this job.
"""

from collections.abc import Sequence

import msgspec

from app.interviewer.model import Dimension, DimensionScore
from app.interviewer.rules.language import Language
from app.interviewer.rules.listening.answer import HeardAnswer, Sentence
from app.interviewer.rules.listening.story import (
    STORY_ACTIONS,
    Vocabulary,
    outcomes,
    telling_sentences,
)

LOWEST, HIGHEST = 1.0, 5.0
NAMES = ("specificity", "structure", "ownership", "impact", "relevance")
# What a question asks for: a path and a plan are no stories with an outcome.
JUDGED = {
    "background": ("specificity", "ownership", "relevance"),
    "gap": ("specificity", "structure", "ownership", "relevance"),
    "motivation": ("specificity", "relevance"),
}

STORY_DETAILS = 8  # … together with so many particulars
FULL_DETAILS = 12
GENERAL_WORTH = 0.95  # of a part that is told in general words, beside 1 in a story
GENERAL_PART = 0.7  # of a beginning or an end that could be anybody's
GENERAL_END = 1.5  # beside 2.4 for an outcome that says of what
LEAST_DENSITY = 0.6
DENSITY = 0.06  # telling words per word; mediocre answers have .03 to .08, good ones .2
APPROACH_WORDS = 20
WORK_WORDS = 3  # general words shared with the job; clichés had 1, mediocre answers 2 to 5
WORDS_FOR_A_POINT = 9  # a limit for the shortest answers; 36 words may reach the top
WORK_BESIDE_ROLE, WORK_ALONE = 0.35, 0.2  # a general word of the job
RELEVANCE = (0.0, 2.2, 3.2, 3.7, 4.0)  # by stems shared with the job and the CV


class Signals(msgspec.Struct, frozen=True):
    """What an answer offers: counts, and which parts of a story stand in it.

    `details` are telling words that are neither the job description's nor the question's;
    `substance`, 0 to 1, is how far own steps and details make a story of it; `density`, 0 to 1, is
    1 where words that say something are not lost among others. `general_start` and `general_end`
    are a beginning and an end in words that could be anybody's.
    """

    words: int
    details: int
    figures: int
    names: int
    reasons: int
    vague: int
    own_actions: int
    general_actions: int
    team_actions: int
    is_team_led: bool
    hypothetical: int
    situation: bool
    task: bool
    result: bool
    is_measured: bool
    learning: bool
    general_start: bool
    general_end: bool
    role_words: int
    work_words: int
    has_approach: bool
    substance: float
    density: float


class Rubric:
    """Rates answers in one language, and says in its words what was found."""

    def __init__(self, language: Language) -> None:
        self.table = language.judging.rubric
        self.stem = language.stem

    def signals(
        self, answer: HeardAnswer, vocabulary: Vocabulary, question: frozenset[str]
    ) -> Signals:
        """What the answer offers; `question` are the telling stems of what was asked."""
        telling = telling_sentences(answer, vocabulary)
        role = frozenset[str]().union(*(s.content for s in telling)) & vocabulary.role
        told = frozenset[str]().union(*(s.content for s in telling)) - vocabulary.job - question
        general_actions = sum(len(sentence.actions.general) for sentence in telling)
        actions = answer.own_actions + general_actions / 2
        substance = min(1, actions / STORY_ACTIONS) * min(1, len(told) / STORY_DETAILS)
        ends = [answer.sentences[place] for place in outcomes(answer)]
        ends = [s for s in ends if s in telling or (s.figures and substance > 0.5)]
        late = answer.sentences[len(answer.sentences) // 3 :]
        work_words = len(answer.general & vocabulary.work)
        said = len(role | told) + work_words / 2
        return Signals(
            words=len(answer.words),
            details=len(told),
            figures=len({figure for sentence in telling for figure in sentence.figures}),
            names=len(self.own_names(telling) - vocabulary.job),
            reasons=sum(sentence.reasons for sentence in telling),
            vague=sum(sentence.vague for sentence in answer.sentences),
            own_actions=answer.own_actions,
            general_actions=general_actions,
            team_actions=sum(len(sentence.actions.team) for sentence in telling),
            is_team_led=answer.we > answer.i,
            hypothetical=sum(sentence.hypothetical for sentence in telling),
            situation=any(s.is_past and (s.is_situation or substance > 0.5) for s in telling[:2]),
            task=any(sentence.is_task and sentence.is_past for sentence in telling),
            result=bool(ends),
            is_measured=any(sentence.figures or sentence.names for sentence in ends),
            learning=any(sentence.is_learning for sentence in telling),
            general_start=any(s.is_past and s.is_situation for s in answer.sentences[:2]),
            general_end=any(s.is_learning or (s.is_result and s.is_past) for s in late),
            role_words=len(role),
            work_words=work_words,
            has_approach=bool(role or work_words >= WORK_WORDS)
            and len(answer.words) >= APPROACH_WORDS,
            substance=substance,
            density=min(1.0, said / (DENSITY * max(1, len(answer.words)))),
        )

    def own_names(self, telling: Sequence[Sentence]) -> frozenset[str]:
        """The stems of the names in some sentences."""
        return frozenset(self.stem(name) for sentence in telling for name in sentence.names)

    def rate(self, found: Signals, competency: str) -> list[DimensionScore]:
        """The scores of one answer on the dimensions that its question asks for."""
        scores = {
            "specificity": specificity(found),
            "structure": structure(found),
            "ownership": ownership(found),
            "impact": impact(found),
            "relevance": relevance(found),
        }
        highest = min(HIGHEST, LOWEST + found.words / WORDS_FOR_A_POINT)
        return [
            DimensionScore(
                name, round(min(highest, max(LOWEST, scores[name])), 2), self.told(name, found)
            )
            for name in JUDGED.get(competency, NAMES)
        ]

    def lowest(self, competency: str) -> list[DimensionScore]:
        """The scores of an answer that is none."""
        told = self.table.flagged
        return [DimensionScore(name, LOWEST, told) for name in JUDGED.get(competency, NAMES)]

    def told(self, name: str, found: Signals) -> str:
        """What was found for a dimension, in words."""
        values = {
            field: self.in_words(value) for field, value in msgspec.structs.asdict(found).items()
        }
        return self.table.found[name].format(**values)

    def in_words(self, value: float) -> str:
        yes_no = self.table.yes_no
        if isinstance(value, bool):
            return yes_no.yes if value else yes_no.no
        return str(value)


def specificity(found: Signals) -> float:
    particulars = found.details + min(found.role_words, 4) / 2
    details: float = min(1, particulars / FULL_DETAILS) ** 0.8  # the first few say most
    exact = 0.4 * min(found.figures, 3) + 0.4 * min(found.names, 3) + 0.5 * min(found.reasons, 3)
    told = (2 + 0.8 * found.substance) * details
    return LOWEST + told + exact * max(0.3, found.substance) - 0.05 * found.vague


def structure(found: Signals) -> float:
    start = max(found.situation, GENERAL_PART * found.general_start)
    end = max(found.result, GENERAL_PART * found.general_end)
    parts = start + found.task + action(found) + end
    return LOWEST + 0.95 * parts * worth(found) + 0.4 * min(found.reasons, 2) * found.substance


def action(found: Signals) -> float:
    """0 to 1: two own steps are a full account, and ways of working are part of one."""
    general = found.general_actions + found.team_actions + found.hypothetical
    return min(1, (found.own_actions + min(2, general) / 2 + found.has_approach * 0.8) / 2)


def worth(found: Signals) -> float:
    """What a part of the answer is worth: 1 in a story, less in general words or padding."""
    general = GENERAL_WORTH * max(LEAST_DENSITY, found.density)
    return general + (1 - general) * found.substance


def ownership(found: Signals) -> float:
    general = (
        0.8 * found.general_actions
        + 0.5 * found.team_actions
        + 0.4 * found.hypothetical
        + 0.7 * found.has_approach
    )
    own = 0.9 * min(found.own_actions, 4) * (0.6 + 0.4 * found.substance)
    return LOWEST + own + min(1.5, general) * found.density - 0.3 * found.is_team_led


def impact(found: Signals) -> float:
    told = max(2.4 * found.result + 1.2 * found.learning, GENERAL_END * found.general_end)
    story = (0.6 * found.result + 0.7 * found.is_measured) * found.substance
    return LOWEST + told * worth(found) + story


def relevance(found: Signals) -> float:
    role = RELEVANCE[min(found.role_words, len(RELEVANCE) - 1)]
    work = WORK_BESIDE_ROLE if found.role_words else WORK_ALONE
    told = role + work * min(found.work_words, WORK_WORDS)
    return LOWEST + told * (0.9 + 0.1 * found.substance)


def overall(dimensions: Sequence[Dimension]) -> float:
    """1 to 10, not rounded, from dimensions of 1 to 5 of equal weight."""
    mean = sum(dimension.score for dimension in dimensions) / len(dimensions)
    return 1 + (mean - LOWEST) / (HIGHEST - LOWEST) * 9
