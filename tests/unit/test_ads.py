"""Floors under what is read out of job ads as people paste them."""

import pytest

from tests.ads import Ad, ads, read, share

LEAST_FOUND, MOST_NOISE, LEAST_IMPORTANCE = 0.95, 0.2, 0.9
READINGS = [read(ad) for ad in ads()]


def test_the_requirements_of_real_looking_ads_are_found_and_little_else() -> None:
    found = [len(reading.found) for reading in READINGS]
    listed = [len(reading.requirements) for reading in READINGS]
    assert share(found, [len(reading.ad.wanted) for reading in READINGS]) >= LEAST_FOUND
    assert share([len(reading.noise) for reading in READINGS], listed) <= MOST_NOISE
    wrong = share([len(reading.misjudged) for reading in READINGS], found)
    assert 1 - wrong >= LEAST_IMPORTANCE


@pytest.mark.parametrize("ad", ads(), ids=lambda ad: ad.name)
def test_what_is_left_out_is_verbatim_and_no_requirement(ad: Ad) -> None:
    reading = read(ad)
    asked = {one.text for one in reading.requirements}
    assert reading.left_out
    assert len(set(reading.left_out)) == len(reading.left_out)
    assert all(line in ad.documents.job_description for line in reading.left_out)
    assert asked.isdisjoint(reading.left_out)
