"""The rules of a report in an export file, and of the answers that were given again after it."""

import re
from collections.abc import Mapping, Sequence

from msgspec import UNSET, UnsetType

from app.export.model import ExportedAttempt, ExportedFeedback, ExportedInterview
from app.export.requiring import check_moment, check_requirement_id, require
from app.interview.model import answer_fault
from app.interviewer.language_model.shapes import AnswerOpinion, Opinion
from app.interviewer.model import AnswerJudgement, Item, Judgement, Usage
from app.interviewer.rules.judging.rubric import NAMES
from app.text import is_blank, is_one_line

ANSWER = re.compile("answer ([1-8])", re.ASCII)
MAX_SCORE, MAX_GRADE = 10, 5  # of an interview, of a dimension
MAX_STEPS = 3  # to do next
MAX_WORDING = 2000  # characters of a text by a model, which is stopped there
MAX_CALLS, MAX_TOKENS, MAX_MODEL_SECONDS = 10_000, 10**9, 10**7  # one interview has some dozen


def check_feedback(feedback: ExportedFeedback, interview: ExportedInterview) -> None:
    report = feedback.report
    check_moment(feedback.created_at)
    beside = (feedback.interview_score, feedback.scored_by)
    is_of_report = beside == (report.interview_score, report.scored_by)
    require(is_of_report, "its score is not the one of its report")
    check_scores(report)
    for item in (*report.strength_items, *report.weakness_items, *report.cv_items):
        check_item(item, interview, interview.answers)
    numbers = [answer.number for answer in report.answers]
    require(
        len(set(numbers)) == len(numbers) and set(numbers) <= interview.answers.keys(),
        "its report judges an answer that was not given, or one twice",
    )
    for answer in report.answers:
        check_answer(answer, interview.answers[answer.number])
    require(len(report.next_steps) <= MAX_STEPS, f"its report has more than {MAX_STEPS} next steps")
    for step in report.next_steps:
        leads_on = step.kind != "answer" or step.number in interview.answers
        require(leads_on, "its report names an answer that was not given")
        check_requirement_id(step.requirement_id)


def check_scores(report: Judgement) -> None:
    scores = [score for score in (report.interview_score, *(report.score_range or ())) if score]
    low, high = report.score_range or (1, 1)
    require(
        report.interview_score != 0
        and all(1 <= score <= MAX_SCORE for score in scores)
        and 1 <= low <= high,
        f"its score is not 1 to {MAX_SCORE}",
    )
    check_grades([dimension.score for dimension in report.dimensions])


def check_grades(grades: Sequence[float]) -> None:
    is_right = all(1 <= grade <= MAX_GRADE for grade in grades)
    require(is_right, f"the score of a dimension is not 1 to {MAX_GRADE}")


def check_item(item: Item, interview: ExportedInterview, answers: Mapping[int, str]) -> None:
    """Whether its words stand where it says: a page leads to that very line."""
    check_requirement_id(item.requirement_id)
    source = item.source or ""
    if number := ANSWER.fullmatch(source):
        text = answers.get(int(number[1]))
    else:
        documents = interview.documents
        text = {"cv": documents.cv, "job": documents.job_description, "": ""}.get(source)
    require(text is not None and (item.quote or "") in text, "its report quotes what was not said")


def check_answer(judged: AnswerJudgement, answer: str) -> None:
    check_grades([score.score for score in judged.scores])
    names = [score.name for score in judged.scores]
    is_right = len(set(names)) == len(names) and set(names) <= set(NAMES)
    require(is_right, "an answer is judged on a dimension that is not known, or on one twice")
    require(
        all(0 <= mark.start < mark.end <= len(answer) for mark in judged.marks),
        "a mark stands outside its answer",
    )


def check_attempts(attempts: Sequence[ExportedAttempt], interview: ExportedInterview) -> None:
    made: dict[int, int] = {}
    for attempt in attempts:
        turn, answer = attempt.turn_number, attempt.answer
        require(turn in interview.answers, "an answer was given again that was never given")
        made[turn] = made.get(turn, 0) + 1
        require(attempt.number == made[turn], "answers given again have to be numbered from 1")
        require(not (sentence := answer_fault(answer)), f"answer {turn}, again: {sentence}")
        check_answer(attempt.judgement.answer, answer)
        for item in attempt.judgement.items:
            check_item(item, interview, {**interview.answers, turn: answer})
        check_moment(attempt.answered_at)


def check_opinion(opinion: Opinion, report: Judgement, answers: Mapping[int, str]) -> None:
    """Whether it is on answers of this report, each as a page shows it and a model goes on."""
    is_name = not is_blank(opinion.scored_by) and is_one_line(opinion.scored_by)
    require(is_name, "the name of a model can't be shown")
    is_score = opinion.score is None or 1 <= opinion.score <= MAX_SCORE
    require(is_score, f"the score of its second opinion is not 1 to {MAX_SCORE}")
    whys = (one.why for one in opinion.dropped)
    check_lengths(opinion.scored_by, opinion.summary, *whys)
    check_spent(opinion.spent, "its second opinion")
    judged = {answer.number: answer for answer in report.answers}
    numbers = [one.number for one in opinion.answers]
    numbers += [one.number for one in opinion.dropped]
    require(
        len(set(numbers)) == len(numbers) and set(numbers) <= judged.keys(),
        "its second opinion is on an answer that its report does not judge, or on one twice",
    )
    for one in opinion.answers:
        check_answer_opinion(one, judged[one.number], answers[one.number])


def check_spent(spent: Usage | UnsetType, called: str) -> None:
    """Whether a language model can have cost that."""
    is_right = spent is UNSET or (
        0 <= spent.calls <= MAX_CALLS
        and 0 <= spent.tokens <= MAX_TOKENS
        and 0 <= spent.seconds <= MAX_MODEL_SECONDS
    )
    require(is_right, f"what {called} took can't be right")


def check_answer_opinion(opinion: AnswerOpinion, judged: AnswerJudgement, answer: str) -> None:
    require(
        opinion.scores.keys() == {score.name for score in judged.scores},
        "its second opinion has other dimensions than its report",
    )
    check_grades(list(opinion.scores.values()))
    require((opinion.quote or "") in answer, "its second opinion quotes what was not said")
    check_lengths(opinion.remark, opinion.better)


def check_lengths(*texts: str) -> None:
    is_short = all(len(text) <= MAX_WORDING for text in texts)
    require(is_short, f"a text of its second opinion is longer than {MAX_WORDING:,} characters")
