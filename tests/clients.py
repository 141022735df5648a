"""The four kinds of client that the HTTP contract knows, each with a cookie jar of its own."""

import html
import re
import ssl
from collections.abc import Sequence
from itertools import cycle

import httpx

TLS = ssl.create_default_context()  # unused, and made once: it takes longer than a request

HEADERS = {
    "htmx": {"HX-Request": "true", "HX-Request-Type": "partial", "Accept": "text/html"},
    "browser": {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"},
    "api": {"Accept": "application/json"},
    "script": {"Accept": "*/*"},
}
JSON = {**HEADERS["api"], "HX-Request": "false"}  # for a look as a script, by whichever client

ANSWER_LIMIT_S = 30  # a bound, never a measure

NURSE = {"job_title": "Staff nurse", "company_name": "St Elsewhere"}


class InTurn(httpx.HTTPTransport):
    """Takes each request to the next of these servers, as a load balancer does."""

    def __init__(self, urls: Sequence[str]) -> None:
        super().__init__(verify=TLS)
        self.ports = cycle(httpx.URL(url).port for url in urls)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url.copy_with(port=next(self.ports))
        passed_on = httpx.Request(
            request.method,
            url,
            headers=request.headers,
            stream=request.stream,
            extensions=request.extensions,
        )
        return super().handle_request(passed_on)


def client(
    url: str | Sequence[str], kind: str = "browser", like: httpx.Client | None = None
) -> httpx.Client:
    """A client of that kind, of one server or of several in turn.

    It is the same visitor as `like`, where one is given.
    """
    urls = [url] if isinstance(url, str) else url
    made = httpx.Client(
        base_url=urls[0], headers=HEADERS[kind], transport=InTurn(urls), timeout=ANSWER_LIMIT_S
    )
    if like:
        made.cookies = like.cookies
    return made


def create(visitor: httpx.Client, **form: str) -> int:
    """The id of a session that this visitor begins, by whichever kind of client it is."""
    answer = visitor.post("/session/create", data={**NURSE, **form})
    next_page = answer.headers.get("location") or answer.headers.get("hx-redirect", "")
    found = re.search(r"/session/(\d+)/upload", next_page or answer.text)
    assert found, f"{answer.status_code}: {answer.text}"
    return int(found[1])


CV = """Mara Lindholm
Summary
Staff nurse with six years on acute medical wards.
Experience
Staff nurse, Riverside Hospital, 2019 to 2025
- Looked after up to eight patients a shift on a 28-bed ward
- Cut falls on the ward from nine to three a month with hourly rounds
- Mentored four newly qualified nurses
Education
BSc Adult Nursing, 2018, NMC registered
"""
JOB = """Staff nurse, acute medicine
What you will do
- Assess, plan and give care for a group of acutely ill patients
- Take charge of the ward in the absence of the sister
- Mentor students and new colleagues
What we ask for
- Registered nurse (adult) with a current NMC PIN
- Experience of cannulation and venepuncture
- Immediate Life Support
"""
ANSWERS = [
    "I trained because my grandmother was nursed at home. I started on a medical ward in 2019.",
    "In March a patient became short of breath. I sat him up, gave oxygen and called the doctor, "
    "because his score had gone from two to seven. He was in theatre within the hour.",
    "I noticed that people fell at night on the way to the toilet. I asked the team to go round "
    "every hour, I made the chart, and falls went from nine a month to three.",
    "I have not put in a cannula alone. I watched Sister Okoro do ten, I practised on the arm in "
    "the skills room, and I would book the course in my first month.",
    "A colleague wanted to restrain a confused man. I disagreed, I sat with him and rang his "
    "daughter, and he slept. We wrote it into the care plan.",
    "Two of us were sick in January and I had twelve patients. I gave the drugs that could not "
    "wait first, told the site manager, and asked a healthcare assistant to do the washes.",
    "I once forgot to sign for a drug. I told the sister at once, checked the patient and filled "
    "in the form. Since then I sign before I leave the bed.",
    "I want to work here because your ward takes the sickest patients. In 90 days I would like "
    "to have my life support course and to know every doctor by name.",
]


def with_documents(visitor: httpx.Client, **form: str) -> int:
    """The id of a session that has its CV and its job description."""
    return bring_documents(visitor, create(visitor, **form))


def by_rules_only(visitor: httpx.Client) -> int:
    """The same, of a session that kept to the rules before anything could be read."""
    session_id = create(visitor)
    visitor.post(f"/session/{session_id}/rules-only", data={"on": "1"}).raise_for_status()
    return bring_documents(visitor, session_id)


def bring_documents(visitor: httpx.Client, session_id: int) -> int:
    visitor.post(f"/session/{session_id}/upload-cv", data={"cv_text": CV})
    visitor.post(f"/session/{session_id}/upload-job", data={"job_description": JOB})
    return session_id


def answer(
    visitor: httpx.Client, session: int, text: str = ANSWERS[0], **more: str
) -> httpx.Response:
    """What comes of an answer in an interview."""
    return visitor.post(f"/session/{session}/message", data={"answer": text, **more})


def seen(visitor: httpx.Client, session: int) -> httpx.Response:
    """The interview as it stands."""
    return visitor.get(f"/session/{session}/interview")


def answered(visitor: httpx.Client, count: int = len(ANSWERS), **form: str) -> int:
    """The id of a session in whose interview `count` questions are answered."""
    session_id = with_documents(visitor, **form)
    for answer in ANSWERS[:count]:
        visitor.post(f"/session/{session_id}/message", data={"answer": answer})
    return session_id


def completed(visitor: httpx.Client, count: int = len(ANSWERS), **form: str) -> int:
    """The id of a session that has its report."""
    session_id = answered(visitor, count, **form)
    visitor.post(f"/session/{session_id}/complete")
    return session_id


def shown_words(page: httpx.Response) -> str:
    """The words of a page that can be seen, without what tells a screen reader of a mark."""
    seen = re.sub(r'<span class="visually-hidden">[^<]*</span>', "", page.text)
    return html.unescape(re.sub("<[^>]+>", "", seen))


def devices(visitor: httpx.Client) -> list[str]:
    """The numbers of the devices on the page, the first at the top."""
    page = visitor.get("/you", headers=HEADERS["browser"]).text
    return re.findall(r'action="/you/devices/(\d+)/sign-out"', page)
