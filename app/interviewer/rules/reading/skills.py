"""A requirement as the skills that it names, and which of them are alternatives."""

import re
from collections.abc import Sequence

import msgspec

from app.interviewer.rules.reading.lexicon import GENERIC, Lexicon, Token

LONGEST_SKILL = 4  # words; a longer run is a sentence, not a skill
HARD_WEIGHT = 1.6  # tools and credentials decide more than the words around them
MOST_WEIGHT = 1.4
MOST_PARTS = 4  # that one acronym stands for
KNOWN_WEIGHT = 1.6  # a term of the trade tells more than a word that is not known
PERSON_WEIGHT = 0.8  # whom the work is for, as in "patients" and "guests"
SOFT_WEIGHT = 0.4  # of the rest: "a friendly nurse" asks for a nurse
OPTIONAL_WEIGHT = 0.4  # after "ideally"


class Skill(msgspec.Struct, frozen=True):
    """A phrase of a requirement.

    `is_hard`: there or not there, as a tool, a credential or leading a team is. Without
    `says_something` it is made of words that stand in every job description.
    """

    text: str
    stems: tuple[str, ...]
    meanings: tuple[int, ...]
    weight: float
    is_hard: bool
    is_soft: bool = False
    says_something: bool = True

    @property
    def is_spelled_oddly(self) -> bool:
        """Whether it has a capital or a figure inside, as names of products and standards do."""
        return self.is_hard and ODD.search(self.text) is not None


ODD = re.compile(r"[a-z][A-Z]|[A-Z]{2}[\w-]*\d|[A-Z]{4}")
Choice = list[Skill]  # any one of them will do


def choices_of(tokens: Sequence[Token], lexicon: Lexicon) -> list[Choice]:
    """The skills of a requirement, each with its alternatives."""
    has_case = not is_in_capitals(tokens)
    links: list[tuple[str, Skill]] = []
    is_optional = False
    before: list[str] = []  # a skill, with words that say nothing
    for between, run, meanings in runs(tokens, lexicon):
        before += between
        begins = run[0] is tokens[0] and not run[0].raw.isupper()
        skill = skill_of(run, meanings, lexicon, has_case and not begins)
        is_optional = is_optional or not lexicon.optional.isdisjoint(before)
        if skill.says_something:
            links.append((link_of(before, lexicon), optional(skill) if is_optional else skill))
            before = []
    return grouped(links)


def optional(skill: Skill) -> Skill:
    return msgspec.structs.replace(skill, weight=OPTIONAL_WEIGHT * skill.weight, is_hard=False)


Run = tuple[list[str], list[Token], list[int]]


def runs(tokens: Sequence[Token], lexicon: Lexicon) -> list[Run]:
    """The phrases of a text with the stop words and marks before each, and its meanings."""
    found: list[Run] = []
    between: list[str] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        length, meanings = lexicon.phrase_at(tokens, at)
        if length:
            found.append((between, list(tokens[at : at + length]), meanings))
            between = []
        elif token.norm in lexicon.stop or not token.raw[0].isalnum():
            between = [*between, token.norm]
        elif found and not between and goes_on(found[-1], token, lexicon):
            found[-1][1].append(token)
        else:
            found.append((between, [token], []))
            between = []
        at += length or 1
    return found


def goes_on(run: Run, token: Token, lexicon: Lexicon) -> bool:
    """Whether a word belongs to the phrase before it; a name is a phrase of its own."""
    _, tokens, meanings = run
    is_like = is_name(tokens[-1].raw, lexicon) == is_name(token.raw, lexicon)
    return not meanings and is_like and len(tokens) < LONGEST_SKILL


