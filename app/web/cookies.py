"""A cookie as its header says it; whose it is and what it holds is for others.

Not Litestar's Cookie: copying it and writing it with `http.cookies` measured a fifth of an answer.
"""

YEAR_S = 365 * 24 * 3600


def set_cookie(
    name: str, value: str, max_age_s: int, *, is_hidden: bool = False, is_secure: bool = False
) -> str:
    """The `Set-Cookie` header; hidden from scripts, or kept to HTTPS, where that is asked for.

    `name` and `value` have to be plain already: letters, digits, `-` and `_`.
    """
    hidden = "; HttpOnly" if is_hidden else ""
    secure = "; Secure" if is_secure else ""
    return f"{name}={value}; Max-Age={max_age_s}; Path=/; SameSite=Lax{hidden}{secure}"
