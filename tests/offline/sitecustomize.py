"""Put on PYTHONPATH, this makes every socket that leaves a Python process an error.

The tests load it themselves and for each command they start.
"""

import sys

_FORBIDDEN = frozenset(
    {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"}
)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _FORBIDDEN:
        raise RuntimeError(f"a test reached for the network: {event} {arguments[1:]}")


sys.addaudithook(_refuse)
