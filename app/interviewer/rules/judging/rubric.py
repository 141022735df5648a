"""The rubric: five dimensions, 1 to 5 each, for what one answer offers; knows no other answer.

What the scores rest on is what is marked in the answer. Length adds nothing: a word counts once,
and only if it says something of this person, this work or this job.
"""

from collections.abc import Sequence

import msgspec

from app.interviewer.model import Dimension, DimensionScore
from app.interviewer.rules.judging.weights import (
    WEIGHTS,
    ImpactWeights,
    OwnershipWeights,
    RelevanceWeights,
    SpecificityWeights,
    StoryWeights,
    StructureWeights,
    Weights,
)
from app.interviewer.rules.language import Language
from app.interviewer.rules.listening.answer import HeardAnswer, Sentence
from app.interviewer.rules.listening.story import (
    Vocabulary,
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

HALF_A_STORY = 0.5  # of substance
APPROACH_WORDS = 20
WORK_WORDS = 3  # general words shared with the job; clichés had 1, mediocre answers 2 to 5
WORDS_FOR_A_POINT = 9  # a limit for the shortest answers; 36 words may reach the top


class Signals(msgspec.Struct, frozen=True):
    """What an answer offers: counts, and which parts of a story stand in it.

    `details` are telling words that are neither the job description's nor the question's;
    `substance`, 0 to 1, is how far own steps and details make a story of it; `density`, 0 to 1, is
    1 where words that say something are not lost among others. `is_own_start` and
    `is_own_end` where the situation and the outcome are told in words that are not anybody's.
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
    is_own_start: bool
    is_own_end: bool
    role_words: int
    work_words: int
    has_approach: bool
    substance: float
    density: float


class Rubric:
    """Rates answers in one language, and says in its words what was found."""

    def __init__(self, language: Language, weights: Weights = WEIGHTS) -> None:
        self.table = language.judging.rubric
        self.stem = language.stem
        self.weights = weights

    def signals(
        self, answer: HeardAnswer, vocabulary: Vocabulary, question: frozenset[str]
    ) -> Signals:
        """What the answer offers; `question` are the telling stems of what was asked."""
        telling = telling_sentences(answer, vocabulary)
        role = frozenset[str]().union(*(s.content for s in telling)) & vocabulary.role
        told = frozenset[str]().union(*(s.content for s in telling)) - vocabulary.job - question
        general_actions = sum(len(sentence.actions.general) for sentence in telling)
        actions = answer.own_actions + general_actions / 2
        story = self.weights.story
        substance = min(1, actions / story.actions) * min(1, len(told) / story.details)
        ends = [sentence for sentence in answer.sentences if sentence.is_result]
        own_ends = [s for s in ends if s in telling or (s.figures and substance > HALF_A_STORY)]
        starts = [sentence for sentence in answer.sentences if "situation" in sentence.kinds]
        work_words = len(answer.general & vocabulary.work)
        said = len(role | told) + work_words / 2
        return Signals(
            words=len(answer.words),
            details=len(told),
            figures=len({figure for sentence in answer.sentences for figure in sentence.figures}),
            names=len(self.own_names(answer.sentences) - vocabulary.job),
            reasons=sum(sentence.reasons for sentence in answer.sentences),
            vague=sum(sentence.vague for sentence in answer.sentences),
            own_actions=answer.own_actions,
            general_actions=general_actions,
            team_actions=sum(len(sentence.actions.team) for sentence in telling),
            is_team_led=answer.we > answer.i,
            hypothetical=sum(sentence.hypothetical for sentence in telling),
            situation=bool(starts),
            task="task" in answer.kinds,
            result=bool(ends),
            is_measured=any(sentence.figures or sentence.names for sentence in own_ends),
            learning="learning" in answer.kinds,
            is_own_start=any(s in telling or substance > HALF_A_STORY for s in starts),
            is_own_end=bool(own_ends),
            role_words=len(role),
            work_words=work_words,
            has_approach=bool(role or work_words >= WORK_WORDS)
            and len(answer.words) >= APPROACH_WORDS,
            substance=substance,
            density=min(1.0, said / (story.density * max(1, len(answer.words)))),
        )

    def own_names(self, telling: Sequence[Sentence]) -> frozenset[str]:
        """The stems of the names in some sentences."""
        return frozenset(self.stem(name) for sentence in telling for name in sentence.names)

    def rate(self, found: Signals, competency: str) -> list[DimensionScore]:
        """The scores of one answer on the dimensions that its question asks for."""
        given = self.weights
        scores = {
            "specificity": specificity(found, given.specificity),
            "structure": structure(found, given.structure, given.story),
            "ownership": ownership(found, given.ownership),
            "impact": impact(found, given.impact, given.story),
            "relevance": relevance(found, given.relevance),
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


def specificity(found: Signals, weights: SpecificityWeights) -> float:
    particulars = found.details + min(found.role_words, 4) / 2
    share: float = min(1, particulars / weights.full_details) ** weights.first_details
    most = weights.most_exact
    exact = (
        weights.figure * min(found.figures, most)
        + weights.name * min(found.names, most)
        + weights.reason * min(found.reasons, most)
    )
    told = (weights.details + weights.in_story * found.substance) * share
    worth = max(weights.outside_story, found.substance)
    return LOWEST + told + exact * worth - weights.vague * found.vague


def structure(found: Signals, weights: StructureWeights, story: StoryWeights) -> float:
    start = found.situation * (1 if found.is_own_start else weights.general_part)
    end = found.result * (1 if found.is_own_end else weights.general_part)
    parts = start + found.task + action(found, weights) + end
    reasons = weights.reason * min(found.reasons, weights.most_reasons)
    return LOWEST + weights.part * parts * worth(found, story) + reasons * found.substance


def action(found: Signals, weights: StructureWeights) -> float:
    """0 to 1: two own steps are a full account, and ways of working are part of one."""
    general = found.general_actions + found.team_actions + found.hypothetical
    approach = weights.approach * found.has_approach
    return min(1, (found.own_actions + min(2, general) / 2 + approach) / 2)


def worth(found: Signals, weights: StoryWeights) -> float:
    """What a part of the answer is worth: 1 in a story, less in general words or padding."""
    general = weights.general * max(weights.least_density, found.density)
    return general + (1 - general) * found.substance


def ownership(found: Signals, weights: OwnershipWeights) -> float:
    general = (
        weights.general * found.general_actions
        + weights.team * found.team_actions
        + weights.hypothetical * found.hypothetical
        + weights.approach * found.has_approach
    )
    in_story = weights.outside_story + (1 - weights.outside_story) * found.substance
    own = weights.own * min(found.own_actions, weights.most_own) * in_story
    less = weights.team_led * found.is_team_led
    return LOWEST + own + min(weights.most_general, general) * found.density - less


def impact(found: Signals, weights: ImpactWeights, story: StoryWeights) -> float:
    end = found.result * (weights.result if found.is_own_end else weights.general_result)
    told = end + weights.learning * found.learning
    in_story = (
        weights.result_in_story * found.is_own_end + weights.measured_in_story * found.is_measured
    )
    return LOWEST + told * worth(found, story) + in_story * found.substance


def relevance(found: Signals, weights: RelevanceWeights) -> float:
    role = weights.role_words[min(found.role_words, len(weights.role_words) - 1)]
    work = weights.work if found.role_words else weights.work_alone
    told = role + work * min(found.work_words, weights.most_work)
    return LOWEST + told * (1 - weights.in_story + weights.in_story * found.substance)


def overall(dimensions: Sequence[Dimension]) -> float:
    """1 to 10, not rounded, from dimensions of 1 to 5 of equal weight."""
    mean = sum(dimension.score for dimension in dimensions) / len(dimensions)
    return 1 + (mean - LOWEST) / (HIGHEST - LOWEST) * 9
