"""Ends every Python process, and so those that it starts, at its first step towards a network."""

import os
import sys

_STEPS = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind", "socket.getaddrinfo")
_NAMES = ("socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request")


def _guard(event, arguments):
    if event in _NAMES or (event in _STEPS and not _local(arguments)):
        os.write(2, f"network: {event} {arguments[1:]!r}\n".encode())
        os._exit(97)


def _local(arguments):
    """A socket between processes of this machine: its address is a path."""
    return len(arguments) > 1 and isinstance(arguments[1], (str, bytes)) and bool(arguments[0])


sys.addaudithook(_guard)
