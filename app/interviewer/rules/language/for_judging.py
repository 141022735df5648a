"""What a language must bring to judge: the shape of `judging.toml`."""

import msgspec

from app.interviewer.model import Anchor


class FlagWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A flag in words: `sentence` says what was found, `remark` what to change about it."""

    sentence: str
    remark: str


class FlagTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[flags]`: every flag that a rule can give, in the order in which they are told.

    The last two are about all answers together.
    """

    empty: FlagWords
    declined: FlagWords
    not_in_sentences: FlagWords
    list_of_terms: FlagWords
    copied: FlagWords
    repeats_an_earlier_answer: FlagWords
    repeats_itself: FlagWords
    in_another_language: FlagWords
    about_other_work: FlagWords
    fits_any_job: FlagWords

    @property
    def by_name(self) -> dict[str, FlagWords]:
        return {name: getattr(self, name) for name in self.__struct_fields__}


class YesNo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How it is said that something was found or not."""

    yes: str
    no: str


class RubricTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[rubric]`; `found` has one template for each dimension.

    `flagged` stands in its place for an answer that has a flag.
    """

    anchors: list[Anchor]
    yes_no: YesNo
    found: dict[str, str]
    flagged: str


class DimensionWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one dimension is explained: `top` where there is nothing to add.

    `counted` are the fields of the signals of which one in an answer is enough to be counted in
    `reason` (`{count}` of `{answers}`). `next_step` has places for the answers that have most to
    gain (`{where}`) and what was not found there (`{missing}`); `further` is said where everything
    was found, though little of it. `missing` are kinds of marks and fields of the signals, what
    matters most first; `only_for` says of a competency which of them its questions ask for (answers
    to those that ask for none are never named), `instead` what is as good.
    """

    name: str
    counted: list[str]
    reason: str
    next_step: str
    further: str
    top: str
    missing: dict[str, str]
    only_for: dict[str, list[str]] = {}
    instead: dict[str, str] = {}


class SlotTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to ask for the parts that an answer lacks: `any` story, or one about a competency.

    `no_story` are competencies of which only the parts in `by_competency` are asked for, `plans`
    those that ask what somebody would do.
    """

    plans: list[str]
    no_story: list[str]
    any: dict[str, str]
    by_competency: dict[str, dict[str, str]]

    def questions_for(self, competency: str) -> dict[str, str]:
        """By part; nothing where a competency asks for no story."""
        own = self.by_competency.get(competency, {})
        return own if competency in self.no_story else self.any | own


class NextWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The things to do next.

    `flagged` by flag, `no_story` by competency of those, `again` by dimension, `cv` by the rule of
    an item.
    """

    flagged: dict[str, str]
    slot: str
    no_story: dict[str, str]
    again: dict[str, str]
    cv: dict[str, str]
    prepare: str
    prepare_anything: str
    prepare_aloud: str


class CvAdviceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One template for each rule about the CV.

    A line of work begins with one of `work_verbs` or a past verb; one that matches `countable`, a
    regular expression, names many of something, one with `how_often` is measured. `using` says that
    one uses something; `factors` belong to the number before them, and `change` is from how much to
    how much. Figures of the competencies in `no_boast` belong into no CV.
    """

    work_verbs: str
    countable: str
    using: str
    factors: str
    change: str
    how_often: str
    no_boast: list[str]
    filled: str
    figure: str
    gap: str
    gap_more: str
    partial: str
    unmeasured: str
    other_word: str


class FeedbackTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[feedback]`: sentences and pieces of them; `time` is a regular expression."""

    note: str
    note_few: str
    note_language: str
    stronger: str
    most_to_gain: str
    best_answer: str
    twice: str
    one_answer: str
    one_of: str
    many_of: str
    many_answers: str
    all_answers: str
    last_joiner: str
    last_or: str
    none: str
    limited: str
    frame_step: str
    frame_phrase: str
    frame_denied: str
    frame_open: str
    time: str
    endings: dict[str, str]
    frequent: dict[str, str]
    strengths: dict[str, str]
    weaknesses: dict[str, str]
    slots: SlotTable
    next: NextWords
    cv: CvAdviceWords
    dimensions: list[DimensionWords]


class JudgingFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`judging.toml`."""

    flags: FlagTable
    rubric: RubricTable
    feedback: FeedbackTable
