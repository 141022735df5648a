"""Hashes that only this installation can make: keyed with the secret that its store keeps."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b
from itertools import count
from secrets import compare_digest, token_bytes

NONCE_BYTES, SIGNATURE_BYTES = 16, 16
REQUEST_KEY_CHARACTERS = 43  # of base64 for the 32 bytes of both

PROCESS_KEY = token_bytes(32)
numbers = count()


def keyed_hash(secret: bytes, purpose: bytes, content: bytes, size_bytes: int = 32) -> bytes:
    """A hash of the content that nobody makes without the secret; `purpose` is up to 16 bytes."""
    return blake2b(content, key=secret, person=purpose, digest_size=size_bytes).digest()


def new_request_key(secret: bytes) -> bytes:
    """A key for one showing of a form, signed, 43 characters: to send it twice is to send it once.

    The nonce is a keyed hash of a number that never comes again. Asking the system for random bytes
    lets go of the interpreter's lock, which measured more than the rest of a page.
    """
    number = next(numbers).to_bytes(8, "big")
    nonce = keyed_hash(PROCESS_KEY, b"nonce", number, NONCE_BYTES)
    return base64_of(nonce + keyed_hash(secret, b"request key", nonce, SIGNATURE_BYTES))


def is_signed(secret: bytes, request_key: str) -> bool:
    """Whether a form of this installation brought this key, and not a client's own idea."""
    if len(request_key) != REQUEST_KEY_CHARACTERS:
        return False
    try:
        key = urlsafe_b64decode(request_key + "=")
    except ValueError:
        return False
    nonce, signature = key[:NONCE_BYTES], key[NONCE_BYTES:]
    return compare_digest(signature, keyed_hash(secret, b"request key", nonce, SIGNATURE_BYTES))


def base64_of(content: bytes) -> bytes:
    """The content in letters, digits, `-` and `_`, as a cookie or a field can hold it."""
    return urlsafe_b64encode(content).rstrip(b"=")
