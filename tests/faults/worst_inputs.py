"""The worst that a visitor may send: of each kind the largest that a limit lets in.

A new kind of input is a new line of WORST.
"""

import json
from collections.abc import Callable
from urllib.parse import quote, urlencode

import httpx

from tests.clients import ANSWERS, CV, HEADERS, JOB, NURSE, create
from tests.server import Server

MB = 1024 * 1024
CV_LENGTH, JOB_LENGTH, ANSWER_LENGTH = 200_000, 20_000, 10_000
MARKS = "\u0316\u0301"  # below and above: put in order, they have to be sorted
URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=x"


class Place:
    """A server, and a visitor of it who sends the worst."""

    def __init__(self, server: Server, visitor: httpx.Client) -> None:
        self.server = server
        self.visitor = visitor

    def session(self, cv: str = CV, job: str = JOB) -> str:
        """The URL of a new session with these documents."""
        url = f"/session/{create(self.visitor)}"
        if cv:
            self.visitor.post(f"{url}/upload-cv", data={"cv_text": cv}).raise_for_status()
        if job:
            self.visitor.post(f"{url}/upload-job", data={"job_description": job}).raise_for_status()
        return url

    def interview(self, *answers: str, cv: str = CV) -> str:
        """The URL of a new session in whose interview these answers were given."""
        url = self.session(cv)
        self.visitor.get(f"{url}/interview").raise_for_status()
        for answer in answers:
            self.visitor.post(f"{url}/message", data={"answer": answer}).raise_for_status()
        return url

    def report(self, cv: str) -> str:
        url = self.interview(ANSWERS[1], cv=cv)
        self.visitor.post(f"{url}/complete").raise_for_status()
        return url

    def get(self, path: str, **headers: str) -> bytes:
        return self.request("GET", path, b"", {**HEADERS["browser"], **headers})

    def post(self, path: str, body: str | bytes, kind: str = URLENCODED) -> bytes:
        return self.request("POST", path, body, {**HEADERS["api"], "Content-Type": kind})

    def request(self, method: str, path: str, body: str | bytes, headers: dict[str, str]) -> bytes:
        """The bytes of a request, so that sending it takes nothing from who asks meanwhile."""
        content = body.encode() if isinstance(body, str) else body
        ours = "; ".join(f"{name}={value}" for name, value in self.visitor.cookies.items())
        sent = {
            "Host": "localhost",
            "Connection": "close",
            "Content-Length": str(len(content)),
            **headers,
            "Cookie": f"{headers.get('Cookie', 'a=b')}; {ours}",
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
        return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + content


def form(**fields: str) -> str:
    return urlencode(fields)


def file(content: bytes) -> bytes:
    return part('name="cv_file"; filename="cv.txt"', content) + b"--x--\r\n"


def part(named: str, content: bytes = b"", more: str = "") -> bytes:
    head = f"--x\r\nContent-Disposition: form-data; {named}\r\n{more}\r\n"
    return head.encode() + content + b"\r\n"


def import_of(sessions: Callable[[Callable[[int], bytes]], bytes]) -> Callable[[Place, int], bytes]:
    """An import of what is made of the JSON of a session that is done, with a uid of its own."""

    def make(place: Place, number: int) -> bytes:
        place.report(CV)
        whole = place.visitor.get("/you/export").json()
        one = next(each for each in whole["sessions"] if each["feedback"])

        def session(count: int) -> bytes:
            return json.dumps({**one, "uid": f"{number:016x}{count:016x}"}).encode()

        frame = json.dumps({**whole, "sessions": []}).encode().removesuffix(b"]}")
        named = 'name="export_file"; filename="rehearse.json"'
        body = part(named, frame + sessions(session) + b"]}") + b"--x--\r\n"
        return place.post("/you/import", body, MULTIPART)

    return make


def to_cv(place: Place, body: str | bytes, kind: str = URLENCODED) -> bytes:
    return place.post(f"{place.session('', '')}/upload-cv", body, kind)


def cv_of(text: str) -> Callable[[Place, int], bytes]:
    return lambda place, _: to_cv(place, form(cv_text=text))


def job_of(text: str) -> Callable[[Place, int], bytes]:
    return lambda place, _: place.post(
        f"{place.session('', '')}/upload-job", form(job_description=text)
    )


def plan_of(cv: str = CV, job: str = JOB) -> Callable[[Place, int], bytes]:
    return lambda place, _: place.get(f"{place.session(cv, job)}/interview")


def review_of(body: str, job: str = JOB, kind: str = "api") -> Callable[[Place, int], bytes]:
    headers = {**HEADERS[kind], "Content-Type": URLENCODED}
    return lambda place, _: place.request("POST", f"{place.session(job=job)}/review", body, headers)


def answer_of(text: str) -> Callable[[Place, int], bytes]:
    return lambda place, _: place.post(f"{place.interview()}/message", form(answer=text))


def judged(text: str) -> Callable[[Place, int], bytes]:
    return lambda place, _: place.post(f"{place.interview(*[text] * 8)}/complete", "")


def accept(text: str) -> Callable[[Place, int], bytes]:
    return lambda place, number: place.get("/dashboard", Accept=f"a/{number};q=0.{number}, {text}")


LINES = "a\n" * (CV_LENGTH // 2 - 50) + CV[:90]
LEFT_OUT = [f"we {number}." for number in range(990)]
REQUIREMENTS = "Requirements\n" + "- nursing care\n" * 1_200
DIGITS = "In 2024 I cut it from " + "1" * (ANSWER_LENGTH - 100) + " to 3."

# What is sent, by its name: made anew for each try, because what was seen before may be remembered.
WORST: dict[str, Callable[[Place, int], bytes]] = {
    "a CV of combining marks": cv_of("x" * 100 + MARKS * (CV_LENGTH // 2 - 50)),
    "a CV of combining marks, sorted": cv_of(
        "x" * 100 + "\u0301" * (CV_LENGTH // 2) + "\u0316" * (CV_LENGTH // 2 - 100)
    ),
    "a CV of blank lines": cv_of(CV[:90] + "\n" * (CV_LENGTH - 200) + CV[:90]),
    "a CV of empty hyphens": cv_of(CV[:90] + "-\n" * (CV_LENGTH // 2 - 100)),
    "a CV of one word": cv_of("x" * CV_LENGTH),
    "2 MB of percent escapes": lambda place, _: to_cv(place, "cv_text=" + "%41" * 699_000),
    "2 MB of field separators": lambda place, _: to_cv(place, "&" * (2 * MB - 10)),
    "a form of 500,000 fields": lambda place, _: to_cv(place, "a=&" * 500_000),
    "JSON of 2 MB, nested": lambda place, _: to_cv(
        place, '{"cv_text":' + "[" * (2 * MB - 20), "application/json"
    ),
    "JSON of 2 MB, nested and closed": lambda place, _: to_cv(
        place, '{"a":' + "[" * 900_000 + "]" * 900_000 + "}", "application/json"
    ),
    "JSON of 150,000 keys": lambda place, _: to_cv(
        place, "{" + ",".join(f'"k{n}":""' for n in range(150_000)) + "}", "application/json"
    ),
    "JSON of a million numbers": lambda place, _: to_cv(
        place, '{"a":[' + "1," * 1_000_000 + "1]}", "application/json"
    ),
    "JSON nested in a small form": lambda place, _: place.post(
        "/session/create", '{"job_title":' + "[" * 60_000, "application/json"
    ),
    "a file of 10 MB": lambda place, _: to_cv(place, file(b"word " * (2 * MB - 20)), MULTIPART),
    "a file of 10 MB of zeros": lambda place, _: to_cv(
        place, file(bytes(10 * MB - 200)), MULTIPART
    ),
    "multipart of 150,000 parts": lambda place, _: to_cv(
        place, part('name="a"') * 150_000 + b"--x--\r\n", MULTIPART
    ),
    "multipart of 150,000 files": lambda place, _: to_cv(
        place, part('name="a"; filename="b"') * 130_000 + b"--x--\r\n", MULTIPART
    ),
    "a part of 500,000 headers": lambda place, _: to_cv(
        place, part('name="cv_text"', more="X-A: b\r\n" * 500_000) + b"--x--\r\n", MULTIPART
    ),
    "a part of one header of 10 MB": lambda place, _: to_cv(
        place, part('name="cv_text"; a="' + "b" * 10_000_000 + '"') + b"--x--\r\n", MULTIPART
    ),
    "a part whose name is backslashes": lambda place, _: to_cv(
        place, part('name="' + '\\"' * 500_000 + '"') + b"--x--\r\n", MULTIPART
    ),
    "10 MB of almost boundaries": lambda place, _: to_cv(
        place, part('name="cv_file"; filename="a"', b"\r\n--" * 2_000_000) + b"--x--\r\n", MULTIPART
    ),
    "punycode for a part": lambda place, _: to_cv(
        place,
        part('name="cv_text"', b"x-" + b"a9" * 150_000, "Content-Type: a/b; charset=punycode\r\n")
        + b"--x--\r\n",
        MULTIPART,
    ),
    "Accept of 16 KB": accept("text/html;q=0.1," * 990),
    "Accept of 16 KB, parameters": accept("a/b" + ";c=d" * 3_900),
    "Accept of 16 KB, commas": accept("," * 16_000),
    "Accept of 16 KB, quotes": accept('a/b;c="' + '\\"' * 7_900),
    "cookies of 15 KB": lambda place, _: place.get("/dashboard", Cookie="session=;" * 1_650),
    "a cookie of spaces": lambda place, _: place.get("/dashboard", Cookie="a=b;" + " ;" * 7_500),
    "a content type of 15 KB": lambda place, _: place.post(
        "/session/create", form(**NURSE), "a/b" + ";a=b" * 3_800
    ),
    "a query of 15 KB": lambda place, _: place.get("/dashboard?" + "a=%41&" * 2_500),
    "a job description of combining marks": job_of("x" * 100 + MARKS * (JOB_LENGTH // 2 - 50)),
    "a plan from marks": plan_of(job="x " * 100 + MARKS * (JOB_LENGTH // 2 - 200)),
    "a plan from digits": plan_of(job=JOB + "1" * (JOB_LENGTH - len(JOB))),
    "a plan from commas": plan_of(job=JOB + "a, " * ((JOB_LENGTH - len(JOB)) // 3)),
    "a plan from spaces": plan_of(job=JOB + "- a" + " " * (JOB_LENGTH - len(JOB) - 9) + "b"),
    "a plan from numbers": plan_of(job=JOB + "£1,1" * ((JOB_LENGTH - len(JOB)) // 4)),
    "a plan from one line": plan_of(job=("nursing care of wards and " * 380)[:JOB_LENGTH]),
    "a plan from a CV of digits": plan_of(cv=CV + "1" * (CV_LENGTH - len(CV))),
    "a plan from a CV of one line": plan_of(cv=("led 3 nurses in ward 4, " * 9_000)[:CV_LENGTH]),
    "a plan from a CV of 100,000 lines": plan_of(cv=LINES),
    "a review of a thousand requirements": review_of(
        form(add="\n".join([REQUIREMENTS[:299]] * 9 + ["abc"])), job=JOB + REQUIREMENTS
    ),
    "a review of a thousand lines that brings 60 back": review_of(
        urlencode([("restore", line) for line in LEFT_OUT[:60]]),
        job=f"{JOB}About us\n- " + "\n- ".join(LEFT_OUT),
        kind="htmx",
    ),
    "a review that names nothing a thousand times": review_of("exclude=r1&restore=a&" * 510),
    "an answer of digits": answer_of(DIGITS),
    "an answer of combining marks": answer_of("I did it. " + MARKS * (ANSWER_LENGTH // 2 - 10)),
    "an answer of commas": answer_of("I led, " * (ANSWER_LENGTH // 7)),
    "an answer of quotes": answer_of("“I said ‘" * (ANSWER_LENGTH // 9)),
    "a report on answers of digits": judged(DIGITS),
    "a report on one long sentence": judged(("I led the ward and " * 600)[:ANSWER_LENGTH]),
    "the documents page, 100,000 lines": lambda place, _: place.get(
        f"{place.session(LINES)}/upload"
    ),
    "the interview page, 100,000 lines": lambda place, _: place.get(
        f"{place.interview(cv=LINES)}/interview"
    ),
    "the report page, 100,000 lines": lambda place, _: place.get(f"{place.report(LINES)}/feedback"),
    "an import of brackets": import_of(lambda _: b"[" * (20 * MB)),
    "an import of one text": import_of(lambda _: b'{"uid":"' + b"a" * (20 * MB)),
    "an import of a million sessions": import_of(lambda _: b"{}," * 1_000_000),
    "an import of a session of flags": import_of(lambda _: b'{"uid":[' + b'"a",' * (5 * MB)),
    "an import of 800 sessions": import_of(lambda session: b",".join(map(session, range(800)))),
    "an import of 40 long CVs": import_of(
        lambda session: b",".join(
            session(number).replace(b"Riverside", LINES.encode()[:190_000].replace(b"\n", b"\\n"))
            for number in range(40)
        )
    ),
    "a long path": lambda place, _: place.get("/" + quote("ä/") * 2_000),
}
