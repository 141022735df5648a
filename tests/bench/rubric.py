"""How the rules judge people who speak differently, and what moves with each weight by a tenth."""

from collections.abc import Iterator, Sequence
from statistics import mean

import msgspec

from app.interviewer.rules.judging.rubric import Rubric
from app.interviewer.rules.judging.weights import WEIGHTS, Weights
from tests.bench.table import print_table
from tests.interviews import Voice, folders, load_voices
from tests.interviews.evaluation import (
    attacks,
    means_by_register,
    outcome_quotes,
    remarks,
    scores,
    tallies,
)
from tests.roles.interviews import hold, score
from tests.roles.rules import ENGLISH, RULES

TENTH = 0.1


def main() -> None:
    """Print a table a folder of interviews, then one of the weights."""
    for folder in folders():
        voices = load_voices(folder)
        print_levels(folder, voices)
        print_parts(folder, voices)
        print_sayings(folder, voices)
    print_weights(load_voices("seen"))


def print_levels(folder: str, voices: Sequence[Voice]) -> None:
    rows = []
    for voice in voices:
        of = scores(voice)
        worst = max(score(hold(voice.documents, each.answers)) for each in attacks(voice))
        is_ordered = of["good"] > of["ordinary"] > of["lazy"]
        gaps = [of["good"] - of["ordinary"], of["ordinary"] - of["lazy"]]
        cells = [f"{number:.1f}" for number in (*of.values(), *gaps, worst)]
        rows.append([voice.voice, voice.register, *cells, "yes" if is_ordered else "NO"])
    headers = ["voice", "register", "good", "ord.", "lazy", "g - o", "o - l", "attacks", "in order"]
    print_table(f"Interviews, {folder} (attacks: the most; target 3 or less)", headers, rows)
    print("good, by register:", {k: round(v, 1) for k, v in means_by_register(voices).items()})


def print_parts(folder: str, voices: Sequence[Voice]) -> None:
    rows = [
        [kind, f"{t.right} of {t.found}", f"{t.heard} of {t.labelled}", f"{t.f1:.2f}"]
        for kind, t in tallies(voices).items()
    ]
    print_table(f"Marks beside labels, {folder}", ["part", "right", "heard", "F1"], rows)


def print_sayings(folder: str, voices: Sequence[Voice]) -> None:
    blames, quotes = list(remarks(voices)), list(outcome_quotes(voices))
    false = [remark for remark in blames if remark.is_false]
    wrong = [quote for quote in quotes if not quote.is_right]
    rows = [
        ["says of a part that it is missing, though it is there", f"{len(false)} of {len(blames)}"],
        ["outcome quotes that are outcomes", f"{len(quotes) - len(wrong)} of {len(quotes)}"],
    ]
    print_table(f"What reports say, {folder}", ["", "count"], rows)
    for remark in false:
        print("  false:", remark.voice, "|", remark.text)
    for quote in wrong:
        print("  no outcome:", quote.voice, "|", quote.quote)


def print_weights(voices: Sequence[Voice]) -> None:
    """How the means of the good, ordinary and lazy interviews and of attacks move."""
    base = means(voices)
    rows = []
    for name, weights in heavier():
        RULES.judging.assessor.rubric = Rubric(ENGLISH, weights)
        rows.append(
            [name, *(f"{now - then:+.2f}" for now, then in zip(means(voices), base, strict=True))]
        )
    RULES.judging.assessor.rubric = Rubric(ENGLISH)
    headers = ["a tenth more of", "good", "ordinary", "lazy", "attacks"]
    print_table("What moves with each weight", headers, rows)


def means(voices: Sequence[Voice]) -> list[float]:
    levels = [scores(voice) for voice in voices]
    first = voices[0]  # the attacks are the same for all
    tricks = [score(hold(first.documents, each.answers)) for each in attacks(first)]
    return [*(mean(of[level] for of in levels) for level in levels[0]), mean(tricks)]


def heavier() -> Iterator[tuple[str, Weights]]:
    """All weights, each time with one of them a tenth more."""
    for table in WEIGHTS.__struct_fields__:
        of = getattr(WEIGHTS, table)
        for name in of.__struct_fields__:
            value = getattr(of, name)
            is_row = isinstance(value, tuple)
            more = tuple(v * (1 + TENTH) for v in value) if is_row else value * (1 + TENTH)
            changed = msgspec.structs.replace(of, **{name: more})
            yield f"{table}.{name}", msgspec.structs.replace(WEIGHTS, **{table: changed})


if __name__ == "__main__":
    main()
