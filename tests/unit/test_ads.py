"""Floors under what is read out of job ads as people paste them, saved as the app saves them."""

from pathlib import Path

import msgspec
import pytest

from tests.ads import FOLDERS, Ad, ads, plain, read, share


class Floors(msgspec.Struct, frozen=True):
    """Shares: the first three of the labels, noise of what is listed; `poor` is a number."""

    found: float
    importance: float
    right: float
    noise: float
    severe: float
    wrongly_shown: float
    poor: int


# Just under what is reached; more room for ads that nobody saw while the rules were written.
SEEN, UNSEEN = zip(
    FOLDERS,
    (
        Floors(0.99, 0.98, 0.69, noise=0.02, severe=0.02, wrongly_shown=0.13, poor=3),
        Floors(0.91, 0.9, 0.57, noise=0.06, severe=0.06, wrongly_shown=0.18, poor=1),
    ),
    strict=True,
)
each_ad = pytest.mark.parametrize("ad", ads(), ids=lambda ad: ad.name)


@each_ad
def test_what_an_ad_is_labelled_with_stands_in_its_documents(ad: Ad) -> None:
    job, cv = plain(ad.documents.job_description), plain(ad.documents.cv)
    lines = [*(one.line for one in ad.wanted), *ad.unwanted]
    assert [line for line in lines if plain(line) not in job] == []
    pieces = [piece for one in ad.wanted for piece in one.evidence]
    assert [piece for piece in pieces if plain(piece) not in cv] == []


@pytest.mark.parametrize(("folder", "floors"), [SEEN, UNSEEN], ids=["seen", "unseen"])
def test_the_requirements_of_real_looking_ads_are_found_and_little_else(
    folder: Path, floors: Floors
) -> None:
    readings = [read(ad) for ad in ads(folder)]
    labels = [len(one.ad.wanted) for one in readings]
    found = [len(one.found) for one in readings]
    listed = [len(one.requirements) for one in readings]
    wrong_importance = share([len(one.misjudged) for one in readings], found)
    assert sum(found) >= floors.found * sum(labels)
    assert share([len(one.noise) for one in readings], listed) <= floors.noise
    assert wrong_importance <= 1 - floors.importance
    assert sum(len(one.rightly_judged) for one in readings) >= floors.right * sum(found)
    assert share([len(one.severe) for one in readings], found) <= floors.severe
    assert share([len(one.wrongly_shown) for one in readings], found) <= floors.wrongly_shown
    assert sum(len(one.poor_questions) for one in readings) <= floors.poor


@each_ad
def test_what_is_left_out_is_verbatim_and_no_requirement(ad: Ad) -> None:
    reading = read(ad)
    asked = {one.text for one in reading.requirements}
    assert reading.left_out
    assert len(set(reading.left_out)) == len(reading.left_out)
    assert all(line in ad.documents.job_description for line in reading.left_out)
    assert asked.isdisjoint(reading.left_out)
