"""What makes an answer no answer: nothing in it, noise, a list of words, copied, repeated."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from app.interviewer.rules.language.detection import UNKNOWN
from app.interviewer.rules.language.words import words
from app.interviewer.rules.listening.answer import HeardAnswer
from app.interviewer.rules.listening.cues import Cues
from app.interviewer.rules.listening.listener import Listener

DECLINED_WORDS = 24  # more tell something
ACTING_WORDS = 5  # so few tell no step, though "let's" may look like one
STUCK_STEMS = 3  # telling, of which "idk" and "tbh" may be two
DECLINED_CHARACTERS = 400  # in which so few words stand
RUN = 4  # words; shorter ones meet by chance, longer ones miss lines that were shuffled
COPIED_SHARE = 0.35  # of an answer's runs
SHORT_RUN = 3  # against earlier answers, with figures masked: a template has gaps
REPEATED_SHARE = 0.35  # of an answer's short runs; honest answers stayed under .1
REPETITIVE_RUNS = 10  # fewer are too short to repeat much
REPETITIVE_SHARE = 0.5  # of an answer's short runs that stand in it once
LIST_WORDS = 6  # and more may be a list
LIST_FUNCTION_SHARE = 0.15  # of the words; prose has .35 and more
STUFFED_STEMS = 10
STUFFED_SHARE = 0.75  # of an answer's telling stems; honest answers stayed at .5 and less
OWN_SHARE = 0.25  # of the words of a short or odd text in the language of the rules
NOISE_WORDS = 100  # are looked at
NOISE_PAIRS = 8  # of letters; fewer may be an abbreviation
LANGUAGE_WORDS = 8  # fewer tell no language
NATURAL_SHARE = 0.75  # of letter pairs; other languages in Latin script reach .85, noise .6

Run = tuple[str, ...]


def flags(
    listener: Listener,
    answer: HeardAnswer,
    copied_from: frozenset[Run],
    earlier: frozenset[Run],
    job: frozenset[str],
) -> list[str]:
    """The names of what disqualifies an answer; most often none.

    `copied_from` are the runs of the documents and of what can be asked, `earlier` the short runs
    of the answers before this one, `job` the telling stems of the job description.
    """
    known = listener.cues
    own = short_runs(listener, answer.words)
    checks = {
        "empty": not answer.words,
        "declined": is_declined(answer, known),
        "not_in_sentences": is_noise(answer.words, known),
        "list_of_terms": is_list(answer, known) or is_stuffed(answer, job),
        "copied": share_in(runs(answer.words), copied_from) > COPIED_SHARE,
        "repeats_an_earlier_answer": share_in(own, earlier) > REPEATED_SHARE,
        "repeats_itself": len(own) >= REPETITIVE_RUNS
        and len(set(own)) < REPETITIVE_SHARE * len(own),
    }
    return [name for name, applies in checks.items() if applies]


def is_other_language(listener: Listener, text: str, role: frozenset[str]) -> bool:
    """Whether an answer is prose in a language for which no rule was written.

    A text that reads like none is taken as one that is not known here, unless it looks typed at
    random, is a list, or is made of this language's words or of `role`, the stems of the documents.
    """
    language = listener.language
    if (code := language.detect(text)) != UNKNOWN:
        return language.is_foreign(code)
    known = listener.cues
    found = listener.plain_words(words(text))
    if len(found) < LANGUAGE_WORDS:
        return not is_latin(text)
    stems = known.general_stems | role
    own = sum(word in known.function_words or language.stem(word) in stems for word in found)
    return not (
        own >= OWN_SHARE * len(found) or is_noise(found, known) or text.count(",") * 4 > len(found)
    )


def is_latin(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return sum(character < "ɐ" for character in letters) * 2 >= len(letters)


def is_noise(found: list[str], known: Cues) -> bool:
    """Whether the words look typed at random: too many pairs of letters that no word has.

    A pair with a letter beyond a to z looks natural: nobody hits those by chance.
    """
    pairs = [
        first + second
        for word in found[:NOISE_WORDS]
        for first, second in pairwise(word)
        if first.isalpha() and second.isalpha()
    ]
    natural = sum(pair in known.letter_pairs or not pair.isascii() for pair in pairs)
    return len(pairs) >= NOISE_PAIRS and natural < NATURAL_SHARE * len(pairs)


def is_declined(answer: HeardAnswer, known: Cues) -> bool:
    """Whether it says no more than that somebody would rather not, or can't, answer.

    Who knows nothing to tell, and then tells something, has answered.
    """
    acts = answer.own_actions + answer.general_actions
    text = answer.text[:DECLINED_CHARACTERS].replace("’", "'")
    if len(answer.words) > (ACTING_WORDS if acts else DECLINED_WORDS):
        return False
    if known.declining.match(text):
        return True
    stuck = known.stuck.match(text)
    if stuck is None or known.going_on.search(text):
        return False
    return tells_nothing(answer, stuck.end())


def tells_nothing(answer: HeardAnswer, begin: int) -> bool:
    """Whether hardly a telling word stands in the clauses up to a place, and none after it."""
    clauses = [clause for sentence in answer.sentences for clause in sentence.clauses]
    before = [clause for clause in clauses if clause.start < begin]
    is_bare = sum(len(clause.content) for clause in before) <= STUCK_STEMS
    return is_bare and not any(clause.says_something for clause in clauses[len(before) :])


def is_list(answer: HeardAnswer, known: Cues) -> bool:
    return (
        len(answer.words) >= LIST_WORDS
        and answer.own_actions + answer.general_actions < 2
        and share(answer.words, known.function_words) < LIST_FUNCTION_SHARE
    )


def is_stuffed(answer: HeardAnswer, job: frozenset[str]) -> bool:
    """Whether sentences are made of the job description's words, though not in its order."""
    telling = answer.content
    return len(telling) >= STUFFED_STEMS and len(telling & job) > STUFFED_SHARE * len(telling)


def runs(found: list[str], length: int = RUN) -> list[Run]:
    return list(zip(*(found[start:] for start in range(length)), strict=False))


def short_runs(listener: Listener, found: Sequence[str]) -> list[Run]:
    """The short runs of an answer's words with every figure as the same word."""
    masked = ["#" if listener.is_figure(word) else word for word in found]
    return runs(masked, SHORT_RUN)


def text_runs(listener: Listener, texts: Iterable[str]) -> frozenset[Run]:
    """The runs of some texts, to look for copies of them."""
    return frozenset(run for text in texts for run in runs(listener.plain_words(words(text))))


def share_in(found: list[Run], known: frozenset[Run]) -> float:
    return sum(run in known for run in found) / len(found) if found else 0.0


def share(found: list[str], known: frozenset[str]) -> float:
    return sum(word in known for word in found) / len(found) if found else 0.0
