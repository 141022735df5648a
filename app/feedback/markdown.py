"""The report as Markdown, for people who keep their notes as text."""

import re
from collections.abc import Iterator, Sequence

from app.feedback.model import Feedback, chains, source_name
from app.interview.model import Interview
from app.interviewer.model import Item

DISCLAIMER = "A practice indicator, not a hiring prediction."
ITEM_TITLES = ("What was good", "What to change", "Your CV")

# What Markdown would take as its own (https://spec.commonmark.org): signs that mean something
# anywhere, and those that begin a heading, a list or a line under a heading.
ANYWHERE = re.compile(r"[\\`*_\[\]<>|~&$]")
AT_LINE_START = re.compile(r"^\s*(?:[#+=-]|\d{1,9}(?=[.)]))", re.MULTILINE)


def markdown_of(feedback: Feedback, interview: Interview) -> str:
    """The whole report; every word of the person's reads as it was typed, in any reader."""
    return "\n".join(lines(feedback, interview)) + "\n"


def lines(feedback: Feedback, interview: Interview) -> Iterator[str]:
    judged, session = feedback.judgement, interview.session
    yield f"# {escaped(session.job_title)} at {escaped(session.company_name)}"
    yield ""
    yield f"{score_line(judged.interview_score)} It rests on {len(interview.answered)} answers."
    item_lists = (judged.strength_items, judged.weakness_items, judged.cv_items)
    for title, items in zip(ITEM_TITLES, item_lists, strict=True):
        yield from item_lines(title, items)
    if judged.dimensions:
        yield "\n## The five dimensions\n"
    for dimension in judged.dimensions:
        yield f"- **{dimension.name}** {dimension.score:.1f} of 5. {escaped(dimension.reason)}"
        yield f"  One step higher: {escaped(dimension.next_step)}"
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
        yield f"- {escaped(item.text)}"
        if item.quote:
            yield quoted(item.quote, indent="  ")
            yield ""
            yield f"  ({source_name(item)})"


def requirement_lines(interview: Interview) -> Iterator[str]:
    if interview.plan.requirements:
        yield "\n## What the job asks for\n"
    for chain in chains(interview):
        yield f"- {escaped(chain.requirement.text)} ({chain.status})"
        for line in chain.lines:
            yield quoted(line, indent="  ")
        for turn in chain.turns:
            yield f"\n  Asked in question {turn.number}."


def answer_lines(interview: Interview) -> Iterator[str]:
    yield "\n## What was said"
    for turn in interview.turns:
        if turn.answer:
            yield f"\n### {turn.number}. {escaped(turn.question.text)}\n"
            yield quoted(turn.answer)


def quoted(text: str, indent: str = "") -> str:
    """The text as a quotation whose lines stay lines."""
    return "  \n".join(f"{indent}> {escaped(line)}" for line in text.split("\n"))


def escaped(text: str) -> str:
    """The text with a backslash before each sign that Markdown would take as its own."""
    return AT_LINE_START.sub(with_backslash, ANYWHERE.sub(r"\\\g<0>", text))


def with_backslash(found: re.Match[str]) -> str:
    """What begins a line, without the space before it: four of them would begin a block of code."""
    sign = found[0].strip()
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"
