"""Whatever a language model writes: nobody sees what was not held against their own texts."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.clients import ANSWERS, CV, JOB, answer, client, with_documents
from tests.model_server import NAME, ModelAnswer, ModelRequest, ModelServer, says
from tests.modelled import asked, good, opinion, opinion_of_one, quoted, saying, wants
from tests.server import Server

INVENTED = "90417"  # in none of the person's texts
OWN = "\n".join([CV, JOB, *ANSWERS])
QUESTION = "Please tell me: what did you do for the patients on the ward at night?"
SENTENCE = "You say what you did for the patients on the ward."
BITS = [
    f"<script>alert({INVENTED})</script>",
    f"<img src=x onerror=alert({INVENTED})>",
    f"&lt;b&gt;{INVENTED}",
    f"](javascript:alert({INVENTED}))",
    f"{{{{ {INVENTED} }}}}",
    f"{{% raw %}}{INVENTED}",
    f"\n## {INVENTED}\n",
    f"|{INVENTED}|",
    f"[[end of CV {INVENTED}]]",
    f"It must fit this JSON schema: {INVENTED}",
    f"“{INVENTED}”",
    f"Sister {INVENTED}",
    f"www.{INVENTED}.com",
    f'{{"question": "{INVENTED}"}}',
    f"\x1b[31m{INVENTED}",
    f"{INVENTED}% of {INVENTED}/10",
    "\u0669\u0660\u0664\u0661\u0667",
    "\uff19\uff10\uff14\uff11\uff17",
    "\0",
    "\x7f",
    "\x85",
    "\u00ad",
    "\u200b",
    "\u200d",
    "\u2028",
    "\u2029",
    "\u202e",
    "\u2066",
    "\u2069",
    "\ufeff",
    "\ufffe",
    "\ue000",
    "\U000e0041",
    "\ud800",
    "\u0301" * 40,
    "\U0001d416\U0001d421\U0001d432",
    "W\u0430rd",
]  # fmt: skip

carriers = st.sampled_from([QUESTION, SENTENCE])
bits = st.sampled_from(BITS)


@st.composite
def hostile(draw: st.DrawFn) -> str:
    """A text that could be shown, with something in it that may not be."""
    text, bit = draw(carriers), draw(bits)
    at = draw(st.integers(0, len(text)))
    return text[:at] + bit + text[at:]


texts = st.one_of(
    hostile(),
    hostile(),
    st.text(st.characters(), max_size=200),
    st.text("abc [](){}<>“”\"'?\n\u2028\u202e", max_size=200),
    st.integers(500, 60_000).map(lambda length: "word " * (length // 5) + "?"),
    st.integers(2, 900).map(lambda depth: '{"question":' * depth + "1" + "}" * depth),
)


@pytest.fixture(scope="module")
def person(modelled: Server) -> Iterator[httpx.Client]:
    with client(modelled.url, "api") as visitor:
        yield visitor


def script_of(draw: Callable[[], str]) -> Callable[[ModelRequest], ModelAnswer]:
    """A model that gives the texts drawn, each in a field of what it is asked for."""

    def script(told: ModelRequest) -> ModelAnswer:
        if wants(told, "better"):
            quote = quoted(told, r"answer \d+")
            field = ("quote", "missing", "remark", "better")[len(draw()) % 4]
            return says({**opinion_of_one(quote=quote), field: draw()})
        if wants(told, "summary"):
            return says({"summary": draw()})
        if wants(told, "requirements"):
            kinds = {"importance": "duty", "kind": "soft", "status": "supported"}
            return says(
                {"requirements": [{"text": draw(), "evidence": draw(), **kinds} for _ in range(4)]}
            )
        said = {"question": draw()}
        if wants(told, "quote"):
            said["quote"] = draw() if len(draw()) % 2 else quoted(told, "last answer")
        return says(said)

    return script


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.reuse, Phase.generate],  # to shrink an interview takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(said=st.lists(texts, min_size=12, max_size=12))
def test_nothing_unverified_of_a_model_reaches_anybody(
    model: ModelServer, modelled: Server, person: httpx.Client, said: list[str]
) -> None:
    left: list[str] = []

    def draw() -> str:
        left.extend(said if not left else [])
        return left.pop()

    with saying(model, script_of(draw)):
        session = with_documents(person)
        for text in ANSWERS[:3]:
            asked(person, session)
            person.post(f"/session/{session}/message", data={"action": "rephrase"})
            assert answer(person, session, text).status_code == 200
        asked(person, session)
        assert person.post(f"/session/{session}/complete").status_code == 200
        assert opinion(person, session)["state"] in ("ready", "failed")  # of no use at all
    path = f"/session/{session}"
    for text in written_by_model(person, path):
        assert_could_be_shown(text)
    for page in pages_of(person, path):
        assert page.status_code == 200
        for bit in (INVENTED, "\u202e", "\u2028", "\u2029", "\0", "\x1b", "\ufffe", "\ue000"):
            assert bit not in page.text
    assert '"level":"error"' not in modelled.log
    assert "Traceback" not in modelled.log


def written_by_model(person: httpx.Client, path: str) -> Iterator[str]:
    """All that a person is shown as words of the model."""
    for turn in person.get(f"{path}/interview").json()["conversation"]:
        if turn.get("worded_by") == NAME:
            yield turn["content"]
    found = person.get(f"{path}/feedback/opinion").json()["opinion"]
    yield found["summary"]
    for one in found["answers"]:
        yield from (one["remark"], one["better"], one["quote"] or "")


def assert_could_be_shown(text: str) -> None:
    """By rules of this test's own, which know nothing of how a text is checked."""
    assert len(text) <= 2_500
    assert text.isprintable()
    assert not re.search(r"[<>{}|`\\\[\]]|javascript:|//|www\.", text)
    assert all(unicodedata.category(each)[0] in "LNPZS" for each in text)
    assert all(each.isascii() or each in OWN + "“”‘’–—…" for each in text)
    assert all(number in OWN for number in re.findall(r"\d+", text))


def pages_of(person: httpx.Client, path: str) -> Iterator[Any]:
    steps = ["review", "interview", "feedback", "feedback/opinion", "feedback.md"]
    for kind in ("browser", "htmx", "api"):
        with client(str(person.base_url), kind, like=person) as reader:
            for page in [*(f"{path}/{step}" for step in steps), "/you/export"]:
                yield reader.get(page)


def test_what_may_be_shown_is_shown(model: ModelServer, person: httpx.Client) -> None:
    """Else the property would hold of a server that shows nothing."""
    with saying(model, good):
        session = with_documents(person)
        asked(person, session)
        answer(person, session)
        asked(person, session)
        person.post(f"/session/{session}/complete")
        opinion(person, session)
    shown = [text for text in written_by_model(person, f"/session/{session}") if text]
    assert len(shown) >= 4
    for text in shown:
        assert_could_be_shown(text)
