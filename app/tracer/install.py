"""Starts the tracer in an interpreter: what is there already is patched now, the rest when it is imported."""

from __future__ import annotations

import os
import sys

from . import (
    failures,
    futures,
    io_waits,
    lanes,
    layout,
    locks,
    output,
    pipe_files,
    places,
    processes,
    queues,
    rlocks,
    signals,
    spawned_programs,
    stand_in,
    standard_input,
    threads,
    watched,
    writer,
)

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def _patch_asyncio(module: Any) -> None:
    from . import asyncio_hooks  # only for programs that import asyncio

    asyncio_hooks.patch(module)


def _patch_warnings(module: Any) -> None:
    from . import never_awaited

    never_awaited.patch_warnings(module)


def _when_needed(module: str, function: str) -> Callable[[Any], None]:
    """A patch that is loaded together with what it patches: most programs need few of them."""

    def patch(patched: Any) -> None:
        ours = __import__(f"{__package__}.{module}", fromlist=[function])
        getattr(ours, function)(patched)

    return patch


def _patch_subprocess(module: Any) -> None:
    processes.patch_subprocess(module)
    _when_needed("popen_pipes", "patch_subprocess")(module)


def _patch_select(module: Any) -> None:
    _when_needed("selecting", "patch_select")(module)
    _when_needed("poll_objects", "patch_select")(module)


def _patch_qt_widgets(module: Any) -> None:
    for ours in ("qt_heartbeat", "qt_screen", "qt_rules"):
        _when_needed(ours, "patch_widgets")(module)


_PATCHES: dict[str, Callable[[Any], None]] = {
    "threading": threads.patch_threading,
    "queue": queues.patch_queue,
    "traceback": failures.patch_traceback,
    "multiprocessing.process": processes.patch_multiprocessing_process,
    "subprocess": _patch_subprocess,
    "concurrent.futures._base": futures.patch_futures,
    "multiprocessing.synchronize": _when_needed("mp_synchronizers", "patch_synchronize"),
    "multiprocessing.connection": _when_needed("connections", "patch_connection"),
    "multiprocessing.queues": _when_needed("mp_queues", "patch_queues"),
    "multiprocessing.managers": _when_needed("proxies", "patch_managers"),
    "multiprocessing.spawn": _when_needed("main_modules", "patch_spawn"),
    "multiprocessing.pool": _when_needed("pools", "patch_pool"),
    "select": _patch_select,
    "selectors": _when_needed("selecting", "patch_selectors"),
    "signal": _when_needed("signals", "patch_signal"),
    "ssl": _when_needed("ssl_sockets", "patch_ssl"),
    "socket": _when_needed("sockets", "patch_socket"),
    "concurrent.futures.process": _when_needed("pools", "patch_executor"),
    "warnings": _patch_warnings,
    "PySide6.QtCore": _when_needed("qt_threads", "patch_core"),
    "PySide6.QtWidgets": _patch_qt_widgets,
    "pygame": _when_needed("pygame_screen", "patch_pygame"),
    "pygame.time": _when_needed("pygame_time", "patch_time"),
    "asyncio.base_events": _patch_asyncio,
    "asyncio.events": _patch_asyncio,
    "asyncio.futures": _patch_asyncio,
    "asyncio.locks": _patch_asyncio,
    "asyncio.proactor_events": _patch_asyncio,
    "asyncio.queues": _patch_asyncio,
    "asyncio.selector_events": _patch_asyncio,
    "asyncio.streams": _patch_asyncio,
    "asyncio.tasks": _patch_asyncio,
    "asyncio.timeouts": _patch_asyncio,
    "asyncio.unix_events": _patch_asyncio,
}
_OPTIONS_WITH_VALUE = ("-W", "-X", "--check-hash-based-pycs")
_PROGRAM = (
    "CONCURRENCY_LAB_PROGRAM"  # tells spawned children, whose command line doesn't say, which script runs
)


