"""Twenty interviews at once whose questions a slow language model words, beside twenty without."""

import asyncio
from functools import partial
from time import monotonic, sleep

import httpx

from tests.bench.report import Figure, show
from tests.bench.rooms import Timing, begun, looking, percentile, timed
from tests.bench.scratch import scratch
from tests.clients import ANSWERS, HEADERS
from tests.model_server import ModelAnswer, ModelRequest, model_server
from tests.modelled import good, saying, serving_with
from tests.server import ASK_AGAIN_S, Server, serving

CANDIDATES = 20
MODEL_S = 5.0
FOR_S = 20.0
LOOK_EVERY_S = 1.0  # as the page does that waits for its question
OTHERS_AT_MOST_MS = 100


def main() -> None:
    """Both on a server of their own; the model is slow once every interview has a question."""
    with scratch() as folder:
        with serving(folder / "without") as server:
            asyncio.run(measure(server, with_question(server), "without a model"))
        with (
            model_server(good) as model,
            serving_with(model, folder / "with") as server,
        ):
            sessions = with_question(server)
            with saying(model, slowly):
                model.requests.clear()
                what = f"with a model that takes {MODEL_S:g} s"
                asyncio.run(measure(server, sessions, what))
            print(f"  The model was asked {len(model.requests)} times.")


def slowly(request: ModelRequest) -> ModelAnswer:
    sleep(MODEL_S)
    return good(request)


def with_question(server: Server) -> list[tuple[str, str]]:
    """The sessions of new visitors with their cookies, each with its first question open."""
    sessions = [begun(server) for _ in range(CANDIDATES)]
    with httpx.Client(headers=HEADERS["htmx"]) as http:
        for url, cookie in sessions:
            while not has_question(http.get(f"{url}/interview", headers={"Cookie": cookie})):
                sleep(ASK_AGAIN_S)
    return sessions


def has_question(page: httpx.Response) -> bool:
    return "<textarea" in page.text


async def measure(server: Server, sessions: list[tuple[str, str]], what: str) -> None:
    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=None)) as http:
        others = asyncio.create_task(looking(http, server.url))
        done = await asyncio.gather(
            *(held(http, number, *each) for number, each in enumerate(sessions))
        )
        others.cancel()
        landing_ms = await others
    pages, answers = ([one for each in kind for one in each] for kind in zip(*done, strict=True))
    errors = sum(status != 200 for _, status in [*pages, *answers])
    show(
        f"{CANDIDATES} interviews at once, {what}: {len(pages)} pages, {len(answers)} answers",
        [
            Figure(what="errors", turns=[errors], at_most=0),
            *waits("their page", [ms for ms, _ in pages]),
            *waits("an answer", [ms for ms, _ in answers]),
            *waits("others' landing page", landing_ms),
        ],
    )


async def held(
    http: httpx.AsyncClient, number: int, url: str, cookie: str
) -> tuple[list[Timing], list[Timing]]:
    """Looks again and again, and answers what is asked; they don't all begin at one moment."""
    headers = {**HEADERS["htmx"], "Cookie": cookie}
    await asyncio.sleep(LOOK_EVERY_S * number / CANDIDATES)
    ends_at = monotonic() + FOR_S
    pages, answers = list[Timing](), list[Timing]()
    left = list(ANSWERS)
    seen = await http.get(f"{url}/interview", headers=headers)  # and so it is connected

    async def look() -> httpx.Response:
        nonlocal seen
        seen = await http.get(f"{url}/interview", headers=headers)
        return seen

    while monotonic() < ends_at:
        pages.append(await timed(look))
        if left and has_question(seen):
            reply = {"answer": left.pop(0)}
            answers.append(
                await timed(partial(http.post, f"{url}/message", data=reply, headers=headers))
            )
        await asyncio.sleep(LOOK_EVERY_S)
    return pages, answers


def waits(what: str, each_ms: list[float]) -> list[Figure]:
    return [
        Figure(what=f"{what}, p50", turns=[percentile(each_ms, 50)], unit="ms"),
        Figure(
            what=f"{what}, p99",
            turns=[percentile(each_ms, 99)],
            unit="ms",
            at_most=OTHERS_AT_MOST_MS,
        ),
    ]


if __name__ == "__main__":
    main()
