"""How often the answers of an interview can be given again."""

import pytest

from app.again.records import MOST
from tests.clients import HEADERS, JSON, completed
from tests.conftest import NewClient
from tests.exports import bring, exported

NEW = "I said it once more, in other words."


@pytest.mark.parametrize("kind", HEADERS)
def test_there_is_an_end_to_what_is_kept_and_the_last_answer_is_not_lost(
    new_client: NewClient, kind: str
) -> None:
    owner = new_client("api")
    again = f"/session/{completed(owner)}/answer/3"
    owner.post(again, data={"answer": NEW}).raise_for_status()
    export = exported(owner)
    one = export["sessions"][0]
    one["attempts"] = [{**one["attempts"][0], "number": number} for number in range(1, MOST + 1)]
    visitor = new_client(kind)
    bring(visitor, export)
    (session,) = (card["id"] for card in visitor.get("/sessions", headers=JSON).json()["sessions"])
    refused = visitor.post(f"/session/{session}/answer/3", data={"answer": NEW})
    assert refused.status_code == 409
    assert "Please practise again" in refused.text
    if kind in ("api", "script"):
        assert refused.json()["code"] == "too_many_attempts"
    else:
        assert NEW in refused.text
    assert bring(new_client("api"), exported(visitor)).status_code == 200
