"""The one thread in which the interviewer reads, asks and judges, beside the loop that answers."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")

# One: the stemmer keeps the word it is at in itself, so that two threads spoil each other's words.
thread = ThreadPoolExecutor(1, thread_name_prefix="interviewer")


async def think(rule: Callable[Given, Result], *args: Given.args, **more: Given.kwargs) -> Result:
    """What the rule gives; those who ask at once wait for each other."""
    asked = thread.submit(rule, *args, **more)
    return await asyncio.wrap_future(asked)
