"""What a language must bring to read documents: the shapes of `reading.toml` and `lexicon.toml`."""

from typing import Literal

import msgspec

Section = Literal["required", "duties", "nice", "dropped", "open"]  # of a job description


class JobTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[job]`: regular expressions, one a line.

    `heading_words`, by the section that they open, are those of a short line after a blank one that
    is no known heading; the rest are cues in a sentence. `must`, `asks`,
    `duty` and `nice` say that it asks for something, and how much; `having` and `doing` that it
    announces a list of what a person has or does; `waived` that it says what is not needed;
    `offers` that it is about pay, the company or how to apply, `contact` whom to call or write to,
    and so do `perks`, words that are part of the work where a heading says that duties follow;
    `aside` begins a clause that is not about the person. `strict` are the words of `must` that
    overrule a heading; `speaks` begins a sentence to the candidate, `boasts` one about the company,
    unless `seeks` stands in it too; `applying` is about how one applies and is chosen, or about the
    law. `labels` stand before a colon and name a fact about the post; a whole line that is
    `furniture` is the job board's.
    `list_joiners` stand after a comma of a list.
    """

    heading_words: dict[Section, str]
    must: str
    doing: str
    having: str
    asks: str
    duty: str
    nice: str
    waived: str
    perks: str
    offers: str
    contact: str
    aside: str
    strict: str
    speaks: str
    boasts: str
    seeks: str
    applying: str
    labels: str
    furniture: str
    list_joiners: str


class ClauseTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[clauses]`: regular expressions, one a line.

    `joiners` stand between two clauses; one of `subjects` begins a clause of its own, one of
    `verbs` the next thing to do, and one of `nouns` the next thing to have, where a sentence says
    with `having` that a person has it. `tails` begin a reason, which asks for nothing;
    what ends with `unfinished` goes on.
    """

    joiners: str
    subjects: str
    verbs: str
    having: str
    nouns: str
    tails: str
    unfinished: str


class CvTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[cv]`: the words of dates, and who a person is.

    `to`, `since` and `now` are regular expressions; of each month the first three letters,
    and of each season the month in which it begins, from 0.
    A line of which a part begins with one of `personal`, regular expressions, says who a person is.
    """

    personal: str
    months: str
    seasons: dict[str, int]
    to: str
    since: str
    now: str


class MatchingTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[matching]`.

    `stop` words part phrases; `conjunction` is what a `&` is read as. `alternatives` ("or") and
    `examples` ("such") say that one of several will do, `optional` words that none has to.
    `numbers` are those from one on, `factors` what a letter after a sum of money means, `people`
    words for those that somebody leads. Regular expressions: `years` to `not_counted` (the words
    around figures), `hedges` and `denials` of a CV line, `learning`, `alike`, `in_role` and
    `conditions` (when, where, how old) of a requirement, `certificates` of both, `outcomes` of a
    CV line, `degrees` from school to doctorate, and `equivalents`.
    """

    numbers: str
    years: str
    months: str
    or_more: str
    range: str
    ages: str
    teams: str
    currencies: str
    units: str
    levels: str
    not_counted: str
    factors: dict[str, float]
    stop: str
    conjunction: str
    optional: str
    alternatives: str
    examples: str
    hedges: str
    denials: str
    learning: str
    alike: str
    in_role: str
    conditions: str
    certificates: str
    outcomes: str
    degrees: list[str]
    equivalents: str
    people: str


class LanguagesTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[languages]`: regular expressions, one a line.

    `names` of languages, six `levels` from A1 to C2, `used` where a requirement is about a language
    and not about a subject, `alternatives` between two of which one will do.
    """

    names: str
    levels: list[str]
    used: str
    alternatives: str


class ReadingFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`reading.toml`."""

    job: JobTable
    clauses: ClauseTable
    cv: CvTable
    languages: LanguagesTable
    matching: MatchingTable


class LexiconFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`lexicon.toml`, the terms of the trades: blocks of lines, terms between commas.

    A line of `soft`, `credentials`, `tools`, `decisive` (there or not there, though no tool) and
    `aliases` holds the names of one meaning, one of `related` what belongs to one kind of work. A
    line of `kinds` and `fields` is "head: its kinds": kinds are like one another, the parts of a
    field are not. `generic` and `common` words say next to nothing and little; `proper` names are
    no tools, and `papers` words for what shows a credential. The left sides of `spellings`,
    regular expressions, are read as the right ones.
    """

    generic: str
    common: str
    proper: str
    papers: str
    soft: str
    credentials: str
    tools: str
    decisive: str
    aliases: str
    related: str
    kinds: str
    fields: str
    spellings: list[tuple[str, str]]
