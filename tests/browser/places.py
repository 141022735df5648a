"""Every page in every state that a person can bring it to, for what has to hold on all of them."""

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.places_of_data import (
    everything_to_forget,
    feedback_with_an_opinion,
    library,
    library_without_a_find,
    link_that_is_used,
    link_to_take,
    names_with_an_error,
    opinion_by_itself,
    session_to_delete,
    your_data,
    your_data_of_a_newcomer,
)
from tests.browser.visitor import LONG, Visitor
from tests.clients import ANSWERS, answered, client, completed, create, with_documents

LONGEST_WORD = "a" * 10_001
CZECH_CV = """Jana Nováková
Pracovní zkušenosti
Zdravotní sestra na interním oddělení nemocnice, 2015 až 2023
Starala jsem se o pacienty a vedla jsem mladší kolegyně při každodenní práci."""
CZECH_JOB = """Hledáme zdravotní sestru na interní oddělení
Péče o pacienty, podávání léků podle lékaře a vedení dokumentace
Registrace zdravotní sestry a praxe alespoň dva roky"""


def landing(visitor: Visitor) -> None:
    visitor.open("/")


def landing_of_the_known(visitor: Visitor) -> None:
    visitor.has(answered, 2, job_title=LONG, company_name=LONG)
    visitor.open("/")
    expect(visitor.page.locator(".go-on")).to_contain_text("Question 3 of 8")


def landing_with_errors(visitor: Visitor) -> None:
    refused_at(visitor, "/")


def dashboard_of_a_newcomer(visitor: Visitor) -> None:
    visitor.open_dashboard()


def dashboard_with_sessions(visitor: Visitor) -> None:
    with client(visitor.server.url) as earlier:
        create(earlier, job_title="W" * 200)
        with_documents(earlier, job_title=LONG)
        answered(earlier, 3, job_title="مهندس برمجيات")
        answered(earlier, job_title="Head chef")
        completed(earlier)
        visitor.is_now(earlier)
    visitor.open_dashboard()


def dashboard_with_errors(visitor: Visitor) -> None:
    refused_at(visitor, "/dashboard")


