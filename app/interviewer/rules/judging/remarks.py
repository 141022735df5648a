"""What was good and what to change, each with the sentence that shows it; the CV is elsewhere."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from operator import itemgetter

from app.interviewer.model import Dimension, Item
from app.interviewer.rules.asking.probes import Prober
from app.interviewer.rules.judging.assessment import Assessed, best_of_each
from app.interviewer.rules.judging.dimensions import TOP, Dimensions
from app.interviewer.rules.judging.rubric import JUDGED
from app.interviewer.rules.language import Language
from app.interviewer.rules.listening.answer import Sentence
from app.interviewer.rules.listening.quoting import best_sentence, first_words
from app.interviewer.rules.listening.story import Vocabulary

STRENGTH = 3.5
WEAKNESSES = 2  # dimensions
FREQUENT = 2  # answers; one is no habit
DENIED = 5  # of a weight: "I have not …" is no beginning of a story
QUOTED_WORDS = 12  # of an answer that was flagged

# Which sentence shows a dimension best: the one with most of what the dimension is made from.
SHOWS: dict[str, Callable[[Sentence], float]] = {
    "specificity": lambda s: 2 * (len(s.figures) + len(s.names) + s.reasons) + len(s.content) / 4,
    "structure": lambda s: 2 * s.reasons + s.is_task + s.is_situation + len(s.actions.own),
    "ownership": lambda s: len(s.actions.own) + len(s.content) / 20,
    "impact": lambda s: s.is_result + s.is_learning + min(1, len(s.figures)) + len(s.content) / 20,
}
# Which sentence shows best that something is not there.
LACKS: dict[str, Callable[[Sentence], float]] = {
    "specificity": lambda s: s.vague + s.hypothetical - len(s.figures) - len(s.names),
    "structure": lambda s: s.hypothetical + s.vague - s.is_situation - s.is_result,
    "ownership": lambda s: s.actions.we + s.hypothetical - 2 * len(s.actions.own),
    "impact": lambda s: s.is_result - len(s.figures) - len(s.names),
}


class Remarks:
    """Says what the answers show and lack, in one language."""

    def __init__(self, language: Language, prober: Prober, dimensions: Dimensions) -> None:
        self.table = language.judging.feedback
        self.flags = language.judging.flags.by_name
        self.time = re.compile(self.table.time, re.IGNORECASE)
        self.prober = prober
        self.dimensions = dimensions

    def strengths(
        self, assessed: Sequence[Assessed], dimensions: Sequence[Dimension], vocabulary: Vocabulary
    ) -> list[Item]:
        """The dimensions that were shown well, the best first, each with its best sentence."""
        used: set[str] = set()
        items = []
        for dimension in sorted(dimensions, key=lambda dimension: -dimension.score):
            rated = [turn for turn in assessed if (turn.score(dimension.name) or 0) >= STRENGTH]
            shown = SHOWS.get(
                dimension.name,
                lambda s: 0 if s.is_denial or s.hypothetical else len(s.content & vocabulary.role),
            )
            quoted = best_sentence([(turn.source, turn.answer) for turn in rated], shown, used)
            if dimension.score >= STRENGTH and quoted:
                text = self.table.strengths[dimension.name]
                items.append(item(text, quoted, assessed, f"strength:{dimension.name}"))
        return items

    def weaknesses(
        self,
        assessed: Sequence[Assessed],
        dimensions: Sequence[Dimension],
        vocabulary: Vocabulary,
    ) -> list[Item]:
        """Flags first, then the lowest dimensions and what the answers leave out most often."""
        read = [turn for turn in assessed if turn.is_read and not turn.flags]
        items: list[Item] = []
        for dimension in sorted(dimensions, key=lambda dimension: dimension.score)[:WEAKNESSES]:
            quoted_already = {item.source for item in items}
            lowest = least_of(read, dimension.name, quoted_already)
            if dimension.score < TOP and lowest:
                items.append(self.weakness(lowest, dimension.name, vocabulary))
        return [*self.flagged(assessed), *items, *self.frequent(read)]

    def flagged(self, assessed: Sequence[Assessed]) -> list[Item]:
        """What disqualified answers, one item for each reason, with how the first one begins."""
        items = []
        for flag, words in self.flags.items():
            turns = [turn for turn in assessed if flag in turn.flags]
            if turns:
                where = self.dimensions.listed([turn.number for turn in turns])
                text = words.remark.format(where=where)
                beginning = first_words(turns[0].answer.text, QUOTED_WORDS)
                quoted = (beginning, turns[0].source) if beginning else None
                items.append(item(text, quoted, assessed, f"flag:{flag}"))
        return items

    def held_down(self, flag: str, assessed: Sequence[Assessed], vocabulary: Vocabulary) -> Item:
        """Why the overall is held down, with the sentence that has most words of something else."""
        read = [turn for turn in assessed if turn.is_read]
        shared = frozenset[str]().union(*(turn.answer.content & vocabulary.role for turn in read))
        words = sum(len(turn.answer.words) for turn in read)
        quoted = best_sentence(
            [(turn.source, turn.answer) for turn in read],
            lambda sentence: len(sentence.content - vocabulary.role),
            set(),
        )
        text = self.flags[flag].remark.format(shared=len(shared), words=words)
        return item(text, quoted, assessed, f"flag:{flag}")

    def weakness(self, turn: Assessed, name: str, vocabulary: Vocabulary) -> Item:
        """What an answer lacks of a dimension, where that shows, and how to complete it."""
        explained = self.dimensions.words[name]
        off_job: Callable[[Sentence], float] = lambda s: -len(s.content & vocabulary.role)  # noqa: E731
        lacks = LACKS.get(name, off_job)
        quoted = best_sentence(
            [(turn.source, turn.answer)],
            lambda sentence: lacks(sentence) - DENIED * sentence.is_denial,
            set(),
            least_words=1,
        )
        text = self.table.weaknesses[name].format(
            where=self.dimensions.listed([turn.number]),
            missing=self.dimensions.missing(explained, [turn], self.table.last_or)
            or self.table.nothing_missing,
        )
        about = quoted[0] if quoted else ""
        return item(f"{text} {self.frame(turn, name, about)}", quoted, [turn], f"weakness:{name}")

    def frame(self, turn: Assessed, name: str, quote: str) -> str:
        """Sentences to complete, made of the answer's own words: a step, else a phrase."""
        ending = self.table.endings[name]
        clause = self.prober.phrases.own_step(turn.answer)
        if clause is None:
            denied = any(each.is_denial for each in turn.answer.sentences if quote in each.text)
            template = self.table.frame_denied if denied else self.table.frame_phrase
            return template.format(phrase=self.prober.phrases.phrase(quote), ending=ending)
        sentence = next(each.text for each in turn.answer.sentences if clause in each.text)
        found = self.time.search(sentence.partition(clause)[0])
        time = f"{found[0][0].upper()}{found[0][1:]}, " if found else ""
        return self.table.frame_step.format(time=time, clause=clause, ending=ending)

    def frequent(self, read: Sequence[Assessed]) -> list[Item]:
        """The probe that the answers call for most often, if they call for any more than once."""
        called = {
            turn.number: probe
            for turn in read
            if (probe := self.prober.probe_for(turn.answer, turn.question, frozenset()))
            and probe.rule in self.table.frequent
        }
        counts = Counter(probe.rule for probe in called.values())
        rule, count = max(counts.items(), key=itemgetter(1), default=("", 0))
        if count < FREQUENT:
            return []
        numbers = [number for number, probe in called.items() if probe.rule == rule]
        is_all = len(numbers) == len(read)
        where = self.table.all_answers if is_all else self.dimensions.listed(numbers)
        about = called[numbers[0]].phrase
        quoted = (about, f"answer {numbers[0]}") if about else None
        return [item(self.table.frequent[rule].format(where=where), quoted, read, f"probe:{rule}")]


def least_of(
    read: Sequence[Assessed], name: str, quoted_already: set[str | None]
) -> Assessed | None:
    """The answer that shows least of a dimension: a story rather than a plan, and a new one."""
    return min(
        best_of_each(read, name),
        key=lambda turn: (
            turn.source in quoted_already,
            turn.question.competency in JUDGED,
            turn.score(name) or 0,
        ),
        default=None,
    )


def item(
    text: str, quoted: tuple[str, str] | None, assessed: Sequence[Assessed], rule: str
) -> Item:
    """The item, tied to the requirement that the quoted answer's question was about."""
    if quoted is None:
        return Item(text, rule=rule)
    quote, source = quoted
    about = next((turn.question.requirement_id for turn in assessed if turn.source == source), None)
    return Item(text, quote, source, about, rule)
