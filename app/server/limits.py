"""What one client may cost the server before it has to give way; the values for `make run`."""

import resource

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Times in seconds, sizes in bytes.

    `connections`: open at once; beyond that, the one that kept us waiting longest makes room for
    the next. `from_one_address`: the same for each address that is no trusted proxy.
    `head_bytes`: a request's line and headers, or a body's trailers. `pipelined`: requests that may
    wait for their turn on one connection; browsers and proxies send none ahead.
    `head_s`: from the connection, or the request's first byte, to the end of its headers; also how
    long the rest of a body is thrown away after the answer. `keep_alive_s`: between an answer and
    the next request. `unread_s` and `unread_bytes_per_s`: how long an answer may stay unread, with
    a second more for each so many bytes that wait. `sending_bytes`: what the kernel is asked to
    hold of an answer. `stop_s`: what requests in flight may take once the server has to stop;
    `end_s`: after which the process ends whatever still hangs.

    Sources: 20 s is Apache's RequestReadTimeout for headers, 16 KB what h11 and Node.js allow them;
    65 s is longer than nginx and AWS keep a connection to an upstream (60 s), so that it's never
    us who close one on which the proxy is just sending.
    """

    connections: int = 1000
    from_one_address: int = 100
    head_bytes: int = 16 * 1024
    pipelined: int = 8
    head_s: float = 20
    keep_alive_s: int = 65
    unread_s: float = 30
    unread_bytes_per_s: int = 10_000
    sending_bytes: int = 64 * 1024
    stop_s: int = 9
    end_s: int = 13  # 15 s are promised


def below_descriptors(limits: Limits) -> Limits:
    """The limits with no more connections than three quarters of the descriptors we may have.

    A soft limit that is too low for that is raised as far as the system lets us (macOS: 256).
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = limits.connections * 4 // 3 + 1
    if soft not in range(wanted):  # enough, or no limit
        return limits
    soft = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return msgspec.structs.replace(limits, connections=min(limits.connections, soft * 3 // 4))
