"""What a language must bring to ask: the shape of `asking.toml`."""

from typing import Literal

import msgspec

# What a line can be said as in a question: a bare verb and what follows it ("lead a team"), a noun
# or what one does ("wound care", "lifting"), a name of a tool, a credential, a place ("on a ward"),
# a value ("patience"), what a CV says was done or is still done, or what it counts; else it only
# stands beside it, a credential as "card".
Form = Literal[
    "task",
    "thing",
    "tool",
    "credential",
    "place",
    "value",
    "line",
    "card",
    "statement",
    "habit",
    "figure",
]


class QuoteTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[quotes]`, regular expressions, one a line.

    `not_figures` are numbers that count nothing, `rates` stand before a time ("a day"); `achieved`
    is how a line says what was changed.
    """

    not_figures: str
    rates: str
    achieved: str


class LineTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[lines]`: how a line is taken apart. Regular expressions, mostly one a line.

    - No question rests on a line with `never`. What is `unsayable` stays out of every sentence;
      `asides` say nothing that a question needs.
    - `openers` stand before what somebody does, `having` before what they know (with `levels`
      before them) and `endings` after it; what ends with `dangling` goes on.
    - A task begins with one of `more_verbs`, or of the verbs that clauses begin with, which can
      have `object`, unless they are `not_verbs`; it is a thing if it is one of `gerunds`. A task
      holds none of `not_tasks`, a thing none of `not_things`, and it begins with no `adverb`, none
      of `not_first` and no verb with one of the endings of `third_person`.
    - What stands before one of `prepositions` is the head of a thing; `places` begin with one of
      theirs. `credentials` name one, and `being` says
      that somebody has one or is so; `counted` want one of the two `articles`, which `sounds`
      chooses, where there is none of `determiners`. `values` end what is a noun, and `qualities`
      are values whatever else they are about. `alternative` is how a slash is said.
    - Who speaks for the company uses `first_person`. A line of a CV is said to the candidate
      without its `subject` and with `own_words`, unless it begins with a word of `not_done`.
    """

    never: str
    unsayable: str
    asides: str
    openers: str
    having: str
    places: str
    levels: str
    endings: str
    dangling: str
    third_person: list[str]
    prepositions: str
    alternative: str
    articles: tuple[str, str]
    subject: str
    object: str
    more_verbs: str
    gerunds: str
    not_verbs: str
    not_tasks: str
    not_things: str
    adverb: str
    not_first: str
    credentials: str
    being: str
    counted: str
    sounds: str
    determiners: str
    values: str
    qualities: str
    first_person: str
    own_words: dict[str, str]
    not_done: str


class NameTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[names]`: how a job and a company are called, and what is `dropped` of their ends.

    `any_role` and `any_company` stand for names that nobody would say; `small` words have no
    capital in a title.
    """

    role: str
    any_role: str
    any_company: str
    dropped: str
    dropped_of_company: str
    small: str


class Forms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The wordings for each form of line, and `open` for none.

    At least two of a form that has any, so that each can be asked differently.
    """

    open: list[str]
    line: list[str] = []
    task: list[str] = []
    thing: list[str] = []
    tool: list[str] = []
    place: list[str] = []
    credential: list[str] = []
    value: list[str] = []
    card: list[str] = []
    statement: list[str] = []
    habit: list[str] = []
    figure: list[str] = []


class QuestionWording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of question; `competency` is a name for the rules, the same in every language.

    `why` is it asked where it rests on no line, `why_requirement` where it rests on one, and
    `why_partly` where the CV shows a part of that. `hint` says what an answer is made of. The stems
    of `cues` tie a question about conduct to a soft requirement.
    """

    competency: str
    why: str
    hint: str
    wordings: Forms
    why_requirement: str = ""
    why_partly: str = ""
    cues: str = ""


class PeopleTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom the work is for: a line each, "people: words that point to them"."""

    default: str
    cues: str


class CommonTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What any question may say; `why_added` is of what somebody added by hand."""

    why_added: str


class QuestionTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[questions]`, in the order in which they are asked."""

    opener: QuestionWording
    strength: QuestionWording
    gap: QuestionWording
    pressure: QuestionWording
    failure: QuestionWording
    teamwork: QuestionWording
    depth: QuestionWording
    closer: QuestionWording
    common: CommonTable
    people: PeopleTable


class ProbeWording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a probe may be worded, and why it is asked.

    `texts` hold `{phrase}`, a phrase of the answer; `plain` are without. `by_competency` are
    instead of both where a question asks for no story.
    """

    why: str
    hint: str
    plain: list[str]
    texts: list[str] = []
    by_competency: dict[str, list[str]] = {}


class ProbeCues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Answers that are none: regular expressions, one a line.

    With `stuck` somebody has nothing to tell, with `unclear` they ask what is meant; `passing` is a
    whole answer of somebody who would rather go on.
    """

    stuck: str
    passing: str
    unclear: str


class ProbeTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[probes]`: one wording for each rule, in the order in which they are tried."""

    cues: ProbeCues
    unclear: ProbeWording
    stuck: ProbeWording
    example: ProbeWording
    short: ProbeWording
    own_part: ProbeWording
    real_case: ProbeWording
    measure: ProbeWording
    ending: ProbeWording


class AskingFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`asking.toml`."""

    quotes: QuoteTable
    lines: LineTable
    names: NameTable
    questions: QuestionTable
    probes: ProbeTable
