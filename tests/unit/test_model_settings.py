"""The settings of a language model: what turns it on, and what is refused before it is asked."""

import msgspec
import pytest

from app.errors import StartError
from app.settings import settings_of

NEAR = {"OPENAI_MODEL": "llama3.2:3b", "OPENAI_BASE_URL": "http://127.0.0.1:11434/v1"}


@pytest.mark.parametrize(
    "environment",
    [
        {"OPENAI_API_KEY": "sk-secret"},
        {"OPENAI_BASE_URL": "https://api.example.com/v1"},
        {"OPENAI_BASE_URL": "no address", "OPENAI_API_KEY": "two words"},
        {"OPENAI_MODEL": " ", "OPENAI_BASE_URL": "https://api.example.com/v1"},
    ],
)
def test_an_address_or_a_key_alone_turns_no_model_on(environment: dict[str, str]) -> None:
    assert not settings_of(environment).has_model


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://127.0.0.1:11434/v1", "127.0.0.1:11434"),
        ("http://[::1]:8080/v1/", "[::1]:8080"),
        ("http://ollama:11434/v1", "ollama:11434"),
        ("https://API.openai.com/v1", "api.openai.com"),
        ("https://openrouter.ai/api/v1", "openrouter.ai"),
        ("https://models.example.com/v1beta/openai/", "models.example.com"),
        ("http://127.0.0.1:8080", "127.0.0.1:8080"),
    ],
)
def test_a_model_has_an_address(url: str, host: str) -> None:
    settings = settings_of({"OPENAI_MODEL": "some model", "OPENAI_BASE_URL": url})
    assert settings.has_model
    assert settings.model_host == host


@pytest.mark.parametrize(
    "url",
    [
        "127.0.0.1:11434/v1",
        "ollama",
        "ftp://127.0.0.1/v1",
        "file:///v1",
        "http://",
        "http:///v1",
        "http://user:sk-secret@127.0.0.1/v1",
        "http://sk-secret@127.0.0.1/v1",
        "https://api.example.com/v1?key=sk-secret",
        "https://api.example.com/v1#sk-secret",
        "http://127.0.0.1:99999/v1",
        "http://127.0.0.1:0/v1",
        "http://127.0.0.1:port/v1",
        "http://[1:2]/v1",
        "http://[]/v1",
        "http://a..b/v1",
        "http://a b/v1",
        "http://host/v1\nsk-secret",
        "sk-secret",
    ],
)
def test_an_address_that_is_none_is_refused_in_one_line_and_not_repeated(url: str) -> None:
    with pytest.raises(StartError) as refusal:
        settings_of({"OPENAI_MODEL": "x", "OPENAI_BASE_URL": url})
    assert str(refusal.value).startswith("OPENAI_BASE_URL: this value can't be used. Please give ")
    assert "\n" not in str(refusal.value)
    assert "sk-secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("http://127.0.0.1:11434/v1/v1", "/v1 only once"),
        ("http://127.0.0.1:11434/v1/v1/", "/v1 only once"),
        ("https://api.example.com/v1/chat/completions", "the part before /chat/completions"),
        ("https://api.example.com/v1/Chat/Completions", "the part before /chat/completions"),
        ("https://api.example.com/V1/v1", "/v1 only once"),
        ("https://api.example.com/v1/responses/", "the part before /responses"),
    ],
)
def test_an_address_with_too_much_at_its_end_says_what_to_take_away(url: str, wanted: str) -> None:
    with pytest.raises(StartError) as refusal:
        settings_of({"OPENAI_MODEL": "x", "OPENAI_BASE_URL": url})
    assert str(refusal.value) == f"OPENAI_BASE_URL: {url!r} can't be used. Please give {wanted}."


def test_a_model_without_an_address_is_refused_in_one_line() -> None:
    with pytest.raises(StartError) as refusal:
        settings_of({"OPENAI_MODEL": "gpt-x", "OPENAI_API_KEY": "sk-secret"})
    assert str(refusal.value).startswith(
        "OPENAI_MODEL: 'gpt-x' can't be used without OPENAI_BASE_URL. Please give an address"
    )


@pytest.mark.parametrize("name", ["two\nlines", "a\x00b", "\udcff"])
def test_a_model_needs_a_name_that_can_be_shown(name: str) -> None:
    with pytest.raises(StartError, match="OPENAI_MODEL"):
        settings_of({**NEAR, "OPENAI_MODEL": name})


@pytest.mark.parametrize("key", ["sk secret", "sk-sécret", "sk\nsecret", "sk-\udcff"])
def test_a_key_that_no_header_can_hold_is_refused_and_not_repeated(key: str) -> None:
    with pytest.raises(StartError) as refusal:
        settings_of({**NEAR, "OPENAI_API_KEY": key})
    assert str(refusal.value).startswith("OPENAI_API_KEY: this value can't be used. Please give a")
    assert "cret" not in str(refusal.value)


def test_a_key_is_not_shown_with_the_settings() -> None:
    settings = settings_of({**NEAR, "OPENAI_API_KEY": "sk-secret"})
    assert settings.openai_api_key
    assert settings.openai_api_key.text == "sk-secret"
    assert "sk-secret" not in f"{settings!r}{settings}{msgspec.structs.asdict(settings)}"


@pytest.mark.parametrize(
    ("url", "seconds"),
    [
        ("http://127.0.0.1:11434/v1", 300),
        ("http://localhost:8080/v1", 300),
        ("http://[::1]:8080/v1", 300),
        ("http://192.168.1.7:8000/v1", 300),
        ("http://[fd00::7]/v1", 300),
        ("http://ollama:11434/v1", 300),
        ("http://nas.local:11434/v1", 300),
        ("https://api.example.com/v1", 120),
        ("https://9.9.9.9/v1", 120),
    ],
)
def test_a_model_nearby_has_more_time(url: str, seconds: int) -> None:
    environment = {"OPENAI_MODEL": "x", "OPENAI_BASE_URL": url}
    assert settings_of(environment).model_timeout_s == seconds
    assert settings_of({**environment, "MODEL_TIMEOUT_S": "45"}).model_timeout_s == 45


@pytest.mark.parametrize(
    ("setting", "value"),
    [("MODEL_TIMEOUT_S", "0"), ("MODEL_TIMEOUT_S", "2 min"), ("MODEL_FALLBACK", "maybe"),
     ("MODEL_CONCURRENCY", "0"), ("MODEL_CONCURRENCY", "65")],
)  # fmt: skip
def test_a_setting_of_the_model_that_is_wrong_is_refused_in_one_line(
    setting: str, value: str
) -> None:
    with pytest.raises(StartError) as refusal:
        settings_of({**NEAR, setting: value})
    assert str(refusal.value).startswith(f"{setting}: {value!r} can't be used. Please give ")
    assert "0 for no limit" not in str(refusal.value)
