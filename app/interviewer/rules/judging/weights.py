"""What each thing that is heard in an answer is worth on the rubric, one table a dimension.

The scale of 1 to 5 and equal weights of dimensions follow the US OPM guide to structured
interviews. Amounts were tuned on the interviews of `tests/unit/judging_samples.toml` and
`tests/interviews/seen`; `make bench ARGS=rubric` shows what moves when one changes by a tenth.
"""

import msgspec


class SpecificityWeights(msgspec.Struct, frozen=True):
    """Source: OPM's "specific behavioural examples"; the amounts are measured.

    `details` are for particulars, up to `full_details` of them, `in_story` more of it where own
    steps make a story. Each figure, name (up to `most_exact`) and reason adds; a vague phrase
    takes away. `outside_story` is the least that exact things are worth without a story.
    """

    details: float = 2.0
    in_story: float = 0.8
    full_details: float = 12.0
    first_details: float = 0.8  # an exponent: under 1 the first particulars say most
    figure: float = 0.4
    name: float = 0.4
    reason: float = 0.5
    most_exact: float = 3.0
    outside_story: float = 0.3
    vague: float = 0.05


class StructureWeights(msgspec.Struct, frozen=True):
    """Source: STAR, as in the guides of the National Careers Service (UK); all parts weigh alike.

    A beginning or an end that could be anybody's is worth `general_part` of one that says of what.
    """

    part: float = 1.0
    general_part: float = 0.7
    reason: float = 0.4
    most_reasons: float = 2.0
    approach: float = 0.8  # a way of working, beside 1 for an own step; two make the part whole


class OwnershipWeights(msgspec.Struct, frozen=True):
    """Source: OPM's "what the candidate did, not the team"; the amounts are measured.

    Own steps count up to `most_own`; in a story they count whole, else `outside_story`. What is
    general counts up to `most_general` points together.
    """

    own: float = 1.0
    most_own: float = 4.0
    outside_story: float = 0.6
    general: float = 0.8
    team: float = 0.5
    hypothetical: float = 0.4
    approach: float = 0.7
    most_general: float = 1.5
    team_led: float = 0.3


class ImpactWeights(msgspec.Struct, frozen=True):
    """Source: the R of STAR; that an outcome can be checked is measured to part strong answers."""

    result: float = 2.4
    general_result: float = 1.5
    learning: float = 1.2
    result_in_story: float = 0.6
    measured_in_story: float = 0.7


class RelevanceWeights(msgspec.Struct, frozen=True):
    """Source: measured: shares of the job's and the CV's stems in honest answers and in attacks.

    `role_words` is for none, one, two … stems shared; `work` for each general word of the job, up
    to `most_work`, `work_alone` where no stem is shared.
    """

    role_words: tuple[float, ...] = (0.0, 2.2, 3.2, 3.7, 4.0)
    work: float = 0.35
    work_alone: float = 0.2
    most_work: float = 3.0
    in_story: float = 0.1


class StoryWeights(msgspec.Struct, frozen=True):
    """What makes a story of an answer; source: measured, mediocre answers beside strong ones.

    `actions` own steps and `details` particulars make `substance` 1. What is told in general words
    is worth `general` of the rest, less where telling words are rarer than `density` a word, down
    to `least_density`.
    """

    actions: float = 2.0
    details: float = 8.0
    general: float = 0.95
    least_density: float = 0.6
    density: float = 0.06


class Weights(msgspec.Struct, frozen=True):
    """All of them."""

    specificity: SpecificityWeights = SpecificityWeights()
    structure: StructureWeights = StructureWeights()
    ownership: OwnershipWeights = OwnershipWeights()
    impact: ImpactWeights = ImpactWeights()
    relevance: RelevanceWeights = RelevanceWeights()
    story: StoryWeights = StoryWeights()


WEIGHTS = Weights()
