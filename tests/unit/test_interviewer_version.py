"""The version of the rules rises when what they say may have changed."""

from tests.rules_release import current, released

HOW = (
    "The code or the lexicon of the rules has changed since {version} was released. If that changes"
    " what they say, raise VERSION in engine.py; if not, run `make rules-released`."
)


def test_rules_that_changed_since_their_release_have_another_version() -> None:
    now, last = current(), released()
    assert now.version != last.version or now == last, HOW.format(version=last.version)
