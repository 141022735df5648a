"""A link lets another device in, once; a device that is signed out opens nothing."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.clients import HEADERS, JSON, NURSE, completed, create, devices
from tests.conftest import NewClient

NO_LONGER = {"error": "This link is no longer valid", "type": "NotFoundError"}


def link(visitor: httpx.Client) -> str:
    """The address of a new link."""
    made: str = visitor.post("/you/link", headers=JSON).json()["url"]
    return made


def listed(visitor: httpx.Client) -> list[int]:
    body = visitor.get("/sessions", headers=JSON).json()
    return [card["id"] for card in body["sessions"]]


def test_a_link_opens_the_sessions_on_another_device(new_client: NewClient) -> None:
    laptop, phone = new_client("api"), new_client("api")
    session = completed(laptop)
    made = laptop.post("/you/link").json()
    assert list(made) == ["url", "expires_at"]
    lasts = datetime.fromisoformat(made["expires_at"]) - datetime.now(UTC)
    assert timedelta(minutes=9) < lasts <= timedelta(minutes=10)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/you/link/[A-Za-z0-9_-]{22}", made["url"])
    assert phone.get(made["url"]).json() == {"sessions": 1}
    assert phone.get(f"/session/{session}/feedback").status_code == 403
    assert phone.post(made["url"]).json() == {"redirect": "/sessions", "sessions": 1}
    assert phone.get(f"/session/{session}/feedback").status_code == 200
    newer = create(phone)
    assert listed(laptop) == listed(phone) == [newer, session]
    assert laptop.cookies["rehearse"] != phone.cookies["rehearse"]


@pytest.mark.parametrize("kind", HEADERS)
def test_each_kind_of_client_can_make_one_and_take_one(new_client: NewClient, kind: str) -> None:
    laptop, phone = new_client(kind), new_client(kind)
    session = create(laptop)
    made = laptop.post("/you/link")
    (code,) = set(re.findall(r"/you/link/([A-Za-z0-9_-]{22})", made.text))
    if kind in ("htmx", "browser", "script"):
        assert "Open this address in the other browser" in made.text
        assert 'class="qr"' not in made.text  # no phone could open it: it leads to this machine
        assert ("<html" in made.text) == (kind != "htmx")
    assert "1 session" in phone.get(f"/you/link/{code}", headers=HEADERS["browser"]).text
    taken = phone.post(f"/you/link/{code}")
    assert taken.status_code == (302 if kind in ("browser", "script") else 200)
    assert listed(phone) == [session]


def test_looking_at_a_link_takes_nothing(new_client: NewClient) -> None:
    laptop, phone = new_client("api"), new_client("browser")
    create(laptop)
    url = link(laptop)
    for _ in range(3):
        assert "set-cookie" not in phone.get(url).headers
        phone.head(url)
    assert phone.post(url).status_code == 302


def test_a_link_works_once(new_client: NewClient) -> None:
    laptop = new_client("api")
    create(laptop)
    url = link(laptop)
    assert new_client("api").post(url).status_code == 200
    for late in (new_client("api").get(url), new_client("api").post(url)):
        assert (late.status_code, late.json()) == (404, NO_LONGER)
        assert "set-cookie" not in late.headers
    page = new_client("browser").get(url)
    assert page.status_code == 404
    assert "This link is no longer valid" in page.text


@pytest.mark.parametrize("code", ["A" * 22, "x", "A" * 5000, "%00", "a b", "\u0661" * 22])
def test_a_code_that_was_guessed_opens_nothing(new_client: NewClient, code: str) -> None:
    visitor = new_client("api")
    create(visitor)
    for method in ("GET", "POST"):
        answer = visitor.request(method, f"/you/link/{code}")
        assert (answer.status_code, answer.json()) == (404, NO_LONGER)


def test_there_is_no_link_to_nothing(new_client: NewClient) -> None:
    said = {"error": "There is nothing to open yet", "type": "ValidationError"}
    forged, emptied = new_client("api"), new_client("api")
    forged.cookies["rehearse"] = "A" * 43
    emptied.delete(f"/session/{create(emptied)}")
    for visitor in (new_client("api"), forged, emptied):
        answer = visitor.post("/you/link")
        assert (answer.status_code, answer.json()) == (400, said)
    assert new_client("browser").post("/you/link").status_code == 400


def test_every_link_is_another_also_with_the_same_key(new_client: NewClient) -> None:
    visitor = new_client("api")
    create(visitor)
    key = {"Idempotency-Key": "the-same"}
    made = {visitor.post("/you/link", headers=key).json()["url"] for _ in range(3)}
    assert len(made) == 3


def test_sessions_of_both_devices_stand_together_and_the_old_token_opens_nothing(
    new_client: NewClient,
) -> None:
    laptop, phone, tablet = (new_client("api") for _ in range(3))
    on_laptop, on_phone = create(laptop), completed(phone)
    tablet.post(link(phone))  # a third one, which had the phone's sessions before
    old_token = phone.cookies["rehearse"]
    assert phone.post(link(laptop)).json()["sessions"] == 2
    for device in (laptop, phone, tablet):
        assert listed(device) == [on_phone, on_laptop]
    old = new_client("api")
    old.cookies["rehearse"] = old_token
    assert listed(old) == []
    assert old.get(f"/session/{on_phone}/feedback").status_code == 403


def test_requests_of_both_devices_may_have_had_the_same_key(new_client: NewClient) -> None:
    laptop, phone = new_client("api"), new_client("api")
    key = {"Idempotency-Key": "monday"}
    for device in (laptop, phone):
        device.post("/session/create", data={"job_title": "A", "company_name": "B"}, headers=key)
    assert phone.post(link(laptop)).json()["sessions"] == 2


def test_a_link_to_oneself_changes_the_token_alone(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = create(visitor)
    token = visitor.cookies["rehearse"]
    assert visitor.post(link(visitor)).json()["sessions"] == 1
    assert visitor.cookies["rehearse"] != token
    assert listed(visitor) == [session]
    assert len(devices(visitor)) == 1


def test_a_device_that_is_signed_out_opens_nothing(new_client: NewClient) -> None:
    laptop, phone = new_client("api"), new_client("api")
    session = create(laptop)
    phone.post(link(laptop))
    first, second = devices(laptop)
    assert laptop.post(f"/you/devices/{second}/sign-out").json() == {"redirect": "/you"}
    assert listed(phone) == []
    assert phone.get(f"/session/{session}/upload").status_code == 403
    assert create(phone) not in listed(laptop)
    assert devices(laptop) == [first]
    again = laptop.post(f"/you/devices/{second}/sign-out")
    assert again.status_code == 404


def test_a_device_that_is_signed_out_does_not_come_back_by_a_link_of_its_own(
    new_client: NewClient,
) -> None:
    laptop, phone = new_client("api"), new_client("api")
    create(laptop)
    phone.post(link(laptop))
    kept_back = link(phone)
    laptop.post(f"/you/devices/{devices(laptop)[1]}/sign-out").raise_for_status()
    assert phone.post(kept_back).json() == NO_LONGER
    assert listed(phone) == []
    assert len(devices(laptop)) == 1


@pytest.mark.parametrize("kind", HEADERS)
def test_signing_this_one_out_is_leaving(new_client: NewClient, kind: str) -> None:
    laptop, phone = new_client("api"), new_client(kind)
    session = create(laptop)
    phone.post(link(laptop))
    answer = phone.post(f"/you/devices/{devices(phone)[1]}/sign-out")
    gone_to = answer.headers.get("location") or answer.headers.get("hx-redirect")
    assert (gone_to or answer.json()["redirect"]) == "/"
    assert "rehearse" not in phone.cookies
    assert listed(laptop) == [session]


@pytest.mark.parametrize("number", ["0", "01", "x", "9" * 30, "\u0661"])
def test_a_device_that_is_none_is_told(new_client: NewClient, number: str) -> None:
    visitor = new_client("api")
    create(visitor)
    assert visitor.post(f"/you/devices/{number}/sign-out").status_code == 404


def test_nobody_signs_out_somebody_elses_device(new_client: NewClient) -> None:
    visitor, other = new_client("api"), new_client("api")
    session = create(visitor)
    create(other)
    (number,) = devices(visitor)
    url = link(other)
    assert other.post(f"/you/devices/{number}/sign-out").status_code == 404
    assert listed(visitor) == [session]
    assert new_client("api").get(url).status_code == 200  # nor does that end a link


def test_a_form_that_was_sent_before_signing_out_lets_nobody_in_again(
    new_client: NewClient,
) -> None:
    """The token of a first form is made from the form's own key, so it can be made again."""
    laptop, phone = new_client("browser"), new_client("api")
    page = laptop.get("/").text
    (key,) = re.findall(r'name="request_key" value="([^"]+)"', page)
    form = {"job_title": "Nurse", "company_name": "St Elsewhere", "request_key": key}
    laptop.post("/session/create", data=form)
    (session,) = listed(laptop)
    phone.post(link(laptop))
    phone.post(f"/you/devices/{devices(phone)[0]}/sign-out")
    replayed = new_client("browser")
    replayed.post("/session/create", data=form)
    assert session not in listed(replayed)
    assert replayed.get(f"/session/{session}/upload").status_code == 403


