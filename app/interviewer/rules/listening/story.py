"""Which sentences of an answer belong to a story or to the job, and which are padding.

Says nothing of how good they are.
"""

import msgspec

from app.interviewer.rules.listening.answer import HeardAnswer, Sentence

STORY_ACTIONS = 2  # own steps that make a story of an answer …
STORY_CORE = 4  # particulars in sentences with an own step or a word of the role
WHOLE = ("situation", "action", "result")
HIGHEST_SHARE = 0.2  # of a sentence's telling stems, and …
SHARE_FOR_A_STEM = 0.002  # … less in short documents: a long one shares a word with anything


class Vocabulary(msgspec.Struct, frozen=True):
    """Telling stems of the job description, and of job description and CV together.

    `title` are those of the job's and the company's name, which anybody can put into anything.
    `work` are its general ones: "team" and "train" say little, but clichés have few of them.
    """

    job: frozenset[str]
    role: frozenset[str]
    title: frozenset[str]
    work: frozenset[str]


def telling_sentences(answer: HeardAnswer, vocabulary: Vocabulary) -> list[Sentence]:
    """The sentences that are about something: this work, or the steps of a story.

    Where these make a story by themselves, every sentence with a particular belongs to it, and of a
    story with a beginning, steps and an end all up to that end; else one that stands alone is
    padding, however concrete: the weather, a coffee from the machine.
    """
    core = [
        sentence
        for place, sentence in enumerate(answer.sentences)
        if is_of_the_job(sentence, vocabulary) or is_step(place, answer)
    ]
    told = frozenset[str]().union(*(sentence.content for sentence in core))
    steps = answer.own_actions + answer.general_actions
    if answer.own_actions and steps >= STORY_ACTIONS and len(told) >= STORY_CORE:
        return [s for s in answer.sentences if s.content or s in core]
    if answer.own_actions >= STORY_ACTIONS and answer.kinds.issuperset(WHOLE):
        end = outcomes(answer)[0]
        return [s for place, s in enumerate(answer.sentences) if place <= end or s in core]
    return core


def is_of_the_job(sentence: Sentence, vocabulary: Vocabulary) -> bool:
    """Whether it has more words of the role than chance would give it."""
    least = min(HIGHEST_SHARE, SHARE_FOR_A_STEM * len(vocabulary.role))
    return len(sentence.content & vocabulary.role) > least * len(sentence.content)


def is_step(place: int, answer: HeardAnswer) -> bool:
    """Whether a sentence tells a step that belongs to something: to others, or to somebody."""
    sentence = answer.sentences[place]
    around = answer.sentences[max(0, place - 1) : place + 2]
    near = sum(len(each.actions.own) + len(each.actions.general) for each in around)
    is_one_of_several = near >= STORY_ACTIONS or answer.own_actions > STORY_ACTIONS
    return bool(sentence.actions.own) and (is_one_of_several or sentence.refers_back)


def outcomes(answer: HeardAnswer) -> list[int]:
    """The places of sentences that tell an outcome."""
    return [place for place, each in enumerate(answer.sentences) if "result" in each.kinds]
