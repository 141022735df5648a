"""A question in other words: the next wording of what it was made of."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from app.interviewer.model import Documents, Plan, Question, Turn
from app.interviewer.rules.asking.planner import Asker
from app.interviewer.rules.asking.probes import Prober
from app.interviewer.rules.asking.wordings import form_lists
from app.interviewer.rules.language.for_asking import QuestionWording


class Rephraser:
    """Finds other words, in one language."""

    def __init__(self, asker: Asker, prober: Prober) -> None:
        self.asker = asker
        self.prober = prober

    def rephrased(
        self, documents: Documents, plan: Plan, turns: Sequence[Turn], question: Question
    ) -> Question:
        """The same question or probe in words that are used nowhere else in the interview.

        Of a question in words that are no longer known, as of an older version, one about the same.
        """
        if question.kind == "probe":
            return self.prober.reworded(turns, question)
        lists = list(self.rendered(documents, plan, question))
        own = next((texts for texts in lists if question.text in texts), None)
        texts = own or self.about_the_same(documents, question)
        begin = texts.index(question.text) + 1 if own else 0
        asked = [*plan.questions, *(turn.question for turn in turns), question]
        used = {one.text for one in asked}
        order = [*texts[begin:], *texts[:begin]]
        text = next((text for text in order if text not in used), order[0])
        return replace(question, text=text, is_rephrased=True)

    def rendered(self, documents: Documents, plan: Plan, question: Question) -> Iterator[list[str]]:
        """All wordings that could have made a question of these lines, by form."""
        phrasing = self.asker.phrasing
        one = next((one for one in plan.requirements if one.id == question.requirement_id), None)
        lines = [line.quote for line in question.rests_on if line.source == "cv"]
        tells = (phrasing.statement, phrasing.habit, self.asker.quotes.counted.figure)
        told = [tell(line) for line in lines for tell in tells]
        called = self.asker.names.called(documents)
        for said in [phrasing.job_line(one).phrase if one else "", *told]:
            for wording in self.asker.wordings.every_wording():
                for texts in form_lists(wording.wordings):
                    yield [text.format_map({**called, "said": said}) for text in texts]

    def about_the_same(self, documents: Documents, question: Question) -> list[str]:
        """The open wordings about a competency; the first of all where it is not known."""
        wordings = list(self.asker.wordings.every_wording())
        same = (one for one in wordings if one.competency == question.competency)
        wording: QuestionWording = next(same, wordings[0])
        called = self.asker.names.called(documents)
        return [text.format_map(called) for text in wording.wordings.open]
