"""Every sentence that says what went wrong is one that a person would say: held over the code.

The sentences are those that the classes of errors carry, and those that stand where an error is
raised, or where a function gives them to it; what is put into them is a word here.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import app.main  # every room with its errors
from app.errors import RehearseError, StartError

CONTRACT = {  # the user's specification has these as they are
    "An unexpected error occurred",
    "You don't have access to this session",
    "Session not found",
    "Label cannot be empty",
    "Label too long (max 9 characters)",
    "No file was uploaded",
    "CV seems too short. Please upload a complete CV (at least 50 characters)",
    "Job description cannot be empty",
    "Job description seems too short. Please provide a complete job description "
    "(at least 50 characters)",
    "Job description too long (max 20,000 characters)",
    "Answer too long (max 9 characters)",
    "There is nothing to open yet",
    "The next question is on its way.",
    "This link is no longer valid",
    "Type 9 to delete everything",
    # With a full stop, and without what to do:
    "Answer cannot be empty.",
    "This interview is already complete.",
    "This question was already asked in another way.",
    "Cannot generate feedback for an empty interview.",
    "Feedback has already been generated for this session.",
    "Feedback for session not found.",
}
WHOLE = re.compile(r"[A-Z].*[A-Za-z0-9)*]\.", re.DOTALL)
AT_A_PLACE = re.compile(r"(?:[A-Z_]+|9|HOST=9 PORT=9): (?=['\w])")  # a file or a setting

APP = Path(app.main.__file__).parent
TREES = [
    ast.parse(path.read_text())
    for path in sorted(APP.rglob("*.py"))
    if "interviewer" not in path.parts
]
FUNCTIONS = {
    node.name: node
    for tree in TREES
    for node in ast.walk(tree)
    if isinstance(node, ast.FunctionDef)
}
CONSTANTS = {
    target.id: node.value
    for tree in TREES
    for node in tree.body
    if isinstance(node, ast.Assign)
    for target in node.targets
    if isinstance(target, ast.Name)
}


def classes(of: type[RehearseError] = RehearseError) -> Iterator[type[RehearseError]]:
    yield of
    for each in of.__subclasses__():
        yield from classes(each)


OURS = {each.__name__ for each in classes()} | {StartError.__name__}
TELLING = {  # functions that pass their sentence on to an error
    name
    for name, one in FUNCTIONS.items()
    if [each.arg for each in one.args.args][:1] == ["sentence"]
}


def raised(tree: ast.Module) -> Iterator[str]:
    """The sentences that errors of this module are made with."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and name_of(call.func) in OURS | TELLING:
                    for given in [*call.args, *(each.value for each in call.keywords)]:
                        yield from told(given, function)


def told(given: ast.expr, function: ast.AST) -> Iterator[str]:
    """The sentences that an expression may give; it is empty where a class has the sentence."""
    match given:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=values):
            yield "".join(map(piece, values))
        case ast.Attribute(attr="sentence"):
            return
        case ast.Await(value=ast.Call(func=ast.Attribute(attr="take_failure"))):
            return  # an error that was raised elsewhere has it
        case _:
            for value, place in followed(given, function):
                yield from told(value, place)


def followed(given: ast.expr, function: ast.AST) -> Iterator[tuple[ast.expr, ast.AST]]:
    """The expressions that one rests on, each with the function that it stands in."""
    match given:
        case ast.Dict(values=values):
            yield from ((each, function) for each in values)
        case ast.DictComp(value=value) | ast.Call(func=ast.Attribute(attr="items", value=value)):
            yield value, function
        case ast.Name(id=name):
            yield from ((value, function) for value in values_of(name, function))
        case ast.IfExp(body=one, orelse=other):
            yield from ((one, function), (other, function))
        case ast.Call(func=ast.Name(id=name)):
            giving = FUNCTIONS[name]
            found = (node.value for node in ast.walk(giving) if isinstance(node, ast.Return))
            yield from ((value, giving) for value in found if value)
        case _:
            pytest.fail(f"line {given.lineno}: {ast.unparse(given)} leads to no sentence")


def values_of(name: str, function: ast.AST) -> list[ast.expr]:
    """What a name can stand for; a parameter `sentence` is told where it is given."""
    known = [CONSTANTS[name]] if name in CONSTANTS else []
    found = [*known, *assigned(name, function)]
    assert found or name == "sentence", f"nothing is known of {name}"
    return found


def assigned(name: str, function: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=to)], value=value) if to == name:
                yield value
            case ast.NamedExpr(target=ast.Name(id=to), value=value) if to == name:
                yield value
            case ast.comprehension(target=target, iter=value) if name in ast.unparse(target):
                yield value


def piece(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    inside = ast.unparse(part.value) if isinstance(part, ast.FormattedValue) else ""
    return "Label" if inside.startswith("label(") else "9"


def name_of(called: ast.expr) -> str:
    return called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")


CARRIED = {each.sentence for each in classes()}
RAISED = {sentence for tree in TREES for sentence in raised(tree)} - {""}


@pytest.mark.parametrize("sentence", sorted((CARRIED | RAISED) - CONTRACT))
def test_an_error_says_in_whole_sentences_what_happened_and_what_to_do(sentence: str) -> None:
    said = AT_A_PLACE.sub("It: ", sentence, count=1).removeprefix("Could not read file: ")
    assert said[0].isupper() or said != sentence, "it begins with a capital"
    assert WHOLE.fullmatch(said[0].upper() + said[1:]), "it ends with a full stop"
    assert not re.search(r"\.\.|\.,|;| {2}", said), "it has one full stop at its end"
    happened, _, to_do = said.partition(". ")
    assert happened, "it says what happened"
    assert to_do, "it says what to do"


def test_the_sentences_of_the_specification_are_as_they_were() -> None:
    assert CARRIED | RAISED >= CONTRACT
