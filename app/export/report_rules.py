"""The rules of a report in an export file, and of the answers that were given again after it."""

import re
from collections.abc import Mapping, Sequence

from app.export.model import ExportedAttempt, ExportedFeedback, ExportedInterview
from app.export.requiring import check_moment, check_requirement_id, require
from app.interview.model import answer_fault
from app.interviewer.model import AnswerJudgement, Item, Judgement

ANSWER = re.compile("answer ([1-8])", re.ASCII)
MAX_SCORE, MAX_GRADE = 10, 5  # of an interview, of a dimension
MAX_STEPS = 3  # to do next


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
