"""Say in one sentence, for a student, why set-up can't go on and what to do about it."""

import errno
import re

# What pip, uv and Python write, and the sentence that says it to a student. The first match counts:
# a full disk or a missing right is the cause, a lost connection may be its echo.
_CAUSES = [
    (
        r"No space left on device|Errno 28\b|os error 28\b|WinError 112|os error 112"
        r"|Disk quota exceeded|Errno 122\b",
        "The disk is full: setting up the lab takes about 700 MB. Make room and start again.",
    ),
    (
        r"DO NOT MATCH THE HASHES|[Hh]ash mismatch",
        "A package that arrived is not the one the lab expects, so it was not installed: start again, "
        "and if that fails too, try another network.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|certificate verify failed|invalid peer certificate|UnknownIssuer",
        "The package index could not be trusted (its certificate is not valid here): check the clock of this "
        "computer, or ask whoever runs this network.",
    ),
    (
        r"name resolution|getaddrinfo failed|nodename nor servname|Name or service not known|dns error"
        r"|Failed to establish a new connection|NewConnectionError|Network is unreachable|No route to host"
        r"|Connection refused|Connection reset|[Cc]onnect(?:ion)? timed out|ConnectTimeout|Read timed out"
        r"|ReadTimeout|ProxyError|[Tt]unnel connection failed|error sending request|Remote end closed"
        r"|operation timed out|Network connectivity is disabled|client error \(Connect\)",
        "The lab's packages could not be fetched, there is no way to the package index: "
        "connect to the internet and start again.",
    ),
    (
        r"Permission denied|Errno 13\b|os error 13\b|WinError 5\b|Read-only file system"
        r"|Errno 30\b|os error 30\b",
        "The lab may not write where it has to: put its folder where you have the rights to write, "
        "close other windows of the lab, and start again.",
    ),
    (
        r"No matching distribution found|not a supported wheel|no wheels? with a matching|no usable wheels"
        r"|can't be installed because it doesn't have a source distribution or wheel",
        "One of the lab's packages is not made for this Python on this computer: it takes a 64-bit Python "
        "3.11 to 3.14 on Windows 10, macOS 13, Linux with glibc 2.34 (Debian 12, Ubuntu 22.04) or newer.",
    ),
]


class Refusal(Exception):
    """Set-up can't go on; its text is one sentence for the user, `status` the exit code."""

    def __init__(self, sentence: str, status: int = 2) -> None:
        super().__init__(sentence)
        self.status = status


def cause_of(output: str) -> str:
    """The sentence for what an installer wrote before it failed, its own last complaint if nothing fits."""
    for pattern, sentence in _CAUSES:
        if re.search(pattern, output):
            return sentence
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"(?i)(error|fatal)\b", line)] or lines[-1:]
    said = re.sub(r"(?i)^error: ?", "", errors[-1]) if errors else "it said nothing"
    return f"Installing the lab's packages failed ({said})."


def cause_of_error(error: OSError) -> str:
    """The sentence for an error of the operating system met in set-up."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return cause_of("No space left on device")
    place = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        sentence = cause_of("Permission denied")
        return sentence.replace("where it has to", f"where it has to{place}", 1)
    return f"Setting up the lab failed: {error.strerror or error}{place}."
