"""Names that stand in a requirement and say nothing of what it asks for."""

from app.interviewer.model import Documents

LATEST_TITLE = 5  # characters before the title of the post: "The ", "As a "


def without_names(text: str, documents: Documents) -> str:
    """A requirement without the company's name, and the title of the post where it begins so."""
    for name, latest in ((documents.company_name, len(text)), (documents.job_title, LATEST_TITLE)):
        at = text.lower().find(name.lower()) if len(name) > 2 else -1
        if 0 <= at <= latest:
            text = text[:at] + text[at + len(name) :]
    return text
