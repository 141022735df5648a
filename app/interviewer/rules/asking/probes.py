"""What to ask after an answer that leaves something out; the plan decides if there is room."""

import re
from collections.abc import Callable, Sequence
from zlib import crc32

import msgspec
from msgspec.structs import replace

from app.interviewer.model import Question, Turn
from app.interviewer.rules.asking.wordings import Wordings, probe_lists
from app.interviewer.rules.language.for_asking import ProbeWording
from app.interviewer.rules.language.phrases import any_of, either
from app.interviewer.rules.language.words import words
from app.interviewer.rules.listening.answer import HeardAnswer, Sentence
from app.interviewer.rules.listening.flags import (
    Run,
    flags,
    is_declined,
    is_other_language,
    short_runs,
    text_runs,
)
from app.interviewer.rules.listening.listener import Listener
from app.interviewer.rules.listening.quoting import Phrases
from app.interviewer.rules.listening.story import outcomes

SHORT_WORDS = 25
FEW_ACTIONS = 2
LONGEST_LOOKED_AT = 400  # characters of an answer that may be none
HYPOTHETICALS = 2
QUOTABLE_WORDS = range(2, 11)  # of a phrase that is said back
ENDS = " .!?…"  # marks at the end of an answer
QUOTED = re.compile(r"[\"“”„«»]")  # somebody else may have said it
PAUSE = re.compile(r"\s*(?:[.!?…;]+(?!\w)|,\s+(?P<next>\w+)|\n|$)")  # after a phrase
UNQUOTABLE = re.compile(r"[\"“”„«»()\[\]{}<>#@*•|\\…]|https?:|www\\.|\s[–—-]\s")

