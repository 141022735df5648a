"""Every page in every state that a person can bring it to, for what has to hold on all of them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor
from tests.clients import client, create

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def landing(visitor: Visitor) -> None:
    visitor.open("/")


def landing_with_errors(visitor: Visitor) -> None:
    refused_at(visitor, "/")


def dashboard_of_a_newcomer(visitor: Visitor) -> None:
    visitor.open_dashboard()


def dashboard_with_sessions(visitor: Visitor) -> None:
    visitor.has_sessions("Staff nurse", LONG, "مهندس برمجيات", "Head chef", "W" * 200)
    visitor.open_dashboard()


def dashboard_with_errors(visitor: Visitor) -> None:
    refused_at(visitor, "/dashboard")


def documents(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.begins(LONG, LONG)


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
    landing_with_errors,
    dashboard_of_a_newcomer,
    dashboard_with_sessions,
    dashboard_with_errors,
    documents,
    page_that_is_not_there,
    session_of_somebody_else,
    form_that_cant_be_read,
)

everywhere = pytest.mark.parametrize("go", PLACES, ids=lambda go: go.__name__)
