"""The pages of all one's sessions and of one's data, in every state; for `places.py`."""

import httpx
from playwright.sync_api import expect

from tests.browser.visitor import LONG, Visitor
from tests.clients import ANSWERS, JSON, answered, client, completed, create
from tests.exports import bring, exported, with_opinion


def library(visitor: Visitor) -> None:
    with client(visitor.server.url) as earlier:
        for number in range(21):
            create(earlier, job_title=f"{LONG} {number}", company_name=LONG)
        first = completed(earlier, job_title="Ward Sister")
        second = earlier.post(f"/session/{first}/again").json()["session_id"]
        for text in ANSWERS:
            earlier.post(f"/session/{second}/message", data={"answer": text})
        earlier.post(f"/session/{second}/complete")
        visitor.is_now(earlier)
    visitor.open("/sessions")
    visitor.unfold()


def library_without_a_find(visitor: Visitor) -> None:
    visitor.has(create)
    visitor.open(f"/sessions?q={LONG}")


def names_with_an_error(visitor: Visitor) -> None:
    visitor.watch.allow("status of 400")
    visitor.open(f"{visitor.has(answered, 1)}/edit")
    visitor.job_title.fill("")
    visitor.page.get_by_role("button", name="Save the names").click()
    expect(visitor.page.get_by_text("Job title cannot be empty")).to_be_visible()


def session_to_delete(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(completed, job_title=LONG)}/delete")


def feedback_with_an_opinion(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(with_an_opinion)}/feedback")
    visitor.unfold()


def opinion_by_itself(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(with_an_opinion)}/feedback/opinion")
    visitor.unfold()


def with_an_opinion(visitor: httpx.Client) -> int:
    """The id of a session whose second opinion, by a model of a long name, came with a file."""
    with client(str(visitor.base_url), "api") as owner:
        completed(owner, 5)
        content = exported(owner)
    (session,) = map(with_opinion, content["sessions"])
    session["opinion"]["scored_by"] = LONG
    bring(visitor, {**content, "sessions": [session]})
    (found,) = visitor.get("/sessions", headers=JSON).json()["sessions"]
    return int(found["id"])


def your_data(visitor: Visitor) -> None:
    visitor.has(completed)
    visitor.open("/you")
    visitor.page.get_by_role("button", name="Open this on another device").click()
    expect(visitor.page.locator(".device-link")).to_be_visible()


def your_data_of_a_newcomer(visitor: Visitor) -> None:
    visitor.open("/you")


def link_to_take(visitor: Visitor) -> None:
    with client(visitor.server.url, "api") as laptop:
        create(laptop)
        visitor.open(laptop.post("/you/link").json()["url"])


def link_that_is_used(visitor: Visitor) -> None:
    visitor.watch.allow("status of 404")
    visitor.open(f"/you/link/{'A' * 22}")
    expect(visitor.page.get_by_role("main")).to_contain_text("This link is no longer valid.")


def everything_to_forget(visitor: Visitor) -> None:
    visitor.watch.allow("status of 400")
    visitor.has(completed)
    visitor.open("/you/forget")
    visitor.page.get_by_role("button", name="Delete everything").click()
    expect(visitor.page.locator(".field-error")).to_be_visible()
