"""Which sentence of an answer shows something that the job asks for and the CV does not have."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from app.interviewer.model import Documents, Requirement
from app.interviewer.rules.judging.assessment import Assessed
from app.interviewer.rules.listening.answer import Sentence
from app.interviewer.rules.listening.listener import Listener
from app.interviewer.rules.reading.lexicon import Lexicon, Token

FILLED_SHARE = 0.5  # of a requirement's telling stems in one sentence of an answer
ASKED_SHARE = 0.3  # where the question was about that requirement
SHARED_STEMS = SHARED_TOOLS = 2  # one is chance


class Wanted(msgspec.Struct, frozen=True):
    """What a requirement asks for: the stems that say something, what it means, and the tools."""

    stems: frozenset[str]
    meanings: frozenset[int]
    tools: frozenset[int]


class Told(msgspec.Struct, frozen=True):
    """A sentence of an answer, with what its terms may mean."""

    turn: Assessed
    sentence: Sentence
    meanings: frozenset[int]


class FilledGaps:
    """Looks for what was done, in a requirement's own words or in terms that mean the same."""

    def __init__(self, listener: Listener, lexicon: Lexicon) -> None:
        self.listener, self.lexicon = listener, lexicon
        using = listener.language.judging.feedback.cv.using
        self.using = re.compile(using, re.IGNORECASE)

    def shown(
        self, gaps: Sequence[Requirement], documents: Documents, assessed: Sequence[Assessed]
    ) -> Iterator[tuple[Requirement, Assessed, Sentence]]:
        """Each gap that an answer fills, the answer, and its sentence.

        The answer to the question about it comes before the others.
        """
        told = self.told(assessed) if gaps else []
        for gap in gaps:
            wanted = self.wanted(gap, documents)
            shares = [
                (self.share_shown(each, wanted, is_about(each.turn, gap)), each) for each in told
            ]
            best = max(shares, key=lambda one: (one[0], len(one[1].sentence.figures)), default=None)
            if best and best[0]:
                yield gap, best[1].turn, best[1].sentence

    def wanted(self, requirement: Requirement, documents: Documents) -> Wanted:
        stems = self.listener.content_stems
        return Wanted(
            stems(requirement.text) - stems(f"{documents.job_title} {documents.company_name}"),
            meanings_in(requirement.text, self.lexicon),
            self.tools_in(requirement.text),
        )

    def told(self, assessed: Sequence[Assessed]) -> list[Told]:
        """The sentences that tell what somebody did, or worked with."""
        found = [
            (turn, sentence)
            for turn in assessed
            if turn.is_read and not turn.flags
            for sentence in turn.answer.sentences
            if self.is_told(sentence) and not (sentence.is_denial or sentence.hypothetical)
        ]
        texts = [" ".join(sentence.text.split()) for _, sentence in found]
        tokens = self.lexicon.tokens_of_each(texts)
        return [
            Told(turn, sentence, meanings_of(each, self.lexicon))
            for (turn, sentence), each in zip(found, tokens, strict=True)
        ]

    def is_told(self, sentence: Sentence) -> bool:
        acts = sentence.actions
        is_past = bool(acts.i) and sentence.is_past
        return bool(acts.own) or is_past or self.using.search(sentence.text) is not None

    def share_shown(self, told: Told, wanted: Wanted, is_asked: bool) -> float:
        """How much of what is wanted a sentence shows as done, 0 where it is too little.

        One word in common is chance, and so is one tool, unless little else is wanted; where the
        question was about it, one known term is none. Such an answer counts one more.
        """
        sentence = told.sentence
        if not (sentence.actions.own or is_asked):
            return 0.0
        used = len(wanted.tools & told.meanings)
        if used >= SHARED_TOOLS or (used and len(wanted.stems) <= SHARED_STEMS):
            return 1.0 + is_asked
        shared = len(sentence.content & wanted.stems)
        share = shared / len(wanted.stems) if shared >= SHARED_STEMS else 0.0
        if is_asked and not wanted.meanings.isdisjoint(told.meanings):
            share = max(share, ASKED_SHARE)
        return share + is_asked if share >= (ASKED_SHARE if is_asked else FILLED_SHARE) else 0.0

    def tools_in(self, text: str) -> frozenset[int]:
        """The tools that a text names, with the kinds of each; else those of what it names."""
        meant = meanings_in(text, self.lexicon)
        named = meant & self.lexicon.tools or meant
        kinds = {kind for meaning in named for kind in self.lexicon.members.get(meaning, [])}
        return self.lexicon.tools & (named | kinds)


def is_about(turn: Assessed, requirement: Requirement) -> bool:
    """Whether a question was about a requirement."""
    return turn.question.requirement_id == requirement.id


def meanings_in(text: str, lexicon: Lexicon) -> frozenset[int]:
    """What the known terms of a text may mean."""
    return meanings_of(lexicon.tokens(text), lexicon)


def meanings_of(tokens: Sequence[Token], lexicon: Lexicon) -> frozenset[int]:
    return frozenset(
        meaning for place in range(len(tokens)) for meaning in lexicon.phrase_at(tokens, place)[1]
    )
