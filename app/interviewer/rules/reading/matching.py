"""How well a CV shows what a job asks for: a score, a status and the lines that show it."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from msgspec.structs import replace

from app.interviewer.model import DUTY, Documents, Requirement, RequirementKind
from app.interviewer.rules.language import Language
from app.interviewer.rules.language.phrases import any_of
from app.interviewer.rules.language.words import words
from app.interviewer.rules.reading.cv import WHO, CvLine, CvReader
from app.interviewer.rules.reading.cv_index import CvIndex, Doubts, Scores
from app.interviewer.rules.reading.figures import Amounts, Figures, best_of
from app.interviewer.rules.reading.job import Ask, JobReader
from app.interviewer.rules.reading.languages import Languages, Levels
from app.interviewer.rules.reading.lexicon import Lexicon
from app.interviewer.rules.reading.names import without_names
from app.interviewer.rules.reading.quoting import Preferences
from app.interviewer.rules.reading.scoring import (
    MISSING,
    PARTIAL,
    RELATED,
    RELEVANT,
    SHOWN,
    SUPPORTED,
    Match,
    best_lines,
    parts_rule,
    status_of,
    tool_rule,
    weight_of,
)
from app.interviewer.rules.reading.skills import Choice, Skill, choices_of

CUES = ("learning", "alike", "in_role", "conditions", "certificates")

NEARLY = 0.85  # of the years or people that are asked for
SOFT_SHARE = 0.5  # of the skills of a requirement
LONGEST_PAPER = 7  # words of a line that is no more than the name of a credential
SCHOOL = 3  # the level of degree_level below which there are no degrees


class Matcher:
    """Reads jobs and CVs in one language, and says which CV shows what."""

    def __init__(self, language: Language) -> None:
        table = language.reading.matching
        self.lexicon = Lexicon(language)
        self.jobs = JobReader(language)
        self.cvs = CvReader(language)
        self.figures = Figures(language)
        self.languages = Languages(language)
        self.doubts = Doubts(language)
        self.preferences = Preferences(language)
        self.patterns = {cue: any_of(getattr(table, cue)) for cue in CUES}

    def matched(
        self, documents: Documents, asks: Sequence[Ask], prefix: str, today: date
    ) -> list[Requirement]:
        """What is asked for as requirements, `r1`, `r2` … where the prefix is "r"."""
        cv = MatchedCv(self, self.cvs.lines_of(documents.cv, today), documents.job_title)
        texts = [without_names(ask.text, documents) for ask in asks]
        each = self.lexicon.tokens_of_each(texts)
        return [
            cv.requirement(f"{prefix}{number}", ask, choices_of(tokens, self.lexicon))
            for number, (ask, tokens) in enumerate(zip(asks, each, strict=True), 1)
        ]

    def says(self, cue: str, text: str) -> bool:
        """Whether a requirement says so: `learning` that basics do, `alike` that its like does."""
        return self.patterns[cue].search(text) is not None

    def kind_of(self, text: str, choices: Iterable[Choice]) -> RequirementKind:
        skills = [skill for choice in choices for skill in choice]
        credentials, decisive = self.lexicon.credentials, self.lexicon.decisive
        is_credential = any(m in credentials for skill in skills for m in skill.meanings)
        if self.figures.degree_level(text) or is_credential:
            return "credential"
        if self.says("conditions", text):
            return "soft"
        if any(skill.is_hard and decisive.isdisjoint(skill.meanings) for skill in skills):
            return "tool"
        soft = sum(skill.is_soft for skill in skills)
        if not skills:
            return "domain" if self.figures.years_asked(text) else "soft"
        return "soft" if soft and soft >= SOFT_SHARE * len(skills) else "domain"


class MatchedCv:
    """A CV, ready to be asked what it shows."""

    def __init__(self, matcher: Matcher, lines: Sequence[CvLine], job_title: str) -> None:
        self.matcher = matcher
        self.figures = matcher.figures
        self.lines = lines
        self.index = CvIndex(lines, matcher.lexicon, matcher.doubts, matcher.cvs.dates)
        title = choices_of(matcher.lexicon.tokens(job_title), matcher.lexicon)
        self.in_title = [self.index.of_choice(one) for one in title]

    def requirement(self, name: str, ask: Ask, choices: list[Choice]) -> Requirement:
        kind = self.matcher.kind_of(ask.text, choices)
        match = self.match(ask, choices, kind)
        status = status_of(match, kind)
        shown = [] if status == "gap" else [self.lines[n].text for n in match.lines[:2]]
        return Requirement(name, ask.text, ask.importance, status, kind, shown)

    def match(self, ask: Ask, choices: list[Choice], kind: RequirementKind) -> Match:
        """The score of the best lines together, after the rules for tools, degrees and figures."""
        text = ask.text
        basics, alike = self.matcher.says("learning", text), self.matcher.says("alike", text)
        found = [self.index.of_choice(choice, basics, alike) for choice in choices]
        if kind == "credential" or self.asks_papers(text):
            preferences = self.preferences_for_papers
        else:
            asks_years = self.asks_only_years(text)
            preferences = self.preferences_for_years if asks_years else self.preferences
        match = best_lines(found, [weight_of(choice) for choice in choices], preferences)
        match = replace(match, score=parts_rule(match.score, choices, found))
        match = replace(match, score=tool_rule(match.score, choices, found))
        match = self.certificate_rule(match, text, found, choices)
        if ask.importance != DUTY:  # who teaches for a certificate need not hold it
            match = self.degree_rule(match, text, choices)
        match = self.language_rule(match, text)
        match = self.years_rule(match, text, found)
        return replace(match, score=self.figures_rule(match.score, text))

    def certificate_rule(
        self, match: Match, text: str, found: list[Scores], choices: list[Choice]
    ) -> Match:
        """A certificate or a licence is shown by a line that has one; work of its kind is near."""
        if not self.matcher.says("certificates", text):
            return match
        holding = [{n: s for n, s in each.items() if n in self.certified} for each in found]
        weights = [weight_of(choice) for choice in choices]
        held = best_lines(holding, weights, self.preferences_for_papers)
        if held.score >= SUPPORTED:
            return replace(match, lines=list(dict.fromkeys([*held.lines, *match.lines])))
        return replace(match, score=min(match.score, RELATED[0]))

    def degree_rule(self, match: Match, text: str, choices: list[Choice]) -> Match:
        """A degree of at least that level, in that subject; another subject is a part of it."""
        asked = self.figures.degree_level(text, lowest=True)
        if not asked or self.shows_instead_of_degree(choices):
            return match
        held = [n for n, level in enumerate(self.degree_levels) if level >= asked]
        if not held:
            near = self.figures.takes_equivalents(text) and match.score >= PARTIAL
            almost = asked > SCHOOL and max(self.degree_levels, default=0) == asked - 1
            return replace(match, score=RELATED[0] if near or almost else MISSING)
        subjects = [choice for choice in choices if not self.names_a_degree(choice)]
        found = [self.index.of_choice(choice) for choice in subjects]
        in_subject = {n: max((scores.get(n, 0.0) for scores in found), default=1.0) for n in held}
        best = max(held, key=in_subject.__getitem__)
        score = SHOWN if in_subject[best] >= SUPPORTED else RELATED[1]
        return Match(score, [best, *(n for n in match.lines if n != best)])

    def language_rule(self, match: Match, text: str) -> Match:
        """A language at that level; a lower one is a part. English need not be told in English."""
        asked, any_will_do = self.matcher.languages.asked_in(text)
        held = {name: self.best_told(name) for name in asked}
        is_told = any(level for level, _ in held.values())
        if not is_told or self.figures.degree_level(text):
            return match
        enough = [level >= asked[name] for name, (level, _) in held.items() if level]
        is_met = any(enough) if any_will_do else all(enough) and len(enough) == len(asked)
        lines = dict.fromkeys(line for level, line in held.values() if level)
        return Match(SHOWN if is_met else RELATED[1], list(lines))

    def best_told(self, name: str) -> tuple[int, int]:
        """The highest level of a language, and the line that tells it; 0 where none does."""
        told = ((levels.get(name, 0), -number) for number, levels in enumerate(self.languages))
        level, number = max(told, default=(0, 0))
        return level, -number

    def shows_instead_of_degree(self, choices: list[Choice]) -> bool:
        """Whether the CV shows what will do in place of a degree, as in "or NVQ level 3"."""
        instead = [
            [skill for skill in choice if skill.is_hard and not self.is_degree(skill)]
            for choice in choices
            if self.names_a_degree(choice)
        ]
        return any(max(self.index.of_choice(c).values(), default=0) >= SHOWN for c in instead)

    def names_a_degree(self, choice: Choice) -> bool:
        return any(map(self.is_degree, choice))

    def is_degree(self, skill: Skill) -> bool:
        return self.figures.degree_level(skill.text) > 0

    def years_rule(self, match: Match, text: str, found: list[Scores]) -> Match:
        """Too few years of it are a part, and so are enough years in a role of that title."""
        if not (asked := self.figures.years_asked(text)):
            return match
        if self.asks_only_years(text):
            worked = [number for number in match.lines if self.is_of_a_job(number)]
            match = replace(match, lines=self.with_jobs(worked or self.jobs or match.lines))
        in_role = self.years_in(self.in_title) or 0.0
        is_in_role = self.matcher.says("in_role", text)
        if not found or (is_in_role and in_role >= asked):
            years = in_role if found or is_in_role else max(in_role, self.years_in_all or 0.0)
            in_title = self.lines_showing(self.in_title)
            in_jobs = [number for number in in_title if self.is_of_a_job(number)]
            lines = self.with_jobs(in_jobs) or self.jobs or in_title
            return max(
                match, Match(min(SHOWN, 0.5 * years / asked), lines), key=lambda one: one.score
            )
        told = self.years_in(found)
        told = self.years_in_all if told is None else told
        if told is not None and told < NEARLY * asked:
            return replace(match, score=min(match.score, RELATED[1]))
        return replace(match, score=max(match.score, RELATED[0] if in_role >= asked else 0.0))

    def asks_only_years(self, text: str) -> bool:
        """Whether years are asked for, and no degree or certificate with them or instead."""
        return bool(self.figures.years_asked(text)) and not self.asks_papers(text)

    def asks_papers(self, text: str) -> bool:
        """Whether a degree, a certificate or a level of them is asked for."""
        is_degree = self.figures.degree_level(text) or "level" in self.figures.amounts_of(text)
        return bool(is_degree) or self.matcher.says("certificates", text)

    def with_jobs(self, numbers: Sequence[int]) -> list[int]:
        """The lines, and before each the one with the title and time of its job, if not close."""
        return list(dict.fromkeys(n for number in numbers for n in (self.job_of(number), number)))

    def job_of(self, number: int) -> int:
        """The line with the time of the job that a line belongs to; the line itself for none."""
        span = self.lines[number].span
        above = (n for n in range(number, -1, -1) if self.lines[n].is_header)
        job = next(above, number)
        is_far = span and self.lines[job].span == span and number > job + 1
        return job if is_far else number

    def is_of_a_job(self, number: int) -> bool:
        line = self.lines[number]
        return line.span is not None and line.section not in (*WHO, "education")

    def years_in(self, found: list[Scores]) -> float | None:
        """The years of the lines that show at least one of some skills."""
        return self.figures.years_told(self.lines[n] for n in self.lines_showing(found))

    def lines_showing(self, found: list[Scores]) -> list[int]:
        return sorted({n for scores in found for n, score in scores.items() if score >= RELEVANT})

    def figures_rule(self, score: float, text: str) -> float:
        """A smaller team or a lower level than the one asked for is a part of it."""
        for unit, asked in self.figures.amounts_of(text, min).items():
            if self.amounts_in_all.get(unit, asked) < NEARLY * asked:
                score = min(score, RELATED[1])
        return score

    @cached_property
    def jobs(self) -> list[int]:
        return [number for number, line in enumerate(self.lines) if line.is_header]

    @cached_property
    def certified(self) -> frozenset[int]:
        """The lines that may hold a certificate: of an education, or by their words."""
        return frozenset(
            number
            for number, line in enumerate(self.lines)
            if line.section == "education"
            or self.matcher.says("certificates", line.text)
            or (number in self.credentials and len(words(line.text)) <= LONGEST_PAPER)
        )

    @cached_property
    def credentials(self) -> frozenset[int]:
        """The lines that name a credential."""
        return frozenset(self.index.lines_of(self.matcher.lexicon.credentials))

    @cached_property
    def preferences(self) -> list[float]:
        return self.matcher.preferences.of(self.lines)

    @cached_property
    def preferences_for_years(self) -> list[float]:
        return self.matcher.preferences.of(self.lines, for_years=True)

    @cached_property
    def preferences_for_papers(self) -> list[float]:
        return self.matcher.preferences.of(self.lines, for_papers=True)

    @cached_property
    def degree_levels(self) -> list[int]:
        return [self.figures.degree_level(line.text) for line in self.lines]

    @cached_property
    def languages(self) -> list[Levels]:
        return [self.matcher.languages.told_in(line.text) for line in self.lines]

    @cached_property
    def years_in_all(self) -> float | None:
        return self.figures.years_told(self.lines)

    @cached_property
    def amounts_in_all(self) -> Amounts:
        return best_of(self.figures.amounts_of(line.text) for line in self.lines)