@pytest.mark.parametrize("is_known", [True, False])
def test_the_form_of_a_link_that_is_sent_twice_lets_a_device_in_once(
    new_client: NewClient, *, is_known: bool
) -> None:
    """A double click without JavaScript: the browser may drop the first answer and its cookie."""
    laptop, phone = new_client("api"), new_client("browser")
    session = create(laptop)
    own = [create(phone)] if is_known else []
    url, cookies = link(laptop), dict(phone.cookies)
    (key,) = re.findall(r'name="request_key" value="([^"]+)"', phone.get(url).text)
    dropped, kept = new_client("api"), new_client("api")
    for tab in (dropped, kept):
        tab.cookies.update(cookies)
        answer = tab.post(url, data={"request_key": key})
        assert answer.json() == {"redirect": "/sessions", "sessions": len(own) + 1}
    kept.headers["Cookie"] = answer.headers["set-cookie"].partition(";")[0]
    assert kept.get("/sessions").json()["total"] == len(own) + 1
    assert kept.get(f"/session/{session}/upload").status_code == 200
    assert len(devices(laptop)) == 2
    assert new_client("api").post(url).status_code == 404
    laptop.post(f"/you/devices/{devices(laptop)[1]}/sign-out")
    assert new_client("api").post(url, data={"request_key": key}).status_code == 404
    other = link(laptop)  # the key of a form is for its own link
    taken = new_client("api").post(other, data={"request_key": key})
    assert taken.json()["sessions"] == len(own) + 1


