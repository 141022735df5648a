"""The report as Markdown, for people who keep their notes as text."""

from collections.abc import Iterator, Sequence

from app.feedback.model import Feedback, chains
from app.interview.interviewer.model import Item
from app.interview.model import Interview

DISCLAIMER = "A practice indicator, not a hiring prediction."
ITEM_TITLES = ("What was good", "What to change", "Your CV")


def markdown_of(feedback: Feedback, interview: Interview) -> str:
    """The whole report; every quote stands in it word for word."""
    return "\n".join(lines(feedback, interview)) + "\n"


def lines(feedback: Feedback, interview: Interview) -> Iterator[str]:
    judged, documents = feedback.judgement, interview.documents
    yield f"# {documents.job_title} at {documents.company_name}"
    yield ""
    yield f"{score_line(judged.interview_score)} It rests on {len(interview.answered)} answers."
    item_lists = (judged.strength_items, judged.weakness_items, judged.cv_items)
    for title, items in zip(ITEM_TITLES, item_lists, strict=True):
        yield from item_lines(title, items)
    if judged.dimensions:
        yield "\n## The five dimensions\n"
    for dimension in judged.dimensions:
        yield f"- **{dimension.name}** {dimension.score:.1f} of 5. {dimension.reason}"
        yield f"  One step higher: {dimension.next_step}"
    yield from requirement_lines(interview)
    yield from answer_lines(interview)
    yield f"\nJudged by {judged.scored_by}, {feedback.created_at:%Y-%m-%d}."


def score_line(score: int | None) -> str:
    """The overall number with the words that qualify it."""
    if score is None:
        return "No score: nothing honest can be said in a number here."
    return f"**{score} of 10.** {DISCLAIMER}"


def item_lines(title: str, items: Sequence[Item]) -> Iterator[str]:
    if items:
        yield f"\n## {title}\n"
    for item in items:
        yield f"- {item.text}"
        if item.quote:
            yield quoted(item.quote, indent="  ")
            yield f"  ({item.source})"


def requirement_lines(interview: Interview) -> Iterator[str]:
    if interview.plan.requirements:
        yield "\n## What the job asks for\n"
    for chain in chains(interview):
        yield f"- {chain.requirement.text} ({chain.requirement.status})"
        for line in chain.requirement.evidence:
            yield quoted(line, indent="  ")
        for turn in chain.turns:
            yield f"  Asked in question {turn.number}."


def answer_lines(interview: Interview) -> Iterator[str]:
    yield "\n## What was said"
    for turn in interview.turns:
        if turn.answer:
            yield f"\n### {turn.number}. {turn.question.text}\n"
            yield quoted(turn.answer)


def quoted(text: str, indent: str = "") -> str:
    return "\n".join(f"{indent}> {line}" for line in text.split("\n"))
