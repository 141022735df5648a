"""The piece of an answer that shows something best, verbatim and short enough to read."""

import re
from collections.abc import Callable, Iterable

from app.interview.interviewer.answer import Answer, Sentence
from app.interview.interviewer.cues import cues, plain
from app.interview.interviewer.words import words

PHRASE_WORDS = 14  # of a quote inside a question
SENTENCE_WORDS = 4  # at least, of a quote in the feedback
SENTENCE_CHARACTERS = 300  # at most; a longer one is cut at a space

CLAUSE = re.compile(r"[^,;:.!?…\n]+")
OWN_CLAUSE = re.compile(r"\b[Ii] (?:(?!\b[Ii] )[^,;:.!?…\n]){3,90}(?=[,;:.!?…\n]|$)")
JOINER = re.compile(r"^(?:and|but|so|then) ", re.IGNORECASE)


def phrase(sentence: str, pattern: re.Pattern[str] | None = None) -> str:
    """The clause of a sentence where the pattern stands, else its beginning; few words, verbatim.

    A single word is no clause: "Well, …" is quoted with what follows.
    """
    clauses = [match[0].strip() for match in CLAUSE.finditer(sentence) if " " in match[0].strip()]
    found = next(
        (clause for clause in clauses if pattern and pattern.search(clause.lower())),
        clauses[0] if clauses else sentence,
    )
    return first_words(JOINER.sub("", found), PHRASE_WORDS)


def first_words(text: str, count: int) -> str:
    """The first words of a text, verbatim."""
    found = re.match(rf"\s*((?:\S+\s+){{0,{count - 1}}}\S+)", text[:SENTENCE_CHARACTERS])
    return found[1] if found else text.strip()


def readable(text: str) -> str:
    """A sentence as it is quoted: whole, or its beginning where it has no end in sight."""
    if len(text) <= SENTENCE_CHARACTERS:
        return text
    return text[:SENTENCE_CHARACTERS].rpartition(" ")[0] or text[:SENTENCE_CHARACTERS]


def best_sentence(
    answers: Iterable[tuple[str, Answer]],
    weight: Callable[[Sentence], float],
    used: set[str],
    least_words: int = SENTENCE_WORDS,
) -> tuple[str, str] | None:
    """The sentence of greatest weight and its source, not one of those used; the first of equals.

    `answers` are pairs of source ("answer 2") and answer. None where no sentence is long enough.
    """
    candidates = [
        (weight(sentence), readable(sentence.text), source)
        for source, answer in answers
        for sentence in answer.sentences
        if len(sentence.words) >= least_words and readable(sentence.text) not in used
    ]
    if not candidates:
        return None
    _, quote, source = max(candidates, key=lambda candidate: candidate[0])
    used.add(quote)
    return quote, source


def own_clause(answer: Answer) -> str | None:
    """A step that somebody says they took, from "I" to the next pause, verbatim."""
    hypothetical = cues("en").hypothetical
    for sentence in answer.sentences:
        for found in OWN_CLAUSE.finditer(sentence.text):
            clause = found[0].strip()
            steps = {plain(word) for word in words(clause)} & set(sentence.actions.own)
            if steps and not sentence.is_denial and not hypothetical.search(clause.lower()):
                return clause
    return None
