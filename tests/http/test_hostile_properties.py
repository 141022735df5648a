"""Properties that look for the next input that breaks a page or a form; none may be a 500."""

import json
from string import ascii_letters, digits

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.clients import HEADERS
from tests.http.raw import END, GETS_BY_ID, ID, POSTS, part

few = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

TYPES = [
    "", "application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=x",
    "multipart/form-data", "application/json; charset=utf-16", "text/plain", "a/b; c*=utf-8''%ff",
]  # fmt: skip
header_text = st.text(
    st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f")
).map(str.strip)
content_types = st.one_of(st.sampled_from(TYPES), header_text)
clients = st.sampled_from(list(HEADERS.values()))
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=250)
fields = st.sampled_from(
    ["job_title", "company_name", "theme", "cv_file", "cv_text", "job_description", "answer",
     "question", "request_key"]
)  # fmt: skip
odd_bodies = st.one_of(
    st.binary(max_size=300),
    st.builds(lambda name, content: part(name, content) + END, fields, st.binary(max_size=200)),
    st.builds(
        lambda name, content: part(name, content, '; filename="a"') + END,
        fields,
        st.binary(max_size=200),
    ),
    st.builds(lambda name, content: name.encode() + b"=" + content, fields, st.binary()),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | texts,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(fields, inner),
        max_leaves=8,
    ).map(lambda value: json.dumps(value).encode()),
)


@pytest.mark.parametrize("path", POSTS)
@few
@given(kind=clients, content_type=content_types, body=odd_bodies)
def test_no_body_of_any_type_breaks_a_form(
    api: httpx.Client,
    session_id: str,
    path: str,
    kind: dict[str, str],
    content_type: str,
    body: bytes,
) -> None:
    headers = httpx.Headers({**kind, "Content-Type": content_type}, encoding="latin-1")
    answer = api.post(path.replace(ID, session_id), headers=headers, content=body)
    assert answer.status_code in (200, 302, 400, 404, 409)


@pytest.mark.parametrize("sent_as", ["data", "files", "json"])
@few
@given(title=texts, company=texts)
def test_any_text_is_kept_as_typed_or_refused_beside_its_field(
    api: httpx.Client, sent_as: str, title: str, company: str
) -> None:
    form = {"job_title": title, "company_name": company}
    sent = {name: (None, text) for name, text in form.items()} if sent_as == "files" else form
    answer = api.post("/session/create", **{sent_as: sent})  # type: ignore[arg-type]
    if answer.status_code == 400:
        assert set(answer.json()["fields"]) <= set(form)
        return
    session = api.get(answer.json()["redirect"]).json()
    assert {name: session[name] for name in form} == {n: text.strip() for n, text in form.items()}


@pytest.mark.parametrize("path", ["/dashboard", "/dashboard/recent", "/session/1", *GETS_BY_ID])
@few
@given(
    name=st.sampled_from(
        ["Accept", "Cookie", "Referer", "HX-Request", "HX-Request-Type", "X-Forwarded-Proto",
         "Accept-Encoding", "Idempotency-Key", "Content-Type", "If-None-Match", "Range"]
    ),
    value=header_text | st.text(ascii_letters + digits + '/*;=,.q" ', max_size=60),
)  # fmt: skip
def test_no_value_of_a_header_breaks_a_page(
    api: httpx.Client, session_id: str, path: str, name: str, value: str
) -> None:
    headers = httpx.Headers({name: value.strip()}, encoding="latin-1")
    answer = api.get(path.replace(ID, session_id), headers=headers)
    assert answer.status_code in (200, 302, 403, 404)
