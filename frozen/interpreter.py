"""Makes the built program act as `python` does: its options, its path, its standard library from files."""

import io
import os
import sys
from collections.abc import Mapping
from typing import Any

Options = dict[str, list[str]]

# Options without which nobody would call a lab, but everybody a Python.
_PYTHONS = ("-", *(f"-{letter}" for letter in "cmISEsuBbOPqvVixWX"))
_TAKES_REST = ("-c", "-m", "-W", "-X")

# What the interpreter itself has from its first moment on. All else that PyInstaller has loaded is let go of, and
# comes from its file when it is next imported: known as the library's, with lines for tracebacks.
_KEPT = ("sys", "builtins", "__main__", "abc", "codecs", "encodings", "io", "zipimport", "interpreter")


def is_meant(arguments: list[str], environment: Mapping[str, str]) -> bool:
    """Whether a call with these arguments wants a Python and not the lab."""
    if "CONCURRENCY_LAB_TRACE" in environment:
        return True
    return bool(arguments) and (arguments[0] in _PYTHONS or arguments[0][:2] in _TAKES_REST)


def prepare(inside: str) -> None:
    """Have the standard library come from its files, as in any Python, packages from what is built in."""
    global os
    path = os.path
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    library = path.join(inside, "Lib") if sys.platform == "win32" else path.join(inside, "lib", version)
    compiled = path.join(inside, version, "lib-dynload")
    sys.path[:] = [library, path.join(library, "lib-dynload"), compiled, inside]
    sys.path_importer_cache.clear()
    setattr(sys, "_stdlib_dir", library)  # noqa: B010
    sys.prefix = sys.exec_prefix = sys.base_prefix = sys.base_exec_prefix = inside
    setattr(sys, "_base_executable", sys.executable)  # noqa: B010
    for name, module in [*sys.modules.items()]:
        kept = name.partition(".")[0] in _KEPT or name.startswith(("pyimod", "_frozen_importlib"))
        if not kept and getattr(module, "__file__", None) is not None:
            del sys.modules[name]
    import os

    _clear_environment(os.environ)
    os.environ.setdefault("QT_PLUGIN_PATH", path.join(inside, "PySide6", "Qt", "plugins"))
    for name, folder in (("TCL_LIBRARY", "_tcl_data"), ("TK_LIBRARY", "_tk_data")):
        os.environ.setdefault(name, path.join(inside, folder))
    import site

    site.setquit()
    site.setcopyright()
    site.sethelper()


def _clear_environment(environment: Any) -> None:
    """Take out what the program's first step put in for itself: other programs shall find their own libraries."""
    for name in [*environment]:
        if name.startswith("_PYI_"):
            del environment[name]
    before = environment.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        environment["LD_LIBRARY_PATH"] = before
    elif sys.platform not in ("win32", "darwin"):
        environment.pop("LD_LIBRARY_PATH", None)


def run(inside: str, arguments: list[str]) -> int:
    """Do what `python ARGUMENTS` does; returns the exit code where none is raised."""
    prepare(inside)
    options, what, value, rest = read(arguments)
    isolated = "-I" in options
    ignoring = isolated or "-E" in options
    environment = {
        name: text for name, text in os.environ.items() if not (ignoring and name.startswith("PYTHON"))
    }
    _streams("-u" in options or bool(environment.get("PYTHONUNBUFFERED")))
    _flags(isolated, ignoring, options)
    _signals()
    warnings = filter(None, environment.get("PYTHONWARNINGS", "").split(","))
    sys.warnoptions[:] = [*warnings, *options.get("-W", [])]
    _x_options(options.get("-X", []))
    sys.dont_write_bytecode = "-B" in options or bool(environment.get("PYTHONDONTWRITEBYTECODE"))
    sys.orig_argv = [sys.executable, *arguments]
    sys.path[:0] = [entry for entry in environment.get("PYTHONPATH", "").split(os.pathsep) if entry]
    _begin_afresh()
    if "-S" not in options and not isolated:
        _customise()
    try:
        return _execute(what, value, rest, safe=isolated or "-P" in options)
    except SystemExit:
        raise
    except BaseException as error:
        return _fail(error)


def read(arguments: list[str]) -> tuple[Options, str, str, list[str]]:
    """The options; what to run, "-c", "-m", "file" or "version"; the command, module or file; its arguments."""
    options: Options = {}
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "-" or not word.startswith("-"):
            return options, "file", word, rest
        if word in ("-V", "--version"):
            return options, "version", "", []
        if word.startswith("--"):
            options.setdefault(word, []).append(rest.pop(0) if rest else "")
            continue
        letters = word[1:]
        while letters:
            name, letters = f"-{letters[0]}", letters[1:]
            if name in _TAKES_REST:
                value = letters or (rest.pop(0) if rest else "")
                if name in ("-c", "-m"):
                    return options, name, value, rest
                options.setdefault(name, []).append(value)
                break
            options.setdefault(name, []).append("")
    return options, "file", "-", []