def skill_of(run: Sequence[Token], meanings: list[int], lexicon: Lexicon, cased: bool) -> Skill:
    stems = tuple(token.norm for token in run if token.norm not in lexicon.stop)
    is_soft = not lexicon.soft.isdisjoint(meanings)
    is_known = not lexicon.hard.isdisjoint(meanings)
    is_hard = is_known or (cased and not meanings and is_name(run[0].raw, lexicon))
    weight = min(MOST_WEIGHT, sum(map(lexicon.weight, stems)))
    is_term = any(meaning not in lexicon.related for meaning in meanings)
    if lexicon.people.issuperset(stems):
        weight = PERSON_WEIGHT
    elif is_term:
        weight = max(weight, KNOWN_WEIGHT)
    return Skill(
        text=" ".join(token.raw for token in run),
        stems=stems,
        meanings=tuple(meanings),
        weight=weight * (HARD_WEIGHT if is_known else SOFT_WEIGHT if is_soft else 1.0),
        is_hard=is_hard,
        is_soft=is_soft,
        says_something=bool(meanings) or any(lexicon.weight(stem) > GENERIC for stem in stems),
    )


def is_name(raw: str, lexicon: Lexicon) -> bool:
    """A capital, a figure inside a word, `+` or `#` show a name; days and places are not tools."""
    if raw.lower() in lexicon.proper or len(raw) < 2 or raw[0].isdigit():
        return False
    return any(map(str.isupper, raw)) or raw[-1] in "+#"


def is_in_capitals(tokens: Sequence[Token]) -> bool:
    """Whether capitals mean nothing here, as in a title."""
    long = [token.raw for token in tokens if len(token.raw) > 3]
    return len(long) > 2 and sum(raw[0].isupper() for raw in long) > 0.6 * len(long)


def grouped(links: Sequence[tuple[str, Skill]]) -> list[Choice]:
    """Skills with how each is linked to the one before it, as choices.

    "A, B or C" is one choice of three, and so are "A such as B and C" and "A (B, C)".
    """
    choices: list[Choice] = []
    first_links: list[str] = []
    lists_examples = False
    for link, skill in links:
        begins_examples = link == "examples" or (link == "brackets" and is_term(skill))
        lists_examples = begins_examples or (lists_examples and link not in ("end", "brackets"))
        if begins_examples and (parts := spelt_out(skill.text, choices)) > 1:
            choices[-parts:] = [[one_skill([choice[0] for choice in choices[-parts:]])]]
            del first_links[1 - parts :]
        if choices and (lists_examples or link == "or"):
            while link == "or" and first_links[-1] == "list" and len(choices) > 1:
                listed = choices.pop()
                choices[-1] += listed
                first_links.pop()
            choices[-1].append(skill)
        else:
            lists_examples = link == "brackets"
            choices.append([optional(skill) if lists_examples else skill])
            first_links.append(link)
    return choices


def is_term(skill: Skill) -> bool:
    return skill.is_hard or bool(skill.meanings)


def spelt_out(acronym: str, choices: Sequence[Choice]) -> int:
    """How many of the last choices an acronym in brackets stands for, as in "big cats (BC)"."""
    for parts in range(1, min(MOST_PARTS, len(choices)) + 1):
        said = " ".join(choice[0].text for choice in choices[-parts:]).split()
        if acronym.isupper() and "".join(word[0] for word in said).upper() == acronym:
            return parts
    return 0


def one_skill(parts: Sequence[Skill]) -> Skill:
    return Skill(
        " ".join(part.text for part in parts),
        tuple(stem for part in parts for stem in part.stems),
        (),
        min(MOST_WEIGHT, sum(part.weight for part in parts)),
        is_hard=False,
    )


def link_of(between: Sequence[str], lexicon: Lexicon) -> str:
    """What stands between two skills: or, examples, brackets, list (a comma), and, or the end."""
    if not lexicon.examples.isdisjoint(between):
        return "examples"
    if "(" in between:
        return "brackets"
    if not lexicon.alternatives.isdisjoint(between):
        return "or"
    if between == [","]:
        return "list"
    return "and" if set(between) <= {lexicon.conjunction, ","} else "end"