PLANS = ("gap", "motivation")  # competencies that ask what somebody would do
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
        cues = wordings.probes.cues
        self.stuck, self.unclear = any_of(cues.stuck), any_of(cues.unclear)
        self.passing = re.compile(rf"\W*(?:{either(cues.passing)})\W*", re.IGNORECASE)

    def probe_after(self, turns: Sequence[Turn]) -> Question | None:
        """A question about what the last answer leaves out; None where no rule fires.

        Never after a probe or a skip, and never in words that were used in these turns. The same
        turns give the same wording.
        """
        last = turns[-1]
        if last.question.kind == "probe" or last.is_skipped:
            return None
        earlier = frozenset(
            run
            for turn in turns[:-1]
            for run in short_runs(self.listener, self.listener.plain_words(words(turn.answer)))
        )
        plans = last.question.competency in PLANS
        answer = self.listener.hear(last.answer, asks_for_plans=plans)
        found = self.probe_for(answer, last.question, earlier)
        return self.worded(found, turns) if found else None

    def probe_for(
        self, answer: HeardAnswer, question: Question, earlier: frozenset[Run]
    ) -> Probe | None:
        """The first rule that fires on an answer; none does on one that can't be read.

        `earlier` are the short runs of the answers before it.
        """
        if is_other_language(self.listener, answer.text, frozenset()):
            return None
        if rule := self.no_answer(answer):
            return Probe(rule, None)
        lines = [question.quote or "", *(line.quote for line in question.rests_on)]
        asked = self.wordings.asked_runs | text_runs(self.listener, lines)
        if flags(self.listener, answer, asked, earlier, frozenset()):
            return Probe("example", None)
        return self.about_telling(answer, question) or self.about_outcome(answer, question)

    def no_answer(self, answer: HeardAnswer) -> str | None:
        """The rule for who asks what is meant, has nothing to tell, or would rather go on."""
        plain = answer.text[:LONGEST_LOOKED_AT].replace("’", "'")
        acts = answer.own_actions + answer.general_actions
        if is_declined(answer, self.listener.cues):
            return "stuck"
        if len(answer.words) >= SHORT_WORDS or acts or QUOTED.search(plain):
            return None
        if self.unclear.search(plain):
            return "unclear"
        return "stuck" if self.passing.fullmatch(plain) or self.stuck.search(plain) else None

    def about_telling(self, answer: HeardAnswer, question: Question) -> Probe | None:
        """The rules on how it is told: too short, by a team, or not as something that happened."""
        few_actions = answer.own_actions + answer.general_actions < FEW_ACTIONS
        if len(answer.words) < SHORT_WORDS:
            told = next(filter(tells_what_happened, answer.sentences), None)
            return Probe("short", self.phrases.phrase(told.text) if told else None)
        if few_actions and answer.we > answer.i:
            about = first_where(answer, lambda sentence: sentence.actions.we > 0)
            return Probe("own_part", self.phrases.phrase(about.text, self.phrases.team))
        plans = question.competency in PLANS
        if few_actions and answer.hypothetical >= HYPOTHETICALS and not plans:
            about = first_where(answer, lambda s: s.hypothetical > 0 and not s.is_denial)
            return Probe("real_case", self.phrases.phrase(about.text, self.hypothetical))
        return None

    def about_outcome(self, answer: HeardAnswer, question: Question) -> Probe | None:
        """The rules on what came of it, for questions that ask for something finished.

        Who says what they learnt has come to an end; so may who ends with others.
        """
        if question.competency in WITHOUT_OUTCOME:
            return None
        if any(sentence.is_learning for sentence in answer.sentences):
            return None
        ends = outcomes(answer)
        figures = any(sentence.figures for sentence in answer.sentences)
        if not figures and not ends:
            return self.about_change(answer)
        if any(place >= len(answer.sentences) // 2 for place in ends):
            return None
        return None if ends_with_others(answer) else self.about_ending(answer)

    def about_change(self, answer: HeardAnswer) -> Probe:
        """What changed by something that was done; where nothing was, one time when it was."""
        said = [sentence for sentence in answer.sentences if not sentence.is_denial]
        if not said:
            return Probe("example", None)
        done = [s for s in said if s.actions.own or s.actions.team]
        if told := done or [s for s in said if not s.hypothetical and "hedge" not in s.kinds]:
            return Probe("measure", self.phrases.phrase(told[0].text))
        return Probe("real_case", self.phrases.phrase(said[0].text, self.hypothetical))

    def about_ending(self, answer: HeardAnswer) -> Probe:
        """How it ended, from its last words; where nothing was done, one time when it was."""
        last = answer.sentences[-1]
        phrase = self.phrases.phrase(last.text)
        if not any(map(is_done, answer.sentences)):
            return Probe("real_case", phrase)
        is_all = is_done(last) and last.text.rstrip(ENDS).endswith(phrase)
        return Probe("ending", phrase if is_all else None)

    def worded(self, probe: Probe, turns: Sequence[Turn]) -> Question | None:
        """The probe as a question in the place of the one that it follows, in words not used yet.

        With the phrase where that can be said back. None where all were used.
        """
        last, asked = turns[-1], [turn.question for turn in turns]
        wording = self.wordings.probe_wording(probe.rule)
        phrase = probe.phrase if self.is_quotable(probe.phrase, last.answer) else None
        texts = texts_for(wording, last.question.competency, phrase)
        phrase = phrase if texts == wording.texts else None
        used = used_of(asked, texts)
        if not (left := [text for text in texts if text not in used]):
            return None
        text = left[crc32(last.answer.encode()) % len(left)]
        return replace(
            last.question,
            text=text.format(phrase=phrase),
            why=wording.why,
            hint=wording.hint,
            kind="probe",
            quote=phrase,
            source=f"answer {len(turns)}" if phrase else None,
            rests_on=[],
            is_rephrased=False,
        )

    def is_quotable(self, phrase: str | None, answer: str) -> bool:
        """Whether a phrase is short, has no marks of its own, and something ends with it.

        A comma ends nothing, as in "a big, loud room", unless a new clause is joined to it.
        """
        if (
            not phrase
            or len(words(phrase)) not in QUOTABLE_WORDS
            or len(phrase.split()) not in QUOTABLE_WORDS
            or UNQUOTABLE.search(phrase)
            or "\n" in phrase
        ):
            return False
        pause = PAUSE.match(answer, answer.find(phrase) + len(phrase))
        return pause is not None and (pause["next"] or "and").lower() in self.listener.cues.joiners

    def reworded(self, turns: Sequence[Turn], probe: Question) -> Question:
        """An open probe in its next words."""
        phrase = probe.quote
        rules = self.wordings.every_probe()
        lists = [texts for rule in rules for texts in probe_lists(rule)]
        own = [texts for texts in lists if any(is_worded(probe, text) for text in texts)]
        texts = own[0] if own else self.wordings.probes.example.plain
        asked = [turn.question for turn in turns]
        used = used_of([*asked, probe], texts)
        begin = next((at for at, text in enumerate(texts) if is_worded(probe, text)), -1) + 1
        order = [*texts[begin:], *texts[:begin]]
        text = next((text for text in order if text not in used), order[0])
        return replace(probe, text=text.format(phrase=phrase), is_rephrased=True)


def texts_for(wording: ProbeWording, competency: str, phrase: str | None) -> list[str]:
    otherwise = wording.texts if phrase and wording.texts else wording.plain
    return wording.by_competency.get(competency, otherwise)


def used_of(asked: Sequence[Question], texts: Sequence[str]) -> set[str]:
    """Which of these texts were used; of a question that was reworded the one before it, too."""
    used: set[str] = set()
    for at, text in enumerate(texts):
        for question in asked:
            if is_worded(question, text):
                used |= {text, texts[at - 1]} if question.is_rephrased else {text}
    return used


def is_done(sentence: Sentence) -> bool:
    """Whether it tells something that somebody did."""
    return bool(sentence.actions.own or sentence.actions.team or sentence.actions.general)


def tells_what_happened(sentence: Sentence) -> bool:
    is_told = is_done(sentence) or sentence.is_past
    return is_told and not sentence.is_denial and not sentence.hypothetical


def ends_with_others(answer: HeardAnswer) -> bool:
    """Whether its last sentence tells what others did, or what was so: it may be the outcome."""
    return any(
        clause.is_past and not clause.actions.i and not clause.actions.we
        for clause in answer.sentences[-1].clauses
    )


def first_where(answer: HeardAnswer, holds: Callable[[Sentence], bool]) -> Sentence:
    return next(filter(holds, answer.sentences), answer.sentences[0])


def is_worded(question: Question, text: str) -> bool:
    """Whether a question was made of this text, whatever phrase stands in it."""
    return question.text == text.format(phrase=question.quote)
