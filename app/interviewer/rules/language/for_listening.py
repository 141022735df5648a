"""What a language must bring to listen to an answer: the shape of `listening.toml`."""

import msgspec


class AnswerTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[answers]`: words in one string, or phrases as patterns, one to an entry.

    `past_endings` are those of a past verb, `past_endings_after_first_person` what is taken for one
    after "I" ("signd"), unless the word has one of `not_past_endings`; words with one of
    `adverb_endings` may stand before a verb.
    """

    function_words: str
    general_words: str
    general_verbs: str
    irregular_past: str
    not_past: str
    past_endings: list[str]
    past_endings_after_first_person: list[str]
    not_past_endings: list[str]
    adverb_endings: list[str]
    first_person: str
    team_subjects: str
    other_subjects: str
    persons: str
    backward: str
    joiners: str
    verb_adverbs: str
    habit_adverbs: str
    so_far: str
    number_words: str
    empty_numbers: list[str]
    reasons: list[str]
    hypothetical: list[str]
    vague: list[str]
    situation: list[str]
    task: list[str]
    results: list[str]
    learning: list[str]
    denial: list[str]


class QuotingTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[quoting]`, regular expressions.

    A step begins with `first_person` ("I"); a clause is quoted without its `joiners`; `team` is how
    somebody speaks of more than themselves.
    """

    first_person: str
    joiners: str
    team: str


class ListeningFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`listening.toml`."""

    answers: AnswerTable
    quoting: QuotingTable
