"""Where no rules may stand in for the language model: what one is told while it is away."""

from pathlib import Path

from tests.clients import ANSWERS, HEADERS, answer, client, with_documents
from tests.http.test_model_interview import assert_says, like
from tests.model_server import (
    NAME,
    model_server,
    refuses,
)
from tests.modelled import (
    asked,
    good,
    saying,
    serving_with,
    until,
)

AWAY = "The language model could not be reached. Nothing is lost: try again in a moment."


def test_without_rules_to_stand_in_the_question_waits_for_the_model(tmp_path: Path) -> None:
    with (
        model_server(good) as model,
        serving_with(model, tmp_path, MODEL_FALLBACK="off") as server,
        client(server.url, "api") as candidate,
    ):
        session = with_documents(candidate)
        url = f"/session/{session}/interview"
        asked(candidate, session)
        with saying(model, lambda _: refuses(401)):  # told at once
            taken = answer(candidate, session)
            assert (taken.status_code, taken.json()["is_being_asked"]) == (200, True)
            for kind in HEADERS:
                with like(candidate, kind) as reader:
                    away = until(lambda: reader.get(url), lambda got: got.status_code != 200)
                    assert away.status_code == 503
                    assert int(away.headers["retry-after"]) > 0
                    assert_says(away, kind, "AIServiceError", AWAY)
                    if kind in ("browser", "htmx"):
                        assert f'href="{url}">Try again</a>' in away.text
        server.stop()
        server.restart()  # as nobody waits for it for a while after three failures
        assert asked(candidate, session)["worded_by"] == NAME
        said = candidate.get(url).json()["conversation"]
        assert said[1]["content"] == ANSWERS[0]


def test_without_rules_to_stand_in_other_words_wait_and_what_was_typed_stays(
    tmp_path: Path,
) -> None:
    with (
        model_server(good) as model,
        serving_with(model, tmp_path, MODEL_FALLBACK="off") as server,
        client(server.url, "api") as candidate,
    ):
        session = with_documents(candidate)
        asked(candidate, session)
        with saying(model, lambda _: refuses(401)):
            for kind in ("browser", "htmx"):
                with like(candidate, kind) as sender:
                    away = answer(sender, session, "Half an answer", action="rephrase")
                    assert away.status_code == 503
                    assert "Half an answer</textarea>" in away.text
                    assert AWAY in away.text
                    assert "<title>Rehearse can&#39;t do that just now: " in away.text
                    assert "Please check your answer" not in away.text
            assert_says(
                answer(candidate, session, "Half", action="rephrase"), "api", "AIServiceError", AWAY
            )
