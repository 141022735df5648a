"""What is read out of a job description and a CV."""

from datetime import date

import pytest

from app.interviewer.model import Documents, Requirement
from app.interviewer.rules.reading.job import Ask
from tests.roles import TODAY
from tests.roles.rules import ENGLISH, RULES
from tests.unit.labelled_roles import read_as, roles

cv_lines = RULES.matcher.cvs.lines_of
read_job = RULES.matcher.jobs.read


def asks_of(job: str) -> list[Ask]:
    return read_job(job).asks


def requirements_of(documents: Documents, today: date) -> list[Requirement]:
    asks = asks_of(documents.job_description)
    return RULES.matcher.matched(documents, asks, "r", today)


def asked(job: str) -> dict[str, float]:
    return {ask.text: ask.importance for ask in asks_of(job)}


def requirement(job_line: str, cv: str, title: str = "Assistant") -> Requirement:
    """The only requirement of a job description with that line."""
    job = f"Requirements:\n- {job_line}"
    (found,) = requirements_of(Documents(title, "Acme", cv, job), TODAY)
    return found


def status(job_line: str, cv: str, title: str = "Assistant") -> str:
    return requirement(job_line, cv, title).status


def test_a_heading_says_how_much_its_lines_matter() -> None:
    job = (
        "Duties\n- Serve guests\nEssential criteria:\n- Bar work\n"
        "## Nice to have\n* Barista course\nBenefits\n- Free meals"
    )
    assert asked(job) == {"Serve guests": 0.6, "Bar work": 1.0, "Barista course": 0.5}


@pytest.mark.parametrize("bullet", ["-", "•", "*", "–", "1.", "(2)", "a)", "✓", "➤", "+", "·"])
def test_a_bullet_of_any_kind_is_no_part_of_a_requirement(bullet: str) -> None:
    assert asked(f"Requirements\n{bullet} Forklift licence") == {"Forklift licence": 1.0}


def test_the_words_of_a_line_lower_its_importance() -> None:
    job = "Requirements:\n- Python\n- Knowledge of SAP is an advantage\n- French (desirable)"
    assert list(asked(job).values()) == [1.0, 0.5, 0.5]


def test_prose_without_headings_is_read_sentence_by_sentence() -> None:
    job = (
        "We are a family business. You will fit kitchens. You must have a driving licence. "
        "Experience with tiling would be a bonus. We offer 28 days holiday and a pension."
    )
    assert asked(job) == {
        "You will fit kitchens": 0.6,
        "You must have a driving licence": 1.0,
        "Experience with tiling would be a bonus": 0.5,
    }


def test_a_benefit_between_requirements_is_dropped() -> None:
    job = "What we need\nA qualified sparky. Free parking and a pension scheme. Own tools."
    assert list(asked(job)) == ["A qualified sparky", "Own tools"]


def test_a_list_after_a_sentence_that_announces_it_is_read() -> None:
    job = "As our new chef you will:\n• run the grill\nThe right person will have:\n• a cool head"
    assert asked(job) == {"run the grill": 0.6, "a cool head": 1.0}


def test_an_abbreviation_does_not_end_a_sentence() -> None:
    job = "You need experience of a frontend framework, e.g. React or Vue."
    assert list(asked(job)) == [job.rstrip(".")]


def test_a_compound_sentence_is_read_clause_by_clause() -> None:
    job = (
        "You will run a brigade of five, write a short menu and look after the breakfasts. "
        "Food hygiene level 3 is a must, we have five stars, and you'll keep the allergen file."
    )
    assert asked(job) == {
        "You will run a brigade of five": 0.6,
        "write a short menu": 0.6,
        "look after the breakfasts": 0.6,
        "Food hygiene level 3 is a must": 1.0,
        "you'll keep the allergen file": 0.6,
    }


def test_verbs_that_share_an_object_stay_together() -> None:
    job = "You must be able to recognise and escalate a patient who gets worse on the ward."
    assert list(asked(job)) == [job.rstrip(".")]


