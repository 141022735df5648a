"""Many people at once: 20 who bring their CV, and 50 in the middle of their interviews."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from time import perf_counter

import httpx

from tests.bench import bare
from tests.bench.load import Ask, in_turns
from tests.bench.report import Figure, show
from tests.bench.scratch import scratch
from tests.clients import ANSWERS, HEADERS, client, create, with_documents
from tests.corpus import GOOD
from tests.server import Server, serving

UPLOADERS = 20
CANDIDATES = 50
QUESTIONS_ASKED = 6
OTHERS_PAUSE_S = 0.01
THINKING_S = 0.5  # far less than a person takes for an answer

Send = Callable[[], Awaitable[httpx.Response]]


def main() -> None:
    """Measure both on a server of their own."""
    with scratch() as folder, serving(folder / "rehearse") as server:
        page = interview_page(server)
        size = str(
            len(httpx.get(page.url, headers=page.headers).content)
        )  # the rules are set up now
        asyncio.run(uploads_at_once(server))
        asyncio.run(interviews_at_once(server))
        with serving(folder / "bare", bare.COMMAND, PAGE_BYTES=size) as yardstick:
            rounds = in_turns([Ask(yardstick.url, page.headers), page], CANDIDATES)
    shares = [ours.requests_per_s / yard.requests_per_s for yard, ours in rounds]
    show(
        f"The interview page beside a bare handler: {CANDIDATES} clients",
        [
            Figure(what="the interview page / bare handler", turns=shares),
            Figure(what="its p99", turns=[ours.p99_ms for _, ours in rounds], unit="ms"),
        ],
    )


async def uploads_at_once(server: Server) -> None:
    """Every one sends another good file of the corpus, while somebody else looks at a page."""
    files = [path for path in GOOD if path.suffix in (".pdf", ".docx")][:UPLOADERS]
    urls = [upload_url(server) for _ in files]
    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=None)) as http:

        def send(number: int) -> Awaitable[httpx.Response]:
            url, cookie = urls[number]
            headers = {**HEADERS["api"], "Cookie": cookie}
            sent = {"cv_file": (files[number].name, files[number].read_bytes())}
            return http.post(url, files=sent, headers=headers, timeout=60)

        others = asyncio.create_task(looking(http, server.url))
        began = perf_counter()
        answers = await asyncio.gather(*map(send, range(len(files))))
        total_s = perf_counter() - began
        others.cancel()
        waits_ms = (await asyncio.gather(others, return_exceptions=True))[0]
    statuses = [answer.status_code for answer in answers]
    seen_ms = waits_ms if isinstance(waits_ms, list) else []
    show(
        f"{UPLOADERS} people upload at once",
        [
            Figure(what="read", turns=[statuses.count(200)]),
            Figure(what="asked to try again", turns=[statuses.count(503)]),
            Figure(what="until all have their answer", turns=[total_s], unit="s"),
            Figure(what="others' pages meanwhile, p99", turns=[percentile(seen_ms, 99)], unit="ms"),
        ],
    )


async def looking(http: httpx.AsyncClient, url: str) -> list[float]:
    """How long each look at the landing page takes, in ms, until it is cancelled."""
    waits_ms: list[float] = []
    try:
        while True:
            waits_ms.append((await timed(partial(http.get, url)))[0])
            await asyncio.sleep(OTHERS_PAUSE_S)
    except asyncio.CancelledError:
        return waits_ms


async def interviews_at_once(server: Server) -> None:
    """Every candidate reads the page and answers, again and again."""
    sessions = [begun(server) for _ in range(CANDIDATES)]
    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=None)) as http:
        done = await asyncio.gather(
            *(held(http, number, *sessions[number]) for number in range(CANDIDATES))
        )
    pages, answers = (
        [each for of_one in kind for each in of_one] for kind in zip(*done, strict=True)
    )
    errors = sum(status != 200 for _, status in [*pages, *answers])
    figures = [Figure(what="errors", turns=[errors], at_most=0)]
    for what, timings in (("the page", pages), ("an answer", answers)):
        waits_ms = [ms for ms, _ in timings]
        figures.append(Figure(what=f"{what}, p50", turns=[percentile(waits_ms, 50)], unit="ms"))
        figures.append(
            Figure(what=f"{what}, p99", turns=[percentile(waits_ms, 99)], unit="ms", at_most=100)
        )
    show(f"{CANDIDATES} people in the middle of interviews, each {THINKING_S} s a turn", figures)


Timing = tuple[float, int]  # ms, and the status


async def held(
    http: httpx.AsyncClient, number: int, url: str, cookie: str
) -> tuple[list[Timing], list[Timing]]:
    """The pages and the answers of one interview; they don't all begin at the same moment."""
    headers = {**HEADERS["htmx"], "Cookie": cookie}
    await asyncio.sleep(THINKING_S * number / CANDIDATES)
    pages, answers = [], []
    for text in ANSWERS[:QUESTIONS_ASKED]:
        pages.append(await timed(partial(http.get, f"{url}/interview", headers=headers)))
        reply = partial(http.post, f"{url}/message", data={"answer": text}, headers=headers)
        answers.append(await timed(reply))
        await asyncio.sleep(THINKING_S)
    return pages, answers


async def timed(send: Send) -> Timing:
    began = perf_counter()
    answer = await send()
    return (perf_counter() - began) * 1000, answer.status_code


def upload_url(server: Server) -> tuple[str, str]:
    """Where a new visitor sends their CV, and their cookie."""
    with client(server.url, "api") as visitor:
        url = f"{server.url}/session/{create(visitor)}/upload-cv"
        return url, f"rehearse={visitor.cookies['rehearse']}"


def begun(server: Server) -> tuple[str, str]:
    """The session of a new visitor who has brought both documents, and their cookie."""
    with client(server.url, "api") as visitor:
        url = f"{server.url}/session/{with_documents(visitor)}"
        return url, f"rehearse={visitor.cookies['rehearse']}"


def interview_page(server: Server) -> Ask:
    url, cookie = begun(server)
    return Ask(f"{url}/interview", {**HEADERS["browser"], "Cookie": cookie})


def percentile(values: Sequence[float], share: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)] if ordered else 0.0


if __name__ == "__main__":
    main()
