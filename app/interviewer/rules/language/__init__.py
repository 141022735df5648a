"""What a language is for the rules; what they make of it is beside it."""

from app.interviewer.rules.language.language import Language

__all__ = ["Language"]