def start(directory: str) -> None:
    """Trace this process into `directory`.

    Raises OSError where nothing can be written there.
    """
    if processes.is_library_process() or not _is_main_interpreter():
        return
    script = _script()
    program = _as_frames_name_it(script) if script else os.environ.get(_PROGRAM, "")
    if program:
        os.environ[_PROGRAM] = program
    writer.start(directory)
    places.set_program(program)
    _mend_path(script)
    processes.begin(script)
    locks.patch_thread_module()
    rlocks.patch_thread_module()
    threads.patch_thread_module()
    threads.patch_time()
    processes.patch_os()
    spawned_programs.patch_os()
    signals.patch_os()
    io_waits.patch_os(os)
    pipe_files.patch_os()
    failures.patch_sys()
    output.watch_streams()
    output.watch_input()
    standard_input.watch_stdin()
    for name, patch in _PATCHES.items():
        if name in sys.modules:
            patch(sys.modules[name])
    sys.meta_path.insert(0, _Finder())
    watched.start(program)
    if os.environ.get("CONCURRENCY_LAB_GENERATORS") or sys.version_info >= (3, 12):
        from . import generators

        generators.start()


def _is_main_interpreter() -> bool:
    """Whether this is no interpreter within another one's process: what runs in it is seen as its thread running.

    So the workers of 3.14's InterpreterPoolExecutor, which are threads of a ThreadPoolExecutor.
    """
    import _thread

    if hasattr(_thread, "_is_main_interpreter"):  # 3.13+
        return bool(_thread._is_main_interpreter())
    try:
        import _xxsubinterpreters as interpreters  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return True
    return bool(interpreters.get_current() == interpreters.get_main())


def _script() -> str:
    """The script that this interpreter was started with, empty for `-c`, `-m` and the like."""
    arguments = iter(sys.orig_argv[1:])
    for argument in arguments:
        if argument in _OPTIONS_WITH_VALUE:
            next(arguments, None)
        elif argument.startswith(("-c", "-m")) or argument == "-":
            return ""
        elif not argument.startswith("-"):
            return argument
    return ""


def _as_frames_name_it(script: str) -> str:
    """The path of the script in its frames: the working directory and what was typed, `./` and `..` too."""
    try:
        return os.path.abspath(script) if os.name == "nt" else os.path.join(os.getcwd(), script)
    except OSError:  # the working directory is gone
        return script


_copy_folder = ""
_source_folder = ""


def _mend_path(script: str) -> None:
    """Remember that a copy runs in place of a program, whose folder shall come first on the path."""
    global _copy_folder, _source_folder
    copy, source = os.environ.get("CONCURRENCY_LAB_COPY", ""), os.environ.get("CONCURRENCY_LAB_SOURCE", "")
    if copy and source and script and os.path.abspath(script) == copy:
        _copy_folder, _source_folder = os.path.dirname(copy), os.path.dirname(source)


class _Finder:
    """Patches modules right after they have been executed; first on `sys.meta_path`."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if _copy_folder and sys.path and os.path.realpath(sys.path[0]) == os.path.realpath(_copy_folder):
            # The interpreter puts the script's folder first only after the tracer has started.
            sys.path[0] = _source_folder
        if path is None:
            watched.look_at_module(name)
        patch = _PATCHES.get(name)
        if patch is None:
            return None
        for finder in sys.meta_path:
            if finder is self or not hasattr(finder, "find_spec"):
                continue
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                if isinstance(spec.loader, type):
                    spec.loader = _BuiltIn(spec.loader, patch)
                elif places.is_library(spec.origin or ""):  # and no file of the program's own with that name
                    _patch_after(spec.loader, patch)
                return spec
        return None


class _BuiltIn:
    """Loads a module that is compiled into the interpreter: all of these have one loader, a class."""

    def __init__(self, stock: Any, patch: Callable[[Any], None]) -> None:
        self._stock = stock
        self._patch = patch

    def create_module(self, spec: Any) -> Any:
        return self._stock.create_module(spec)

    def exec_module(self, module: Any) -> None:
        module.__loader__ = module.__spec__.loader = self._stock
        self._stock.exec_module(module)
        _patch_now(module, self._patch)


def _patch_now(module: Any, patch: Callable[[Any], None]) -> None:
    here = lanes.here
    here.depth += 1
    try:
        patch(module)
    except Exception as error:  # a newer Python may have moved what we look for: the program comes first
        writer.emit(lanes.current(), layout.EXCEPTION, 2, b=writer.name(f"{module.__name__}: {error!r}"))
    finally:
        here.depth -= 1


def _patch_after(loader: Any, patch: Callable[[Any], None]) -> None:
    stock = loader.exec_module

    def exec_module(module: Any) -> None:
        del loader.exec_module
        stock(module)
        _patch_now(module, patch)

    loader.exec_module = stand_in.as_importer(exec_module)