def test_letters_for_essential_and_desirable_weigh_a_line_and_are_not_quoted() -> None:
    job = "Person spec (E = essential, D = desirable)\nFirst aid (E)\nLeading visits; Evolve (D)"
    assert asked(job) == {"First aid": 1.0, "Leading visits": 0.5, "Evolve": 0.5}


def test_a_paragraph_may_end_by_announcing_a_list() -> None:
    job = "We are a large school. From January you will:\n 1. teach maths\n 2. mark"
    assert asked(job) == {"teach maths": 0.6, "mark": 0.6}


def test_names_after_a_lead_in_are_requirements_each() -> None:
    job = "Bonus points if you've got: pneumatics, an IPAF ticket, any refrigeration"
    assert asked(job) == {"pneumatics": 0.5, "an IPAF ticket": 0.5, "any refrigeration": 0.5}


@pytest.mark.parametrize(
    "line",
    [
        "Four days on, three off",
        "Tips shared equally",
        "Money is £41k with shift",
        "We pay £12.35 an hour",
        "Agencies please dont ring",
        "You have to be right to work in the UK",
        "Interviews will be held on 24 March",
        "We encourage applications from all backgrounds",
    ],
)
def test_pay_hours_and_how_to_apply_ask_for_nothing(line: str) -> None:
    assert asked(f"What we need\n- A cook\n- {line}") == {"A cook": 1.0}


def test_a_paragraph_after_a_list_is_no_part_of_it() -> None:
    assert asked("Requirements\n- A cook\n\nThe kitchen faces the sea.") == {"A cook": 1.0}


def test_a_very_long_text_is_read_at_its_beginning() -> None:
    assert len(asks_of("- You must cook\n" + "x" * 200_000 + "\n- You must bake")) == 1


def test_every_requirement_stands_in_the_job_description() -> None:
    for role in roles().values():
        assert all(ask.text in role.job for ask in asks_of(role.job))


def test_only_a_known_heading_is_a_heading_of_a_cv() -> None:
    lines = cv_lines("Skills & Tools\nFull driving licence\nReferences\nMr Smith", TODAY)
    assert [(line.text, line.section) for line in lines] == [("Full driving licence", "skills")]


def test_a_cv_line_knows_the_time_of_the_job_it_belongs_to() -> None:
    lines = cv_lines(
        "Experience\nCook, Anchor\nMar 2019 - Feb 2021\nGrill\nEducation\nBA Music", TODAY
    )
    spans = [line.span for line in lines]
    assert spans == [(2019 * 12 + 2, 2021 * 12 + 1)] * 2 + [None]


def test_a_long_paragraph_of_a_cv_is_read_by_sentences() -> None:
    cv = "I ran a shop for ten years. " * 12
    assert {line.text for line in cv_lines(cv, TODAY)} == {"I ran a shop for ten years."}


@pytest.mark.parametrize(
    ("job_line", "cv", "expected"),
    [
        ("Excellent communication skills", "Microsoft Excel", "partial"),
        ("Advanced Excel", "Excellent timekeeping", "gap"),
        ("Experience with Go", "I like to go running", "gap"),
        ("Experience with Go or Rust", "Go, gRPC, Docker", "supported"),
        ("Statistics in R", "R, SPSS", "supported"),
        ("A level Maths", "A high level of maths", "gap"),
        ("C++ programming", "C# developer", "partial"),
        (".NET developer", "Network installer", "gap"),
        ("AWS", "Amazon Web Services since 2019", "supported"),
        ("Azure", "Deployed to AWS", "partial"),
        ("Relational databases", "PostgreSQL", "supported"),
        ("Word, Excel or Outlook", "Excel", "supported"),
        ("Docker and Kubernetes", "Docker", "partial"),
        ("Full driving licence", "Full UK driving licence", "supported"),
        ("Full driving licence", "Provisional driving licence", "partial"),
        ("Fluent French", "Basic French", "partial"),
        ("Kubernetes", "No experience with Kubernetes yet", "gap"),
        ("Kubernetes", "I would like to learn Kubernetes", "partial"),
        ("Wound care", "Changed dressings twice a day", "supported"),
    ],
)
def test_a_term_is_met_by_its_meaning_and_not_by_its_letters(
    job_line: str, cv: str, expected: str
) -> None:
    assert status(job_line, cv) == expected