def documents(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.begins(LONG, LONG)


def documents_refused(visitor: Visitor) -> None:
    visitor.watch.allow("status of 400")
    visitor.open(f"{visitor.has(create)}/upload")
    visitor.page.get_by_role("button", name="Save the job description").click()
    expect(visitor.page.locator("#job .field-error").first).to_be_visible()
    visitor.unfold()


def documents_saved(visitor: Visitor) -> None:
    path = visitor.has(with_documents)
    visitor.open(f"{path}/upload")
    file = {"name": f"{LONG}.txt", "mimeType": "text/plain", "buffer": f"{LONG}\n".encode() * 9}
    visitor.page.get_by_label("CV file").set_input_files(file)  # type: ignore[arg-type]
    visitor.unfold()
    if not visitor.has_js:
        visitor.page.locator("#cv").get_by_role("button", name="Save the new file").click()
    expect(visitor.page.locator("#cv bdi")).to_have_text(f"{LONG}.txt")
    visitor.unfold()


def documents_removed(visitor: Visitor) -> None:
    visitor.has(with_documents)
    visitor.open(f"{visitor.has(with_documents)}/upload")
    visitor.page.get_by_role("button", name="Remove the CV").click()
    expect(visitor.page.locator("#cv-before, h1:text('Remove your CV?')")).to_be_visible()


def review(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(with_documents, job_title=LONG)}/review")
    visitor.page.get_by_label("Not about me").first.check()
    visitor.page.get_by_label("Add something").fill(LONG)
    visitor.page.get_by_role("button", name="Keep these lines").click()
    expect(visitor.page.locator(".reviewed").get_by_text(LONG)).to_be_visible()
    visitor.unfold()


def review_with_an_error(visitor: Visitor) -> None:
    visitor.watch.allow("status of 400")
    visitor.open(f"{visitor.has(with_documents)}/review")
    visitor.page.get_by_label("Add something").fill("ab")
    visitor.page.get_by_role("button", name="Start the interview").click()
    expect(visitor.page.locator(".field-error")).to_be_visible()


def review_out_of_date(visitor: Visitor) -> None:
    visitor.watch.allow("status of 409")
    visitor.open(f"{visitor.has(with_documents)}/review")
    visitor.page.locator("[name=reading]").evaluate("field => field.value = 'another'")
    visitor.page.get_by_role("button", name="Start the interview").click()
    expect(visitor.page.get_by_text("please choose again")).to_be_visible()


def review_once_begun(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(answered, 1)}/review")


def interview_with_a_question(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(answered, 3, job_title=LONG)}/interview")
    visitor.unfold()


def interview_with_an_error(visitor: Visitor) -> None:
    visitor.watch.allow("status of 400")
    visitor.open(f"{visitor.has(answered, 1)}/interview")
    visitor.answer.fill(LONGEST_WORD)
    visitor.send_button.click()
    expect(visitor.page.get_by_text("Answer too long")).to_be_visible()


def interview_that_is_complete(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(answered)}/interview")


def feedback(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(completed_poorly, job_title=LONG)}/feedback")
    visitor.unfold()


def feedback_without_a_score(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(completed_in_another_language)}/feedback")
    expect(visitor.page.get_by_text("No number", exact=True)).to_be_visible()
    visitor.unfold()


def answer_again(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(completed)}/answer/3")


def answer_given_again(visitor: Visitor) -> None:
    path = f"{visitor.has(completed)}/answer/3"
    visitor.open(path)
    for text in (ANSWERS[2], f"{ANSWERS[5]} We would maybe have to learn. {LONG}"):
        visitor.page.locator(".attempt-form textarea").fill(text)
        visitor.page.locator(".attempt-form button").click()
        expect(visitor.page.locator("#newest ~ .marked-answer")).to_contain_text(text[-20:])
    visitor.unfold()


def answer_again_with_an_error(visitor: Visitor) -> None:
    visitor.watch.allow("status of 400")
    visitor.open(f"{visitor.has(completed)}/answer/3")
    visitor.page.locator(".attempt-form button").click()
    expect(visitor.page.get_by_text("Answer cannot be empty.")).to_be_visible()


def completed_poorly(visitor: httpx.Client, **form: str) -> int:
    """The id of a session whose report has all: strengths, and flags for noise and for repeats."""
    session_id = with_documents(visitor, **form)
    for answer in ("asdf qwer asdf zxcv", *ANSWERS[1:4], ANSWERS[1], "W" * 500):
        visitor.post(f"/session/{session_id}/message", data={"answer": answer})
    visitor.post(f"/session/{session_id}/complete")
    return session_id


def completed_in_another_language(visitor: httpx.Client) -> int:
    session_id = create(visitor)
    visitor.post(f"/session/{session_id}/upload-cv", data={"cv_text": CZECH_CV})
    visitor.post(f"/session/{session_id}/upload-job", data={"job_description": CZECH_JOB})
    visitor.get(f"/session/{session_id}/interview")
    visitor.post(f"/session/{session_id}/message", data={"answer": CZECH_CV})
    visitor.post(f"/session/{session_id}/complete")
    return session_id


def importing(visitor: Visitor) -> None:
    visitor.open("/you/import")


def importing_refused(visitor: Visitor) -> None:
    visitor.watch.allow("status of 400")
    visitor.open("/you/import")
    file = {"name": "notes.json", "mimeType": "application/json", "buffer": b"{}"}
    visitor.page.locator("#export-file").set_input_files(file)  # type: ignore[arg-type]
    if (button := visitor.page.get_by_role("button", name="Import")).is_visible():
        button.click()  # with scripts it is sent as soon as it is chosen
    expect(visitor.page.get_by_text("This is not an export of Rehearse")).to_be_visible()


def page_that_is_not_there(visitor: Visitor) -> None:
    visitor.watch.allow("status of 404")
    visitor.open("/nowhere")
    expect(visitor.page.get_by_role("main")).to_contain_text("Page not found.")


def session_of_somebody_else(visitor: Visitor) -> None:
    visitor.watch.allow("status of 403")
    with client(visitor.server.url) as somebody:
        visitor.open(f"/session/{create(somebody)}/upload")
    expect(visitor.page.get_by_role("main")).to_contain_text("You don't have access")


def form_that_cant_be_read(visitor: Visitor) -> None:
    visitor.watch.allow("status of 400")
    visitor.open("/")
    visitor.job_title.evaluate("field => { field.after(field.cloneNode()); field.form.submit() }")
    expect(visitor.page.get_by_role("main")).to_contain_text("Job title was sent more than once.")


def refused_at(visitor: Visitor, path: str) -> None:
    visitor.watch.allow("status of 400")
    visitor.open(path)
    visitor.start()
    expect(visitor.page.get_by_text("Company name cannot be empty")).to_be_visible()


PLACES: tuple[Callable[[Visitor], None], ...] = (
    landing,
    landing_of_the_known,
    landing_with_errors,
    dashboard_of_a_newcomer,
    dashboard_with_sessions,
    dashboard_with_errors,
    documents,
    documents_refused,
    documents_saved,
    documents_removed,
    review,
    review_with_an_error,
    review_out_of_date,
    review_once_begun,
    interview_with_a_question,
    interview_with_an_error,
    interview_that_is_complete,
    feedback,
    feedback_without_a_score,
    feedback_with_an_opinion,
    opinion_by_itself,
    answer_again,
    answer_given_again,
    answer_again_with_an_error,
    library,
    library_without_a_find,
    names_with_an_error,
    session_to_delete,
    your_data,
    your_data_of_a_newcomer,
    link_to_take,
    link_that_is_used,
    everything_to_forget,
    importing,
    importing_refused,
    page_that_is_not_there,
    session_of_somebody_else,
    form_that_cant_be_read,
)

everywhere = pytest.mark.parametrize("go", PLACES, ids=lambda go: go.__name__)
