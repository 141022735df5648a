"""Which sentence of an answer shows something that the job asks for and the CV does not have."""

import re
from collections.abc import Sequence

import msgspec

from app.interviewer.model import Documents, Requirement
from app.interviewer.rules.judging.assessment import Assessed
from app.interviewer.rules.listening.answer import Sentence
from app.interviewer.rules.listening.listener import Listener
from app.interviewer.rules.reading.lexicon import Lexicon

FILLED_SHARE = 0.5  # of a requirement's telling stems in one sentence of an answer
ASKED_SHARE = 0.3  # where the question was about that requirement
SHARED_STEMS = SHARED_TOOLS = 2  # one is chance


class Wanted(msgspec.Struct, frozen=True):
    """What a requirement asks for: the stems that say something, what it means, and the tools."""

    stems: frozenset[str]
    meanings: frozenset[int]
    tools: frozenset[int]


class FilledGaps:
    """Looks for what was done, in a requirement's own words or in terms that mean the same."""

    def __init__(self, listener: Listener, lexicon: Lexicon) -> None:
        self.listener, self.lexicon = listener, lexicon
        using = listener.language.judging.feedback.cv.using
        self.using = re.compile(using, re.IGNORECASE)

    def shown(
        self, requirement: Requirement, documents: Documents, assessed: Sequence[Assessed]
    ) -> tuple[Assessed, Sentence] | None:
        """The answer and its sentence; that to the question about it comes before the others."""
        stems = self.listener.content_stems
        wanted = Wanted(
            stems(requirement.text) - stems(f"{documents.job_title} {documents.company_name}"),
            meanings_in(requirement.text, self.lexicon),
            self.tools_in(requirement.text),
        )
        shares = [
            (self.share_shown(sentence, wanted, is_about(turn, requirement)), turn, sentence)
            for turn in assessed
            if turn.is_read and not turn.flags
            for sentence in turn.answer.sentences
        ]
        best = max(shares, key=lambda one: (one[0], len(one[2].figures)), default=None)
        return best[1:] if best and best[0] else None

    def share_shown(self, sentence: Sentence, wanted: Wanted, is_asked: bool) -> float:
        """How much of what is wanted a sentence shows as done, 0 where it is too little.

        One word in common is chance, and so is one tool, unless little else is wanted; where the
        question was about it, one known term is none. Such an answer counts one more.
        """
        acts = sentence.actions
        is_told = (acts.i and sentence.is_past) or self.using.search(sentence.text)
        is_done = acts.own or (is_asked and is_told)
        if not is_done or sentence.is_denial or sentence.hypothetical:
            return 0.0
        meant = meanings_in(sentence.text, self.lexicon)
        used = len(wanted.tools & meant)
        if used >= SHARED_TOOLS or (used and len(wanted.stems) <= SHARED_STEMS):
            return 1.0 + is_asked
        shared = len(sentence.content & wanted.stems)
        share = shared / len(wanted.stems) if shared >= SHARED_STEMS else 0.0
        if is_asked and not wanted.meanings.isdisjoint(meant):
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
    tokens = lexicon.tokens(text)
    return frozenset(
        meaning for place in range(len(tokens)) for meaning in lexicon.phrase_at(tokens, place)[1]
    )
