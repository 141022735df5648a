"""`make check-model`: ask the language model of the settings, and say how that went."""

import asyncio
import sys
from contextlib import aclosing

from app.errors import StartError
from app.interviewer.language_model.checking import Outcome, examine
from app.interviewer.language_model.client import ChatModel
from app.settings import Settings, settings_of


def main() -> None:
    """Exit code 1 where no model is set, else as `Outcome` says."""
    try:
        settings = settings_of()
    except StartError as error:
        sys.exit(f"Nothing was asked. {error}")
    if not settings.has_model:
        sys.exit("No language model is set. Please give OPENAI_MODEL and OPENAI_BASE_URL.")
    sys.exit(asyncio.run(check(settings)))


async def check(settings: Settings) -> Outcome:
    async with aclosing(ChatModel(settings)) as model:
        return await examine(model, print)


if __name__ == "__main__":
    main()