@pytest.mark.parametrize(
    ("job_line", "cv", "expected"),
    [
        ("5+ years of nursing", "Staff nurse 2015 - 2022", "supported"),
        ("5+ years of nursing", "Staff nurse 2020 - 2022", "partial"),
        ("Two years' experience in a similar role", "Florist, Bloom 2015 - 2018", "supported"),
        ("Two years' experience in a similar role", "Cook, Anchor 2017", "gap"),
        ("Managing a team of 10", "Managed a team of 12", "supported"),
        ("Managing a team of 10", "Managed a team of 3", "partial"),
        ("Managing a team of 10", "Worked in the post room", "gap"),
        ("Bachelor's degree in Engineering", "MEng Mechanical Engineering", "supported"),
        ("Bachelor's degree in Engineering", "BA (Hons) History", "partial"),
        ("Bachelor's degree in Engineering", "GCSEs", "gap"),
        ("NVQ Level 3", "NVQ Level 2", "partial"),
    ],
)
def test_years_teams_and_degrees_are_compared(job_line: str, cv: str, expected: str) -> None:
    assert status(job_line, cv, title="Florist") == expected


@pytest.mark.parametrize(
    "line", ["Good communication skills", "Attention to detail", "Excellent time management"]
)
def test_a_soft_requirement_is_never_a_gap(line: str) -> None:
    found = requirement(line, "Warehouse operative")
    assert (found.kind, found.status) == ("soft", "partial")


def test_evidence_is_at_most_two_lines_of_the_cv() -> None:
    for role in roles().values():
        for found in requirements_of(role.documents, TODAY):
            assert len(found.evidence) <= 2
            assert all(line in role.cv for line in found.evidence)
            assert found.evidence if found.status == "supported" else True
            assert not found.evidence if found.status == "gap" else True


def test_a_careful_reader_agrees_with_most_statuses() -> None:
    pairs = [
        (expected, read_as(requirements_of(role.documents, TODAY), label))
        for role in roles().values()
        for label, expected in role.labels.items()
    ]
    severe = [pair for pair in pairs if set(pair) == {"supported", "gap"}]
    assert sum(expected == read for expected, read in pairs) >= 0.70 * len(pairs)
    assert len(severe) <= 0.04 * len(pairs)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We are looking for a nurse who is kind to the patients in our care.", "en"),
        ("Wir suchen eine Pflegekraft, die mit Herz und Verstand für uns arbeitet.", "de"),
        (
            "Nous cherchons une personne pour notre équipe, avec de l'expérience dans la vente.",
            "fr",
        ),
        ("我们正在寻找一名护士", "zh"),
        ("看護師を募集しています", "ja"),
        ("간호사를 찾고 있습니다", "ko"),
        ("نبحث عن ممرضة", "ar"),
        ("รับสมัครพยาบาล", "th"),
        ("Мы ищем медсестру", "ru"),
        ("", "und"),
        ("Python, Django, AWS", "und"),
        ("José de la Cruz, Calle de la Rosa, San Juan de la Sierra", "und"),
        ("🙂🙂🙂", "und"),
    ],
)
def test_the_language_shows_in_its_script_or_its_small_words(text: str, language: str) -> None:
    assert ENGLISH.detect(text) == language


@pytest.mark.parametrize("heading", ["Stable experience", "FARM EMPLOYMENT", "Earlier roles:"])
def test_work_below_a_heading_of_its_own_kind_is_work(heading: str) -> None:
    cv = f"Education\nBHS Stage 2, Brook College, 2016\n\n{heading}\nGroom, Hay Yard, 2017 - 2021"
    assert cv_lines(cv, TODAY)[-1].section == "experience"


def test_a_line_of_a_list_is_no_heading() -> None:
    cv = "Skills\nTill work\nKitchen experience\nFirst aid"
    assert [line.section for line in cv_lines(cv, TODAY)] == ["skills"] * 3
