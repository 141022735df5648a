"""All that can be asked, in every wording; which is chosen, and when, is for others."""

import re
from collections.abc import Iterator
from functools import cached_property

from app.interviewer.rules.language.for_asking import Forms, ProbeWording, QuestionWording
from app.interviewer.rules.listening.flags import Run, text_runs
from app.interviewer.rules.listening.listener import Listener

PLACE = re.compile(r"\{\w+\}")  # that is filled when it is asked


class Wordings:
    """The questions and probes of a language, and what is like them in an answer."""

    def __init__(self, listener: Listener) -> None:
        asking = listener.language.asking
        self.listener = listener
        self.questions, self.probes = asking.questions, asking.probes
        self.stems: dict[str, frozenset[str]] = {}  # by competency, once they were asked for

    @cached_property
    def asked_runs(self) -> frozenset[Run]:
        """The runs of all that can be asked, to look for copies of it in an answer."""
        pieces = (piece for text in self.every_text() for piece in PLACE.split(text))
        return text_runs(self.listener, pieces)

    def asked_stems(self, competency: str) -> frozenset[str]:
        """The telling stems of all that can be asked about a competency, probes included.

        Of every wording, so that an answer's worth does not depend on the one that was chosen.
        """
        if competency not in self.stems:
            texts = [*self.texts_about(competency), *self.probe_texts()]
            bare = "\n".join(PLACE.sub("", text) for text in texts)
            self.stems[competency] = self.listener.content_stems(bare)
        return self.stems[competency]

    def every_text(self) -> Iterator[str]:
        for wording in self.every_wording():
            yield from texts_of(wording)
        yield from self.probe_texts()

    def texts_about(self, competency: str) -> Iterator[str]:
        for wording in self.every_wording():
            if wording.competency == competency:
                yield from texts_of(wording)

    def every_wording(self) -> Iterator[QuestionWording]:
        for kind in self.questions.__struct_fields__:
            if isinstance(wording := getattr(self.questions, kind), QuestionWording):
                yield wording

    def probe_texts(self) -> Iterator[str]:
        for wording in self.every_probe():
            yield from (text for texts in probe_lists(wording) for text in texts)

    def every_probe(self) -> Iterator[ProbeWording]:
        for rule in self.probes.__struct_fields__:
            if isinstance(wording := getattr(self.probes, rule), ProbeWording):
                yield wording

    def probe_wording(self, rule: str) -> ProbeWording:
        """The wording of a probe, by the name of its rule."""
        wording: ProbeWording = getattr(self.probes, rule)
        return wording


def form_lists(forms: Forms) -> Iterator[list[str]]:
    """The wordings of each form, in the order in which a language has them."""
    for form in forms.__struct_fields__:
        yield getattr(forms, form)


def probe_lists(wording: ProbeWording) -> Iterator[list[str]]:
    """The texts of a probe that can stand for each other."""
    yield from (wording.texts, wording.plain, *wording.by_competency.values())


def texts_of(wording: QuestionWording) -> Iterator[str]:
    for texts in form_lists(wording.wordings):
        yield from texts
