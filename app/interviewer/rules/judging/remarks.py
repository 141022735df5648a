"""What was good and what to change, each with the words that show it; the CV is elsewhere.

Nothing is said to be missing that is marked in the answer, or in an answer that does well.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations
from operator import itemgetter

from app.interviewer.model import Dimension, Item
from app.interviewer.rules.asking.probes import Prober
from app.interviewer.rules.judging.assessment import Assessed, best_of_each
from app.interviewer.rules.judging.dimensions import STRENGTH, TOP, Dimensions
from app.interviewer.rules.judging.shown import Quoted, shown
from app.interviewer.rules.language import Language
from app.interviewer.rules.listening.answer import Sentence
from app.interviewer.rules.listening.quoting import best_sentence, first_words
from app.interviewer.rules.listening.story import Vocabulary

WEAKNESSES = 2  # dimensions
FREQUENT = 2  # answers; one is no habit
DENIED = 5  # of a weight: "I have not …" is no beginning of a story
TWICE_STEMS, TWICE_SHARE = 8, 0.5  # shared; answers of one honest interview stayed under a third
QUOTED_WORDS = 12  # of an answer that was flagged

# Which sentence shows best that something is not there.
LACKS: dict[str, Callable[[Sentence], float]] = {
    "specificity": lambda s: s.vague + s.hypothetical - len(s.figures) - len(s.names),
    "structure": lambda s: s.hypothetical + s.vague - len(s.kinds),
    "ownership": lambda s: s.actions.we + s.hypothetical - 2 * len(s.actions.own),
    "impact": lambda s: len(s.actions.own),
}
# What must not be marked in an answer of which a probe's rule says that it is missing.
ABSENT = {"ending": {"result"}, "measure": {"result", "figure"}, "own_part": {"action"}}
ABOUT = {"ending": "impact", "measure": "impact", "own_part": "ownership"}


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
        """The dimensions that were shown well, the best first, each with the words that show it."""
        used: set[str] = set()
        items = []
        for dimension in sorted(dimensions, key=lambda dimension: -dimension.score):
            rated = [turn for turn in assessed if (turn.score(dimension.name) or 0) >= STRENGTH]
            if dimension.score < STRENGTH:
                continue
            if quoted := shown(dimension.name, rated, vocabulary, used):
                text = self.table.strengths[dimension.name]
                items.append(item(text, quoted, assessed, f"strength:{dimension.name}"))
        return items

    def weaknesses(
        self,
        assessed: Sequence[Assessed],
        dimensions: Sequence[Dimension],
        vocabulary: Vocabulary,
    ) -> list[Item]:
        """Flags first, then the lowest dimensions and what the answers leave out most often.

        Where none of that can be said, what would make the lowest dimension one step stronger.
        """
        read = [turn for turn in assessed if turn.is_read and not turn.flags]
        lowest = sorted(dimensions, key=lambda dimension: dimension.score)
        items: list[Item] = []
        for dimension in lowest:
            named = {item.source for item in items} - {None}
            turn = self.pulls_down(read, dimension, named)
            if dimension.score < STRENGTH and len(items) < WEAKNESSES:
                items.append(
                    self.weakness(turn, dimension.name, vocabulary)
                    if turn
                    else self.stronger(dimension)
                )
        found = [*self.flagged(assessed), *items, *self.told_twice(read), *self.frequent(read)]
        return found or [self.stronger(each) for each in lowest[:1] if each.score < TOP]

    def told_twice(self, read: Sequence[Assessed]) -> list[Item]:
        """The first two answers to different questions that share most of their telling words."""
        for first, second in combinations(read, 2):
            told = min(len(first.answer.content), len(second.answer.content))
            shared = len(first.answer.content & second.answer.content)
            is_probe = second.question.kind == "probe" and second.number == first.number + 1
            if shared >= TWICE_STEMS and shared >= TWICE_SHARE * told and not is_probe:
                text = self.table.twice.format(first=first.number, second=second.number)
                return [Item(text, rule="told_twice")]
        return []

    def pulls_down(
        self, read: Sequence[Assessed], dimension: Dimension, named: set[str | None]
    ) -> Assessed | None:
        """The answer that is lowest on a weak dimension, if something of it is missing there.

        One that was named already comes last.
        """
        if dimension.score >= STRENGTH:
            return None
        words = self.dimensions.words[dimension.name]
        low = [
            turn
            for turn in best_of_each(read, dimension.name)
            if (turn.score(dimension.name) or 0) < STRENGTH and self.dimensions.lacks(words, turn)
        ]
        return min(
            low,
            key=lambda turn: (turn.source in named, turn.score(dimension.name) or 0),
            default=None,
        )

    def stronger(self, dimension: Dimension) -> Item:
        text = self.table.stronger.format(step=dimension.next_step)
        return Item(text, rule=f"stronger:{dimension.name}")

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
        said = frozenset[str]().union(*(turn.answer.content & vocabulary.role for turn in read))
        words = sum(len(turn.answer.words) for turn in read)
        quoted = best_sentence(
            [(turn.source, turn.answer.sentences) for turn in read],
            lambda sentence: len(sentence.content - vocabulary.role),
            set(),
        )
        text = self.flags[flag].remark.format(shared=len(said), words=words)
        return item(text, quoted, assessed, f"flag:{flag}")

    def weakness(self, turn: Assessed, name: str, vocabulary: Vocabulary) -> Item:
        """What an answer lacks of a dimension, where that shows, and how to complete it."""
        off_job: Callable[[Sentence], float] = lambda s: -len(s.content & vocabulary.role)  # noqa: E731
        lacks = LACKS.get(name, off_job)
        quoted = best_sentence(
            [(turn.source, turn.answer.sentences)],
            lambda sentence: lacks(sentence) - DENIED * sentence.is_denial,
            set(),
            least_words=1,
        )
        missing = self.dimensions.lacks(self.dimensions.words[name], turn)
        text = self.table.weaknesses[name].format(
            where=self.dimensions.listed([turn.number]),
            missing=self.dimensions.named(name, missing[:1]),
        )
        about = quoted[0] if quoted else ""
        frame = self.frame(turn, missing[0], about)
        return item(f"{text} {frame}", quoted, [turn], f"weakness:{name}")

    def frame(self, turn: Assessed, missing: str, quote: str) -> str:
        """Sentences to complete, made of the answer's own words: a step, else a phrase."""
        ending = self.table.endings[missing]
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
            and may_be_said(turn, probe.rule)
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


def may_be_said(turn: Assessed, rule: str) -> bool:
    """Whether what a probe asks for is truly missing in an answer that does badly for it."""
    score = turn.score(ABOUT[rule]) if rule in ABOUT else turn.mean
    return (score or 0) < STRENGTH and (turn.marked | turn.possible).isdisjoint(
        ABSENT.get(rule, set())
    )


def item(text: str, quoted: Quoted | None, assessed: Sequence[Assessed], rule: str) -> Item:
    """The item, tied to the requirement that the quoted answer's question was about."""
    if quoted is None:
        return Item(text, rule=rule)
    quote, source = quoted
    about = next((turn.question.requirement_id for turn in assessed if turn.source == source), None)
    return Item(text, quote, source, about, rule)
