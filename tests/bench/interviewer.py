"""How well the built-in interviewer reads and judges; how fast is in `interviewer_times`."""

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import mean

import msgspec

from app.interviewer.model import Status
from tests.bench import rubric
from tests.bench.interviewer_ads import print_ads
from tests.bench.interviewer_times import print_times
from tests.bench.table import print_table
from tests.roles import Role, load_roles
from tests.roles.attacks import attacks_on, with_small_talk
from tests.roles.interviews import Interview, dimension_mean, hold, is_verbatim, quotes, score
from tests.roles.matching import LabelReading, read_labels

STATUSES: tuple[Status, ...] = ("supported", "partial", "gap")


class AnswerScores(msgspec.Struct, frozen=True):
    """What a role's sets of answers get, and the distances that have targets."""

    strong: float
    mediocre: float
    poor: float
    strong_dimensions: float
    mediocre_dimensions: float
    poor_dimensions: float
    strong_over_mediocre: float
    mediocre_over_poor: float
    without_figures: float
    without_figures_over_mediocre: float
    figure_gain: float
    padding_gain: float
    small_talk_gain: float


def main() -> None:
    """Print a table for each target."""
    roles = load_roles()
    print_answers(roles)
    print_attacks(roles)
    print_borrowed(roles)
    print_requirements(roles)
    print_ads()
    print_soundness(roles)
    rubric.main()
    print_times(roles)


def held(role: Role, answers: Sequence[str]) -> Interview:
    return hold(role.documents, answers)


def print_answers(roles: Sequence[Role]) -> None:
    """The six sets of answers of every role, then the least, the mean and the most of each."""
    scores = [msgspec.structs.astuple(answer_scores(role)) for role in roles]
    columns = list(zip(*scores, strict=True))
    rows = [
        *([role.name, *map(cell, row)] for role, row in zip(roles, scores, strict=True)),
        ["least", *map(cell, map(min, columns))],
        ["mean", *map(cell, map(mean, columns))],
        ["most", *map(cell, map(max, columns))],
    ]
    headers = ["role", "strong", "medi.", "poor", "dim. s", "dim. m", "dim. p", "s - m", "m - p"]
    headers += ["no fig.", "no fig. - m", "fig. gain", "pad. gain", "talk gain"]
    print_table("Answers, 1 to 10 (dim.: mean of the dimensions, 1 to 5)", headers, rows)
    print(
        "Targets: s - m 2, m - p 1, no fig. - m 1 on average, fig. gain < 1, "
        "pad. and talk gain < 0.5"
    )


def answer_scores(role: Role) -> AnswerScores:
    strong, mediocre, poor = (held(role, each) for each in (role.strong, role.mediocre, role.poor))
    base = score(mediocre)
    without_figures = score(held(role, role.strong_without_figures))
    return AnswerScores(
        strong=score(strong),
        mediocre=base,
        poor=score(poor),
        strong_dimensions=dimension_mean(strong),
        mediocre_dimensions=dimension_mean(mediocre),
        poor_dimensions=dimension_mean(poor),
        strong_over_mediocre=score(strong) - base,
        mediocre_over_poor=base - score(poor),
        without_figures=without_figures,
        without_figures_over_mediocre=without_figures - base,
        figure_gain=score(held(role, role.mediocre_with_figures)) - base,
        padding_gain=score(held(role, role.mediocre_padded)) - base,
        small_talk_gain=score(held(role, with_small_talk(role.mediocre))) - base,
    )


def cell(number: float | None) -> str:
    return "" if number is None else f"{number:.1f}"


def print_attacks(roles: Sequence[Role]) -> None:
    """Every attack on every role, and the worst of each."""
    scores = {
        (attack.name, role.name): score(held(role, attack.answers))
        for role in roles
        for attack in attacks_on(role)
    }
    rows = [
        [name, *(cell(scores.get((name, role.name))) for role in roles), cell(worst)]
        for name in dict.fromkeys(name for name, _ in scores)
        for worst in [max(got for (attack, _), got in scores.items() if attack == name)]
    ]
    headers = ["attack", *(role.name.split("_")[0] for role in roles), "most"]
    print_table("Attacks (target: 3 or less)", headers, rows)


def print_borrowed(roles: Sequence[Role]) -> None:
    """What another role's strong answers get: no target, as some of it is fair."""
    rows = [
        [role.name, lender.name, cell(score(interview)), ", ".join(interview.judgement.flags)]
        for role, lender in zip(roles, [*roles[1:], roles[0]], strict=True)
        for interview in [held(role, lender.strong)]
    ]
    print_table("Another role's strong answers", ["role", "answers of", "score", "flags"], rows)


def print_requirements(roles: Sequence[Role]) -> None:
    """Labels found and rightly judged; an error between supported and gap is severe."""
    readings = {role.name: read_labels(role) for role in roles}
    everything = [reading for of_role in readings.values() for reading in of_role]
    hard = [reading for reading in everything if not reading.label.soft]
    rows = [
        *(requirement_row(name, of_role) for name, of_role in readings.items()),
        requirement_row("all", everything),
        requirement_row("all but soft", hard),
        requirement_row("soft", [reading for reading in everything if reading.label.soft]),
    ]
    headers = ["role", "labels", "found", "right", "accuracy", "severe", "wide"]
    print_table("Requirements (accuracy: right of found; wide: hides others)", headers, rows)
    print_confusion(hard)


def requirement_row(name: str, readings: Sequence[LabelReading]) -> list[str]:
    found = sum(reading.found is not None for reading in readings)
    right = sum(reading.is_right for reading in readings)
    severe = sum(reading.is_severe for reading in readings)
    wide = sum(reading.is_wide for reading in readings)
    accuracy = f"{right / found:.2f}" if found else ""
    return [name, *map(str, (len(readings), found, right)), accuracy, str(severe), str(wide)]


def print_confusion(readings: Sequence[LabelReading]) -> None:
    counts = Counter(
        (reading.label.status, reading.found.status if reading.found else None)
        for reading in readings
    )
    rows = [
        [label, *(str(counts[label, status]) for status in (*STATUSES, None))] for label in STATUSES
    ]
    headers = ["labelled", *STATUSES, "not found"]
    print_table("What a label was read as (all but soft)", headers, rows)


def print_soundness(roles: Sequence[Role]) -> None:
    """Quotes that stand in their source, questions, probes, and the same once more."""
    sets = [
        (role, answers) for role in roles for answers in (role.strong, role.mediocre, role.poor)
    ]
    interviews = [held(role, answers) for role, answers in sets]
    said = [(quote, interview) for interview in interviews for quote in quotes(interview)]
    same = sum(
        msgspec.json.encode(interview) == msgspec.json.encode(held(role, answers))
        for (role, answers), interview in zip(sets, interviews, strict=True)
    )
    rows = [
        ["quotes verbatim", f"{sum(is_verbatim(*pair) for pair in said)} of {len(said)}"],
        ["the same again", f"{same} of {len(sets)}"],
        ["questions", counted(len(interview.turns) for interview in interviews)],
        ["probes", counted(probes(interview) for interview in interviews)],
    ]
    print_table("Soundness of the strong, mediocre and poor interviews", ["", "count"], rows)


def probes(interview: Interview) -> int:
    return sum(turn.question.kind == "probe" for turn in interview.turns)


def counted(numbers: Iterable[int]) -> str:
    """How often each number occurs, as in `8 × 30`."""
    return ", ".join(f"{number} × {times}" for number, times in sorted(Counter(numbers).items()))


if __name__ == "__main__":
    main()
