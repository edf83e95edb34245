"""Brings the tracer into an interpreter: `site` finds this file through PYTHONPATH before the program starts.

It leaves the path as it would be without it, starts the tracer and hands on to the next `sitecustomize`
(Debian and Homebrew ship theirs). It never lets the program fail.
"""

import os
import sys


def _start_tracer() -> None:
    boot = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry) != boot]
    sys.path_importer_cache.pop(boot, None)
    directory = os.environ.get("CONCURRENCY_LAB_TRACE")
    if not directory:
        return
    there = set(sys.modules)
    try:
        package = type(sys)("_concurrency_lab")
        package.__path__ = [os.path.dirname(boot)]
        sys.modules["_concurrency_lab"] = package
        from _concurrency_lab import install  # type: ignore[import-not-found]

        install.start(directory)
    except Exception as error:
        # A program that can't be traced still runs; the lab shows it as an opaque lane and why.
        try:
            with open(os.path.join(directory, f"{os.getpid()}.untraced"), "w", encoding="utf-8") as file:
                file.write(f"{type(error).__name__}: {error}")
        except OSError:
            pass
    # A module of the program's own may be called `struct`: it finds what it would find without us.
    for name in set(sys.modules) - there:
        if not name.startswith("_concurrency_lab") and name not in sys.builtin_module_names:
            del sys.modules[name]


def _hand_on() -> None:
    """Import the `sitecustomize` that would have been found without us, or answer as if there were none."""
    ours = sys.modules.pop("sitecustomize", None)
    try:
        import sitecustomize  # type: ignore[import-not-found]  # noqa: F401
    finally:
        if ours is not None:
            sys.modules.setdefault("sitecustomize", ours)


_start_tracer()
_hand_on()
