"""The piece of an answer that shows something best, verbatim and short enough to read."""

import re
from collections.abc import Callable, Iterable, Sequence

from app.interviewer.rules.language.words import words
from app.interviewer.rules.listening.answer import HeardAnswer, Sentence
from app.interviewer.rules.listening.listener import Listener

PHRASE_WORDS = 14  # of a quote inside a question
SENTENCE_WORDS = 4  # at least, of a quote in the feedback
SENTENCE_CHARACTERS = 300  # at most; a longer one is cut at a space

WITHIN = r"(?:[^,;:.!?…\n]|(?<=\d)[,:.](?=\d))"  # a clause; "3.40" and "8:15" are no pauses
CLAUSE = re.compile(rf"{WITHIN}+")


class Phrases:
    """Finds the words of an answer that can stand in a question, in one language."""

    def __init__(self, listener: Listener) -> None:
        table = listener.language.listening.quoting
        own, joiners = table.first_person, table.joiners
        self.listener = listener
        self.own_clause = re.compile(
            rf"\b{own} (?:(?!\b{own} ){WITHIN}){{3,90}}(?=[,;:.!?…\n](?!\d)|$)"
        )
        self.joiner = re.compile(rf"^(?:{joiners}) ", re.IGNORECASE)
        self.team = re.compile(rf"\b(?:{table.team})\b")

    def phrase(self, sentence: str, pattern: re.Pattern[str] | None = None) -> str:
        """The clause of a sentence where the pattern stands, else its beginning; few words.

        It is verbatim. A single word is no clause: "Well, …" is quoted with what follows.
        """
        found = (match[0].strip() for match in CLAUSE.finditer(sentence))
        clauses = [clause for clause in found if " " in clause]
        about = next(
            (clause for clause in clauses if pattern and pattern.search(clause.lower())),
            clauses[0] if clauses else sentence,
        )
        return first_words(self.joiner.sub("", about), PHRASE_WORDS)

    def own_step(self, answer: HeardAnswer) -> str | None:
        """A step that somebody says they took, from "I" to the next pause, verbatim."""
        hypothetical = self.listener.cues.hypothetical
        for sentence in answer.sentences:
            for found in self.own_clause.finditer(sentence.text):
                clause = found[0].strip()
                said = self.listener.plain_words(words(clause))
                steps = set(said) & set(sentence.actions.own)
                if steps and not sentence.is_denial and not hypothetical.search(clause.lower()):
                    return clause
        return None


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
    answers: Iterable[tuple[str, Sequence[Sentence]]],
    weight: Callable[[Sentence], float],
    used: set[str],
    least_words: int = SENTENCE_WORDS,
) -> tuple[str, str] | None:
    """The sentence of greatest weight and its source, not one of those used; the first of equals.

    `answers` are pairs of source ("answer 2") and sentences. None where no sentence is long enough.
    """
    candidates = [
        (weight(sentence), readable(sentence.text), source)
        for source, sentences in answers
        for sentence in sentences
        if len(sentence.words) >= least_words and readable(sentence.text) not in used
    ]
    if not candidates:
        return None
    _, quote, source = max(candidates, key=lambda candidate: candidate[0])
    used.add(quote)
    return quote, source
