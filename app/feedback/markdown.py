"""The report as Markdown, for people who keep their notes as text; its time is the reader's."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from app.feedback.comparison import Comparison
from app.feedback.marked import MarkedAnswer
from app.feedback.model import Feedback, ToldTurn, chains, source_name, spent_on, told_turns
from app.interview.model import Interview
from app.interviewer.language_model.shapes import Addresses, Opinion
from app.interviewer.model import Item, Judgement, NextStep
from app.web.pages import counted, duration, moment

DISCLAIMER = "It is not a hiring prediction."
NO_NUMBER = "No number would be honest for these answers."
MOST_OF_NAME = 60  # characters of a job's title in the name of a file
ADDRESSES: dict[Addresses, str] = {
    "yes": "this answers the question",
    "partly": "this answers a part of the question",
    "no": "this does not answer the question",
}
ITEM_TITLES = ("What was good", "What to change", "Your CV")

# What Markdown would take as its own (https://spec.commonmark.org): signs that mean something
# anywhere, and those that begin a heading, a list or a line under a heading.
ANYWHERE = re.compile(r"[\\`*_\[\]<>|~&$]")
AT_LINE_START = re.compile(r"^\s*(?:[#+=-]|\d{1,9}(?=[.)]))", re.MULTILINE)


def markdown_of(
    feedback: Feedback,
    interview: Interview,
    compared: Comparison | None = None,
    opinion: Opinion | None = None,
) -> str:
    """The whole report; every word of the person's reads as it was typed, in any reader."""
    return "\n".join(lines(feedback, interview, compared, opinion)) + "\n"


def file_name(feedback: Feedback, interview: Interview) -> str:
    """What the report is called as a file: `rehearse-ward-sister-2026-11-26.md`, in ASCII."""
    title = unicodedata.normalize("NFKD", interview.job_title.casefold())
    words = re.findall("[a-z0-9]+", title.encode("ascii", "ignore").decode())
    job = "-".join(words)[:MOST_OF_NAME].strip("-")
    return "-".join(filter(None, ("rehearse", job, f"{feedback.created_at:%Y-%m-%d}.md")))


def lines(
    feedback: Feedback,
    interview: Interview,
    compared: Comparison | None,
    opinion: Opinion | None,
) -> Iterator[str]:
    judged = feedback.judgement
    yield f"# {escaped(interview.job_title)} at {escaped(interview.company_name)}"
    yield ""
    yield f"{score_line(judged)} This report rests on {counted(len(interview.answered), 'answer')}."
    yield from comparison_lines(compared)
    yield from opinion_lines(opinion)
    yield from next_lines(judged.next_steps)
    item_lists = (judged.strength_items, judged.weakness_items, judged.cv_items)
    for title, items in zip(ITEM_TITLES, item_lists, strict=True):
        yield from item_lines(title, items)
    if judged.dimensions:
        yield "\n## The five dimensions\n"
    for dimension in judged.dimensions:
        yield f"- **{dimension.name}** {dimension.score:.1f} of 5. {escaped(dimension.reason)}"
        yield f"  One step higher: {escaped(dimension.next_step)}"
    yield from requirement_lines(interview)
    yield "\n## What was said"
    for told in told_turns(interview, judged):
        yield from answer_lines(told)
        yield from answer_opinion_lines(told.turn.number, opinion)
    if spent := spent_on(interview, opinion):
        took = duration(round(spent.seconds))
        tokens = [counted(spent.tokens, "token")] if spent.tokens else []  # if the server told any
        cost = ", ".join([counted(spent.calls, "call"), *tokens, took])
        yield f"\nA language model took part in this interview: {cost}."
    yield f"\nJudged by {judged.scored_by}, {moment(feedback.created_at)}."


def opinion_lines(opinion: Opinion | None) -> Iterator[str]:
    """The second opinion on the whole, with its author's name, beside the number of the rules."""
    if opinion is None:
        return
    yield f"\n## A second opinion by {escaped(opinion.scored_by)}"
    if opinion.state != "ready":
        yield "\nIt is not whole yet." if opinion.state == "waiting" else "\nIt could not be had."
    if opinion.score:
        yield f"\n**{opinion.score} of 10** by its levels. A model can be wrong, as rules can."
    if opinion.summary:
        yield f"\n{escaped(opinion.summary)}"


def answer_opinion_lines(number: int, opinion: Opinion | None) -> Iterator[str]:
    """What the second opinion makes of one answer, beside what the rules do."""
    if opinion is None:
        return
    author = escaped(opinion.scored_by)
    if opinion.why_dropped(number):
        yield f"\nThere is no opinion on answer {number} by {author}."
    if one := opinion.on(number):
        levels = ", ".join(f"{name} {level}" for name, level in one.scores.items())
        yield f"\n**{author}: {ADDRESSES[one.addresses]}.** {levels.capitalize()} of 5."
        yield from ("", quoted(one.quote)) if one.quote else ()
        yield f"\n{escaped(one.remark)}"
        if one.better:
            yield f"\nStronger, from your own facts: {escaped(one.better)}"


def score_line(judged: Judgement) -> str:
    """The overall number, or its range, with the words that qualify it."""
    note = escaped(judged.score_note or "")
    if judged.interview_score is None:
        return f"**No number.** {note or NO_NUMBER}"
    low_and_high = judged.score_range or (judged.interview_score,)
    number = " to ".join(map(str, low_and_high))
    return " ".join(filter(None, (f"**{number} of 10.**", note, DISCLAIMER)))


def comparison_lines(compared: Comparison | None) -> Iterator[str]:
    if compared is None or not compared.has_scores:
        return
    if not compared.has_same_rules:
        yield "\nThe rules have changed since the last run: its numbers can't be compared."
    elif changes := compared.changes:
        said = (f"{each.name} {each.before:.1f} → {each.after:.1f}" for each in changes)
        yield f"\nCompared with the last run: {', '.join(said)}."
    else:
        yield "\nCompared with the last run: no dimension has changed."


def next_lines(steps: Sequence[NextStep]) -> Iterator[str]:
    if steps:
        yield "\n## What to do next\n"
    for number, step in enumerate(steps, 1):
        yield f"{number}. {escaped(step.text)}"


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


def answer_lines(told: ToldTurn) -> Iterator[str]:
    """A question, its answer, and what was heard in it."""
    yield f"\n### {told.turn.number}. {escaped(told.turn.question.text)}\n"
    if told.answer is None:
        yield "Skipped." if told.turn.is_skipped else "Not answered."
        return
    yield quoted(told.turn.answer or "")
    yield from mark_lines(told.answer)
    if told.judged and told.judged.scores:
        said = (f"{score.name} {score.score:.1f}" for score in told.judged.scores)
        yield f"\nScores: {', '.join(said)}."
    if told.turn.seconds:
        yield f"\nTook {duration(told.turn.seconds)}."


def mark_lines(answer: MarkedAnswer) -> Iterator[str]:
    """What was heard, by its kind, and the questions that would fill what is missing."""
    parts = dict.fromkeys(part.name for part in answer.parts)
    heard = [*parts, *(f"{word.name} “{escaped(word.text)}”" for word in answer.words)]
    if heard:
        yield f"\nHeard in it: {', '.join(heard)}."
    for slot in answer.slots:
        yield f"\nNot found: {slot.name}. {escaped(slot.question)}"


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
