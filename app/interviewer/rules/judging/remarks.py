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
from app.interviewer.rules.judging.assessment import Assessed, by_question
from app.interviewer.rules.judging.dimensions import STRENGTH, Dimensions
from app.interviewer.rules.judging.shown import Quoted, shown, thread
from app.interviewer.rules.language import Language
from app.interviewer.rules.listening.answer import Sentence
from app.interviewer.rules.listening.quoting import best_sentence
from app.interviewer.rules.listening.story import Vocabulary

WEAKNESSES = 2  # dimensions
GOOD = 4.0  # the mean of an answer that needs no other
STORY_STRENGTHS = {f"strength:{name}" for name in ("structure", "ownership", "impact")}
FREQUENT = 2  # answers; one is no habit
DENIED = 5  # of a weight: "I have not …" is no beginning of a story
TWICE_STEMS, TWICE_SHARE = 8, 0.5  # shared; answers of one honest interview stayed under a third
QUOTED_WORDS = 20  # of an answer that was flagged; a longer sentence is quoted to its first pause

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
        """The dimensions that were shown well, the best first, each with the words that show it.

        Where the stories are weak together, the one that is not.
        """
        used: set[str] = set()
        items = []
        for dimension in sorted(dimensions, key=lambda dimension: -dimension.score):
            rated = [turn for turn in assessed if (turn.score(dimension.name) or 0) >= STRENGTH]
            if dimension.score < STRENGTH:
                continue
            if quoted := shown(dimension.name, rated, vocabulary, used):
                text = self.table.strengths[dimension.name]
                items.append(item(text, quoted, assessed, f"strength:{dimension.name}"))
        is_of_stories = any(each.rule in STORY_STRENGTHS for each in items)
        return items if is_of_stories else [*items, *self.best_answer(assessed)]

    def best_answer(self, assessed: Sequence[Assessed]) -> list[Item]:
        """The best of the good stories, if there is one."""
        good = [
            turn
            for turn in assessed
            if turn.mean >= GOOD and turn.question.competency not in self.table.slots.no_story
        ]
        quoted = thread(good)
        text = self.table.best_answer
        return [item(text, quoted, assessed, "strength:best_answer")] if quoted else []

    def weaknesses(
        self,
        assessed: Sequence[Assessed],
        dimensions: Sequence[Dimension],
        vocabulary: Vocabulary,
    ) -> list[Item]:
        """Flags first, then the lowest dimensions and what the answers leave out most often.

        A dimension that could be among the strengths is none of them.
        """
        read = [turn for turn in assessed if turn.is_read and not turn.flags]
        low = [
            each
            for each in sorted(dimensions, key=lambda dimension: dimension.score)
            if each.score < STRENGTH and self.dimensions.weak(assessed, each.name)
        ]
        items: list[Item] = []
        for dimension in low[:WEAKNESSES]:
            named = {item.source for item in items} - {None}
            turn = self.pulls_down(assessed, dimension.name, named)
            items.append(
                self.weakness(turn, dimension.name, vocabulary)
                if turn
                else self.stronger(dimension)
            )
        return [*self.flagged(assessed), *items, *self.told_twice(read), *self.frequent(assessed)]

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
        self, assessed: Sequence[Assessed], name: str, named: set[str | None]
    ) -> Assessed | None:
        """The answer that is lowest on a weak dimension, if something of it is missing there.

        One that was named already comes last.
        """
        words = self.dimensions.words[name]
        weak = self.dimensions.weak(assessed, name)
        low = [turn for turn in weak if self.dimensions.lacks(words, turn)]
        return min(
            low, key=lambda turn: (turn.source in named, turn.score(name) or 0), default=None
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
                beginning = self.beginning(turns[0])
                quoted = (beginning, turns[0].source) if beginning else None
                items.append(item(text, quoted, assessed, f"flag:{flag}"))
        return items

    def beginning(self, turn: Assessed) -> str:
        """How an answer begins, up to where a sentence or a clause of it ends."""
        first = next((sentence.text for sentence in turn.answer.sentences), turn.answer.text)
        is_short = len(first.split()) <= QUOTED_WORDS
        return first if is_short else self.prober.phrases.phrase(first)

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
        return item(f"{text} {frame}".strip(), quoted, [turn], f"weakness:{name}")

    def frame(self, turn: Assessed, missing: str, quote: str) -> str:
        """Sentences to complete, made of the answer's own words: a step, else a phrase.

        Without a step there are none for a question that asks for no story.
        """
        ending = self.table.endings[missing]
        clause = self.prober.phrases.own_step(turn.answer)
        if clause is None:
            is_story = turn.question.competency not in self.table.slots.no_story
            return self.frame_without_a_step(turn, quote, ending) if is_story else ""
        sentence = next(each.text for each in turn.answer.sentences if clause in each.text)
        found = self.time.search(sentence.partition(clause)[0])
        time = f"{found[0][0].upper()}{found[0][1:]}, " if found else ""
        return self.table.frame_step.format(time=time, clause=clause, ending=ending)

    def frame_without_a_step(self, turn: Assessed, quote: str, ending: str) -> str:
        """What to start from: a phrase that ends where the answer pauses, if nothing is denied."""
        phrase = self.prober.phrases.phrase(quote)
        denied = any(each.is_denial for each in turn.answer.sentences if quote in each.text)
        if denied:
            return self.table.frame_denied.format(ending=ending)
        if not self.prober.is_quotable(phrase, turn.answer.text):
            return self.table.frame_open.format(ending=ending)
        return self.table.frame_phrase.format(phrase=phrase, ending=ending)

    def frequent(self, assessed: Sequence[Assessed]) -> list[Item]:
        """The probe that the answers call for most often, if they call for any more than once.

        Only stories are meant, and only those after which no probe was asked.
        """
        groups = by_question(assessed)
        read = [group[0] for group in groups if group[0].is_read and not group[0].flags]
        alone = [group[0] for group in groups if len(group) == 1 and group[0] in read]
        called = {
            turn.number: probe
            for turn in alone
            if turn.question.competency not in self.table.slots.no_story
            and (probe := self.prober.probe_for(turn.answer, turn.question, frozenset()))
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
    told = turn.marked | turn.possible
    return (score or 0) < STRENGTH and told.isdisjoint(ABSENT.get(rule, set()))


def item(text: str, quoted: Quoted | None, assessed: Sequence[Assessed], rule: str) -> Item:
    """The item, tied to the requirement that the quoted answer's question was about."""
    if quoted is None:
        return Item(text, rule=rule)
    quote, source = quoted
    about = next((turn.question.requirement_id for turn in assessed if turn.source == source), None)
    return Item(text, quote, source, about, rule)
