"""What a language must bring to ask: the shape of `asking.toml`."""

import msgspec


class QuoteTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[quotes]`, regular expressions.

    `not_figures` are numbers that count nothing; `openers` begin a clause of the job description
    that is quoted without them.
    """

    not_figures: str
    openers: str


class QuestionWording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of question; `competency` is a name for the rules, the same in every language.

    `why_requirement` and the stems of `cues` tie it to a soft requirement.
    """

    competency: str
    why: str
    wordings: list[str]
    why_requirement: str = ""
    cues: str = ""


class PeopleTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom the work is for: a line each, "people: words that point to them"."""

    default: str
    cues: str


class QuestionTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[questions]`."""

    opener: QuestionWording
    strength: QuestionWording
    strength_open: QuestionWording
    depth: QuestionWording
    depth_requirement: QuestionWording
    depth_open: QuestionWording
    gap_credential: QuestionWording
    gap: QuestionWording
    partial: QuestionWording
    gap_open: QuestionWording
    teamwork: QuestionWording
    pressure: QuestionWording
    failure: QuestionWording
    closer: QuestionWording
    closer_duty: QuestionWording
    people: PeopleTable


class ProbeWording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a probe may be worded, with `{phrase}` for theirs, and why it is asked."""

    texts: list[str]
    why: str


class ProbeTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[probes]`: one wording for each rule, in the order in which they are tried."""

    example: ProbeWording
    short: ProbeWording
    own_part: ProbeWording
    real_case: ProbeWording
    measure: ProbeWording
    ending: ProbeWording


class AskingFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`asking.toml`."""

    quotes: QuoteTable
    questions: QuestionTable
    probes: ProbeTable
