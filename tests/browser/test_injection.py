"""What a person types is text on every page that shows it, whatever it looks like."""

from playwright.sync_api import expect

from tests.browser.visitor import Visitor
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
            is_now(visitor, owner.cookies["session"])
        visitor.open_dashboard()
        newest_first = list(reversed(some))
        assert visitor.page.locator("h3 bdi").all_text_contents() == newest_first
        assert visitor.page.locator(".origin bdi").all_text_contents() == newest_first


def test_the_documents_page_shows_it_as_text(visitor: Visitor) -> None:
    pairs = list(zip(HOSTILE[::2], HOSTILE[1::2], strict=True))
    with client(visitor.server.url) as owner:
        made = [create(owner, job_title=title, company_name=company) for title, company in pairs]
        is_now(visitor, owner.cookies["session"])
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


def is_now(visitor: Visitor, cookie: str) -> None:
    """Makes the visitor the one with that cookie."""
    visitor.context.add_cookies([{"name": "session", "value": cookie, "url": visitor.server.url}])
