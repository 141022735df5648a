"""What a language must bring to listen to an answer: the shape of `listening.toml`."""

import msgspec


class NowTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[answers.now]`: words of stories that are told in the present.

    `verbs` and `everyday` are known ones, `general` those that could stand in anybody's answer;
    `states` are no steps. `persons` and a name after one of `places` show that it happened once;
    `ending` is that of a verb of another ("he calls").
    """

    verbs: str
    everyday: str
    general: str
    states: str
    persons: str
    places: str
    ending: str


class AnswerTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[answers]`: words in one string, or phrases as patterns, one to an entry.

    `past_endings` are those of a past verb, `past_endings_after_first_person` what is taken for one
    after "I" ("signd"), unless the word has one of `not_past_endings`; words with one of
    `adverb_endings` may stand before a verb. "I" with one of `general_verbs` or `states` is no
    step of one's own; with one of `everyday_verbs` it is one where the clause names somebody or
    something.

    A clause begins at a pause, at one of `links`, and at one of `links_before_subject` before a
    subject: one of `subjects` or `short_subjects`; the latter have a verb behind them. Words of
    `finite` are verbs that show no past; after one of `present` a word in -ed is none either. A
    clause that begins with one of `attached`, also after one of `stressing` ("even if"), belongs to
    the one before, but for one of `times` with one of `amounts` ("after a week"). `relatives` and
    `subordinators` begin what only says which, when or why. `in_clauses` are the cues of what a
    clause tells: `problem` is no outcome unless a word of `over` says that it ended, `change` makes
    an outcome of a step, `duty` a task of any clause, `undone` begins no story.
    `plan` is a step where a question asks for one, `by_me` always; `fault` is a lesson after a
    step, and `since` what somebody does from then on. A short answer that begins with one of
    `declining` is a refusal, and so is one with `stuck` that tells nothing more and has none of
    `going_on`. `generic` is said of anybody, `refrained` is what "I" chose not to do. `habit` is no
    step of a story, nor what is `unreal`; `describes` is no outcome by its place, what `somebody`
    did at the end is one, and what was `not_then` is no maxim.

    What "I" did after `until` or `which` is a step, and what I `former` do; a perfect (`so_far`,
    `participles` being its irregular verbs) is one where a phrase of `dated` or a word of `order`
    says when. `not_names` have a capital and name nobody.
    """

    function_words: str
    general_words: str
    general_verbs: str
    states: str
    everyday_verbs: str
    irregular_past: str
    not_past: str
    verb_prefixes: list[str]
    past_endings: list[str]
    past_endings_after_first_person: list[str]
    not_past_endings: list[str]
    adverb_endings: list[str]
    first_person: str
    team_subjects: str
    other_subjects: str
    relatives: str
    subordinators: str
    persons: str
    backward: str
    joiners: str
    links: str
    links_before_subject: str
    subjects: str
    short_subjects: str
    attached: str
    stressing: str
    months: str
    times: str
    amounts: str
    finite: str
    present: str
    verb_adverbs: str
    habit_adverbs: str
    so_far: str
    participles: str
    order: str
    former: str
    until: str
    which: str
    dated: list[str]
    now: NowTable
    not_names: str
    number_words: str
    empty_numbers: list[str]
    reasons: list[str]
    denial: list[str]
    declining: list[str]
    stuck: list[str]
    going_on: list[str]
    in_clauses: dict[str, list[str]]


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