def test_what_is_begun_while_devices_are_joined_is_lost_to_nobody(new_client: NewClient) -> None:
    laptop, phone = new_client("api"), new_client("api")
    create(laptop)
    for _ in range(10):
        phone.cookies.clear()
        create(phone)
        old = phone.cookies["rehearse"]
        tabs = [new_client("api") for _ in range(4)]
        url = link(laptop)
        for tab in tabs:
            tab.cookies.set("rehearse", old)
        with ThreadPoolExecutor(5) as pool:
            taken = pool.submit(phone.post, url)
            begun = [pool.submit(tab.post, "/session/create", data=NURSE) for tab in tabs]
        assert taken.result().status_code == 200
        for made in [each.result() for each in begun]:
            if made.status_code == 409:
                assert made.json()["error"].startswith("This browser was signed out meanwhile.")
            elif old in made.headers["set-cookie"]:
                assert phone.get(f"/session/{made.json()['session_id']}/upload").status_code == 200
        as_before = new_client("api")
        as_before.cookies.set("rehearse", old)
        assert listed(as_before) == []


def test_a_stranger_reads_why_and_where_to_go(new_client: NewClient) -> None:
    session = create(new_client("api"))
    page = new_client("browser").get(f"/session/{session}/upload")
    assert page.status_code == 403
    assert 'href="/you"' in page.text
    assert "another device" in page.text