def _streams(unbuffered: bool) -> None:
    for stream in (sys.stdout, sys.stderr):
        if unbuffered and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(write_through=True)


def _flags(isolated: bool, ignoring: bool, options: Options) -> None:
    """What the interpreter says of its options: the built program is always isolated, its programs aren't."""
    told = {name: getattr(sys.flags, name) for name in dir(sys.flags) if name[0] != "_" and name[:2] != "n_"}
    for name in ("count", "index"):
        told.pop(name, None)
    told.update(
        isolated=int(isolated),
        ignore_environment=int(ignoring),
        safe_path=isolated or "-P" in options,
        no_user_site=int(isolated or "-s" in options),
        no_site=int("-S" in options),
        dont_write_bytecode=int("-B" in options),
    )
    setattr(sys, "flags", type("flags", (), told)())  # noqa: B010


def _signals() -> None:
    import _signal  # type: ignore[import-not-found]

    if _signal.getsignal(_signal.SIGINT) == _signal.SIG_DFL:
        _signal.signal(_signal.SIGINT, _signal.default_int_handler)
    for name in ("SIGPIPE", "SIGXFSZ"):
        if hasattr(_signal, name):
            _signal.signal(getattr(_signal, name), _signal.SIG_IGN)


def _x_options(values: list[str]) -> None:
    for value in values:
        name, equals, text = value.partition("=")
        sys._xoptions[name] = text if equals else True


def _begin_afresh() -> None:
    """A main module of the program's own, in which nothing of ours stands."""
    module = type(sys)("__main__")
    module.__dict__["__builtins__"] = sys.modules["builtins"]
    sys.modules["__main__"] = module
    sys.modules.pop("interpreter", None)


def _customise() -> None:
    """What `site` does last: how the tracer comes in."""
    for name in ("sitecustomize", "usercustomize"):
        try:
            __import__(name)
        except ImportError as error:
            if error.name != name:
                raise


def _execute(what: str, value: str, rest: list[str], safe: bool) -> int:
    if what == "version":
        print("Python " + sys.version.split()[0])
    elif what == "-m":
        sys.argv[:] = ["-m", *rest]
        if not safe:
            sys.path.insert(0, os.getcwd())
        import runpy

        getattr(runpy, "_run_module_as_main")(value)  # noqa: B009
    elif what == "-c" or value == "-":
        sys.argv[:] = ["-c" if what == "-c" else "-", *rest]
        if not safe:
            sys.path.insert(0, "")
        text, name = (value, "<string>") if what == "-c" else (sys.stdin.read(), "<stdin>")
        exec(compile(text, name, "exec", dont_inherit=True), sys.modules["__main__"].__dict__)
    else:
        sys.argv[:] = [value, *rest]
        return _execute_file(value, safe)
    return 0


def _execute_file(path: str, safe: bool) -> int:
    """Run a script as the interpreter does: in the main module, its folder first on the path."""
    if os.path.isdir(path) or path.endswith((".zip", ".pyz")):
        import runpy

        sys.path.insert(0, path)
        getattr(runpy, "_run_module_as_main")("__main__", False)  # noqa: B009
        return 0
    try:
        with open(path, "rb") as file:
            source = file.read()
    except OSError as error:
        why = f"[Errno {error.errno}] {error.strerror}"
        sys.stderr.write(f"{sys.executable}: can't open file {os.path.abspath(path)!r}: {why}\n")
        return 2
    full = os.path.abspath(path) if sys.platform == "win32" else os.path.join(os.getcwd(), path)
    if not safe:
        sys.path.insert(0, os.path.dirname(os.path.realpath(path)))
    from importlib.machinery import SourceFileLoader

    module = sys.modules["__main__"]
    module.__dict__.update(__file__=full, __cached__=None, __loader__=SourceFileLoader("__main__", full))
    exec(compile(source, full, "exec", dont_inherit=True), module.__dict__)
    return 0


def _fail(error: BaseException) -> int:
    """End as the interpreter does after an exception that nobody caught: the program's own frames are shown."""
    where = error.__traceback__
    while where is not None and where.tb_frame.f_code.co_filename == __file__:
        where = where.tb_next
    sys.excepthook(type(error), error.with_traceback(where), where)
    if isinstance(error, KeyboardInterrupt) and sys.platform != "win32":
        import signal

        signal.signal(signal.SIGINT, signal.SIG_DFL)
        sys.stdout.flush()
        os.kill(os.getpid(), signal.SIGINT)
    return 1
