"""Put on PYTHONPATH, this makes every socket that leaves a Python process an error.

The tests load it themselves and for each command they start. Commands that are to talk to the
tests' own server are started with BILINGUAL_TESTS_ALLOW_LOOPBACK=1: then 127.0.0.1 is let through,
as an address only, and nothing else.
"""

import os
import sys

_FORBIDDEN = frozenset(
    {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"}
)
_MAY_LOOP = os.environ.get("BILINGUAL_TESTS_ALLOW_LOOPBACK") == "1"


def _is_loopback(event: str, arguments: tuple[object, ...]) -> bool:
    if event == "socket.getaddrinfo":
        return arguments[0] == "127.0.0.1"
    address = arguments[1] if len(arguments) > 1 else None
    return isinstance(address, tuple) and address[0] == "127.0.0.1"


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _FORBIDDEN and not (_MAY_LOOP and _is_loopback(event, arguments)):
        raise RuntimeError(f"a test reached for the network: {event} {arguments}")


sys.addaudithook(_refuse)
