"""What to ask after an answer that leaves something out; the plan decides if there is room."""

from collections.abc import Callable, Sequence
from zlib import crc32

import msgspec

from app.interviewer.model import Question, Turn
from app.interviewer.rules.asking.wordings import Wordings
from app.interviewer.rules.language.words import words
from app.interviewer.rules.listening.answer import HeardAnswer, Sentence
from app.interviewer.rules.listening.flags import (
    Run,
    flags,
    is_other_language,
    short_runs,
    text_runs,
)
from app.interviewer.rules.listening.listener import Listener
from app.interviewer.rules.listening.quoting import Phrases
from app.interviewer.rules.listening.story import outcomes

SHORT_WORDS = 25
FEW_ACTIONS = 2
HYPOTHETICALS = 2
FEW_OUTCOMES = 2  # without a figure one is little

WITHOUT_OUTCOME = ("background", "gap", "motivation")  # competencies that ask for no finished story


class Probe(msgspec.Struct, frozen=True):
    """The rule that fired and the phrase of the answer that it is about, verbatim, if any."""

    rule: str
    phrase: str | None


class Prober:
    """Looks for what an answer leaves out, in one language."""

    def __init__(self, listener: Listener, wordings: Wordings, phrases: Phrases) -> None:
        self.listener = listener
        self.wordings = wordings
        self.phrases = phrases
        self.hypothetical = listener.cues.hypothetical

    def probe_after(self, turns: Sequence[Turn]) -> Question | None:
        """A question about what the last answer leaves out; None where no rule fires.

        Never after a probe, and never in words that were used in these turns. The same turns give
        the same wording.
        """
        last = turns[-1]
        if last.question.kind == "probe":
            return None
        earlier = frozenset(
            run
            for turn in turns[:-1]
            for run in short_runs(self.listener, self.listener.plain_words(words(turn.answer)))
        )
        found = self.probe_for(self.listener.hear(last.answer), last.question, earlier)
        return self.worded(found, turns) if found else None

    def probe_for(
        self, answer: HeardAnswer, question: Question, earlier: frozenset[Run]
    ) -> Probe | None:
        """The first rule that fires on an answer; none does on one that can't be read.

        `earlier` are the short runs of the answers before it.
        """
        if is_other_language(self.listener, answer.text, frozenset()):
            return None
        asked = self.wordings.asked_runs | text_runs(self.listener, [question.quote or ""])
        if flags(self.listener, answer, asked, earlier, frozenset()):
            return Probe("example", None)
        return self.about_telling(answer, question) or self.about_outcome(answer, question)

    def about_telling(self, answer: HeardAnswer, question: Question) -> Probe | None:
        """The rules on how it is told: too short, by a team, or not as something that happened."""
        first = answer.sentences[0]
        few_actions = answer.own_actions + answer.general_actions < FEW_ACTIONS
        if len(answer.words) < SHORT_WORDS:
            return Probe("short", self.phrases.phrase(first.text))
        if few_actions and answer.we > answer.i:
            about = first_where(answer, lambda sentence: sentence.actions.we > 0)
            return Probe("own_part", self.phrases.phrase(about.text, self.phrases.team))
        plans = question.competency == "motivation"  # which asks what they would do
        if few_actions and answer.hypothetical >= HYPOTHETICALS and not plans:
            about = first_where(answer, lambda s: s.hypothetical > 0 and not s.is_denial)
            return Probe("real_case", self.phrases.phrase(about.text, self.hypothetical))
        return None

    def about_outcome(self, answer: HeardAnswer, question: Question) -> Probe | None:
        """The rules on what came of it, for questions that ask for something finished.

        Who says what they learnt has come to an end.
        """
        if question.competency in WITHOUT_OUTCOME:
            return None
        if any(sentence.is_learning for sentence in answer.sentences):
            return None
        ends = outcomes(answer)
        figures = any(sentence.figures for sentence in answer.sentences)
        if not figures and len(ends) < FEW_OUTCOMES:
            return self.about_change(answer)
        if not any(place >= len(answer.sentences) // 2 for place in ends):
            return self.about_ending(answer)
        return None

    def about_change(self, answer: HeardAnswer) -> Probe:
        """What changed by something that was done; where nothing was, one time when it was."""
        said = [sentence for sentence in answer.sentences if not sentence.is_denial]
        if not said:
            return Probe("example", None)
        done = [s for s in said if s.actions.own or s.actions.team]
        if told := done or [sentence for sentence in said if not sentence.hypothetical]:
            return Probe("measure", self.phrases.phrase(told[0].text))
        return Probe("real_case", self.phrases.phrase(said[0].text, self.hypothetical))

    def about_ending(self, answer: HeardAnswer) -> Probe:
        """How it ended, from the last thing done; where nothing was, one time when it was."""
        done = [s for s in answer.sentences if s.actions.own or s.actions.team or s.actions.general]
        if done:
            return Probe("ending", self.phrases.phrase(done[-1].text))
        return Probe("real_case", self.phrases.phrase(answer.sentences[-1].text))

    def worded(self, probe: Probe, turns: Sequence[Turn]) -> Question | None:
        """The probe as a question in the place of the one that it follows, in words not used yet.

        None where all were used.
        """
        last, asked = turns[-1], [turn.question for turn in turns]
        wording = self.wordings.probe_wording(probe.rule)
        left = [text for text in wording.texts if not any(is_worded(one, text) for one in asked)]
        if not left:
            return None
        text = left[crc32(last.answer.encode()) % len(left)]
        return msgspec.structs.replace(
            last.question,
            text=text.format(phrase=probe.phrase),
            why=wording.why,
            kind="probe",
            quote=probe.phrase,
            source=f"answer {len(turns)}" if probe.phrase else None,
        )


def first_where(answer: HeardAnswer, holds: Callable[[Sentence], bool]) -> Sentence:
    return next(filter(holds, answer.sentences), answer.sentences[0])


def is_worded(question: Question, text: str) -> bool:
    """Whether a question was made of this text, whatever phrase stands in it."""
    return question.text == text.format(phrase=question.quote)
