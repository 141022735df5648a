"""Reads an answer: what the rubric and the probes look at, where it stands in the text.

Gives no judgement, and never looks at grammar or spelling.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from msgspec.structs import replace

from app.interviewer.model import Mark, MarkKind
from app.interviewer.rules.language import Language
from app.interviewer.rules.language.words import WORD, words
from app.interviewer.rules.listening.actions import Done, actions, finished, is_past, together
from app.interviewer.rules.listening.answer import Clause, HeardAnswer, Sentence
from app.interviewer.rules.listening.clauses import TOKEN, PlacedWord, parted
from app.interviewer.rules.listening.cues import cues_of
from app.interviewer.rules.listening.parts import with_kinds
from app.interviewer.rules.listening.present import Spoken, is_habit, is_now_verb, is_told_now

SHOUTED_SHARE = 0.7  # of words with a capital, in sentences of more than …
SHOUTED_WORDS = 4
MOST_SENTENCES = 500  # of an answer; the rest is not read
NEAR, TELLING_STEMS = 2, 2  # so many sentences before have so many that one goes on about
BEGINNING = 4  # words of a sentence, where "it" is about the one before
CLOCK = r"\d{1,9}(?::\d{1,9}){1,3}\w{0,2}"  # "14:10", "7:30pm"; a ratio or a result, too
DATE = (  # "March 2024", "12 March 2024", "12th of March 2024", "March 12, 2024"
    r"(?:\d{1,2}\w{0,2}\s(?:\w{2}\s)?)?\b(?:%s)\b\.?,?\s(?:\d{1,2}\w{0,2},?\s)?\d{4}\b"
)


class Listener:
    """Hears answers in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.plain, self.stem = language.plain, language.stem
        self.cues = cues_of(language)
        date = DATE % "|".join(language.listening.answers.months.split())
        self.word_or_time = re.compile(rf"(?P<time>{CLOCK}|{date})|{WORD.pattern}", re.IGNORECASE)

    def hear(self, text: str, *, asks_for_plans: bool = False) -> HeardAnswer:
        """The answer in sentences that hold words; plans are steps where asked for."""
        heard: list[Sentence] = []
        sentences = list(islice(self.language.placed_sentences(text), MOST_SENTENCES))
        told_now = is_told_now([self.spoken(sentence) for _, sentence in sentences], self.cues)
        for start, sentence in sentences:
            stems = sum(len(each.content) for each in heard[-NEAR:])
            heard.append(self.hear_sentence(start, sentence, stems >= TELLING_STEMS, told_now))
        told = [sentence for sentence in heard if sentence.words]
        return HeardAnswer(text, with_kinds(told, self.cues, asks_for_plans=asks_for_plans))

    def spoken(self, text: str) -> Spoken:
        straight = text.replace("’", "'")
        return Spoken(straight, [self.plain(found[0]) for found in TOKEN.finditer(straight)])

    def hear_sentence(
        self, start: int, text: str, is_about_something: bool, told_now: bool
    ) -> Sentence:
        """A sentence that begins at `start` in an answer; what its clauses tell is open.

        `is_about_something` where those before say what it goes on about; `told_now` where the
        answer is a story in the present.
        """
        cues, written = self.cues, words(text)
        plain = self.plain_words(written)
        straight = text.replace("’", "'")
        hypothetical, vague = (
            count(cues.in_clauses[name], straight.lower()) for name in ("hypothetical", "vague")
        )
        goes_on = is_about_something and not hypothetical + vague
        clauses = self.clauses(start, straight, goes_on, told_now and not is_habit(straight, cues))
        small_marks = self.small_marks(start, straight)
        return Sentence(
            start=start,
            text=text,
            words=plain,
            content=self.content_stems(text),
            general=self.general_stems(text),
            clauses=clauses,
            actions=together([clause.actions for clause in clauses]),
            figures=[word for word in written if self.is_figure(self.plain(word))],
            names=[name for name in self.names(written) if self.is_telling_name(name)],
            reasons=sum(mark.kind == "reason" for mark in small_marks),
            hypothetical=hypothetical,
            vague=vague,
            refers_back=self.refers_back(plain),
            is_past=any(is_past(word, False, cues) for word in plain),
            is_denial=cues.denial.search(straight) is not None,
            small_marks=small_marks,
        )

    def clauses(
        self, start: int, text: str, is_about_something: bool, told_now: bool
    ) -> list[Clause]:
        """The clauses of a sentence, from its first word to its end."""
        tokens = [
            PlacedWord(found.start(), found.end(), self.plain(found[0]))
            for found in TOKEN.finditer(text)
        ]
        said = [token.text for token in tokens]
        is_dated = bool(self.cues.dated.search(text)) or not self.cues.order.isdisjoint(said)
        done = list(finished(said, self.cues, told_now=told_now, is_dated=is_dated))
        ranges = parted(tokens, self.cues, told_now=told_now)
        found = [
            self.clause(
                start,
                text,
                tokens[first:last],
                [each for each in done if first <= each.place < last],
                is_about_something,
                told_now,
            )
            for first, last in ranges
        ]
        if found:  # its mark of the end belongs to it
            found[-1] = replace(found[-1], end=start + len(text))
        return found

    def clause(
        self,
        start: int,
        text: str,
        tokens: Sequence[PlacedWord],
        done: Sequence[Done],
        is_about_something: bool,
        told_now: bool,
    ) -> Clause:
        said = [token for token in tokens if not token.is_pause]
        begin, end = said[0].start, said[-1].end
        piece, plain = text[begin:end], [token.text for token in said]
        low = piece.lower()
        content = self.content_stems(piece)
        names_somebody = not self.cues.persons.isdisjoint(plain)
        is_particular = bool(content) or names_somebody or is_about_something
        return Clause(
            start=start + begin,
            end=start + end,
            cues=frozenset(name for name, cue in self.cues.in_clauses.items() if cue.search(low)),
            actions=actions(done, plain, self.cues, is_particular=is_particular),
            content=content,
            says_something=bool(content) or any(self.is_figure(word) for word in plain),
            is_past=self.tells_past(plain, told_now),
            is_about_others=self.refers_back(plain[:BEGINNING])
            and self.cues.first_person.isdisjoint(plain)
            and self.cues.team_subjects.isdisjoint(plain[:1]),
        )

    def tells_past(self, found: Sequence[str], told_now: bool) -> bool:
        """Whether the first verb of a clause is past, or stands for one in a story told now."""
        for word in found:
            if word in self.cues.present:
                return False
            if is_past(word, False, self.cues) or (told_now and is_now_verb(word, self.cues)):
                return True
        return False

    def small_marks(self, start: int, text: str) -> list[Mark]:
        """The figures, names and reasons of a sentence, each where it stands.

        A time of the clock or a date with its year is one figure, and its month no name.
        """
        found = list(self.word_or_time.finditer(text))
        reasons = self.cues.reasons.finditer(text)
        spans: dict[MarkKind, Iterable[tuple[int, int]]] = {
            "figure": (w.span() for w in found if w["time"] or self.is_figure(self.plain(w[0]))),
            "name": self.name_spans(text, found),
            "reason": (r.span() for r in reasons if start + r.start() or not self.is_opening(r[0])),
        }
        return [
            Mark(start + first, start + end, kind)
            for kind, places in spans.items()
            for first, end in places
        ]

    def name_spans(self, text: str, found: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
        """Where the names of a sentence stand; names with a space between them are one.

        The first word, which has its capital anyway, belongs to one that follows it ("Aire Valley")
        where it is neither a word of any interview nor a verb.
        """
        if not self.names([word[0] for word in found if not word["time"]]):
            return
        first = end = -1
        for place, word in enumerate(found):
            is_next = end >= 0 and text[end : word.start()] == " "
            is_name = not word["time"] and self.is_name(word[0])
            if is_name and place == 0:
                is_name = bool(self.content_stems(word[0])) and not is_past(
                    self.plain(word[0]), False, self.cues
                )
            is_telling = is_name and (is_next or self.is_telling_name(word[0]))
            if first >= 0 and not (is_telling and is_next):
                if end > found[0].end():
                    yield first, end
                first = end = -1
            if is_telling:
                first, end = (first if first >= 0 else word.start()), word.end()
        if end > found[0].end():
            yield first, end

    def is_opening(self, phrase: str) -> bool:
        """Whether an answer that begins so only begins: "So I left school"."""
        return self.plain(phrase.split()[0]) in self.cues.links_before_subject

    def plain_words(self, written: list[str]) -> list[str]:
        return [self.plain(word) for word in written]

    def content_stems(self, text: str) -> frozenset[str]:
        """The stems of a text that say something.

        They are neither function words, figures nor general interview words.
        """
        return frozenset(
            stemmed
            for lower in self.plain_words(words(text))
            if lower not in self.cues.function_words
            and (stemmed := self.stem(lower)) not in self.cues.general_stems
            and not lower[0].isdigit()
            and lower not in self.cues.number_words
        )

    def general_stems(self, text: str) -> frozenset[str]:
        """The stems of a text that are general interview words ("team", "manage")."""
        return frozenset(
            stemmed
            for lower in self.plain_words(words(text))
            if lower not in self.cues.function_words
            and (stemmed := self.stem(lower)) in self.cues.general_stems
        )

    def is_figure(self, word: str) -> bool:
        """Whether a word counts something, in digits or not: the 110 of "110 percent" does not."""
        cues = self.cues
        return word in cues.number_words or (word[0].isdigit() and word not in cues.empty_numbers)

    def names(self, written: Sequence[str]) -> list[str]:
        """Words with a capital inside a sentence; none where nearly every word has one."""
        capitals = sum(word[0].isupper() for word in written)
        if len(written) > SHOUTED_WORDS and capitals > SHOUTED_SHARE * len(written):
            return []
        return [word for word in written[1:] if self.is_name(word)]

    def is_name(self, word: str) -> bool:
        return word[0].isupper() and self.plain(word) not in self.cues.function_words

    def is_telling_name(self, word: str) -> bool:
        """Whether a name by itself says which: neither a letter nor "CV"."""
        return len(word) > 1 and self.plain(word) not in self.cues.not_names

    def refers_back(self, found: list[str]) -> bool:
        """Whether it speaks of somebody, or begins with what the sentence before was about."""
        cues = self.cues
        return not cues.persons.isdisjoint(found) or not cues.backward.isdisjoint(found[:BEGINNING])


def count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))
