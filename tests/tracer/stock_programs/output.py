"""How programs write and read: streams replaced, detached, closed, buffered; input."""

PROGRAMS = {
    "prints": """
import sys
print("a", 1, None, sep="-", end="!\\n")
print("\\u4e2d\\u6587 \\u20ac", flush=True)
sys.stdout.write("w\\n")
sys.stdout.writelines(["x\\n", "y\\n"])
sys.stderr.write("e\\n")
print("to stderr", file=sys.stderr)
print(sys.stdout.write("abc\\n"), file=sys.stderr)
""",
    "print_errors": """
import sys
for act in (lambda: print("\\ud800"), lambda: print("x", file=1), lambda: print("x", end=1), lambda: print("x", foo=1),
            lambda: sys.stdout.write(1), lambda: sys.stdout.write(), lambda: sys.stdout.write("a", "b"),
            lambda: sys.stdout.write(b"x"), lambda: sys.stdout.write(text="x"), lambda: sys.stdout.writelines([1])):
    try:
        print("->", act())
    except Exception as error:
        print(type(error).__name__, error)
""",
    "streams_are_themselves": """
import io, sys
print(type(sys.stdout), isinstance(sys.stdout, io.TextIOWrapper), sys.stdout.name, sys.stdout.mode, sys.stdout.encoding)
print(sys.stdout.line_buffering, sys.stdout.write_through, sys.stdout.isatty(), sys.stdout.fileno(), sys.stdout.errors)
print(sys.stdout.write.__name__, sys.stdout.write.__doc__, sys.stdout is sys.__stdout__, repr(sys.stdout), sys.stdout.buffer)
print(sys.stdout.write.__qualname__)
""",
    "replaced_streams": """
import contextlib, io, sys
buffer = io.StringIO()
with contextlib.redirect_stdout(buffer):
    print("hidden")
print(repr(buffer.getvalue()))
old = sys.stdout
class Tee:
    def __init__(self, *files):
        self.files = files
    def write(self, text):
        for file in self.files:
            file.write(text)
    def flush(self):
        for file in self.files:
            file.flush()
sys.stdout = Tee(old, buffer)
print("twice")
sys.stdout = old
print(buffer.getvalue())
sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-16", newline="\\r\\n", write_through=True)
print("wide")
""",
    "detached": """
import io, sys
print("before")
sys.stdout = io.TextIOWrapper(sys.stdout.detach(), encoding="latin-1", errors="replace")
print("\\xe9 \\u4e2d")
try:
    print("x", file=sys.__stdout__)
except ValueError as error:
    print(error)
""",
    "closed": """
import sys
sys.stdout.close()
try:
    print("x")
except ValueError as error:
    sys.stderr.write(f"{error}\\n")
print("y")
""",
    "none": """
import sys
sys.stdout = None
print("x")
sys.stdout = sys.__stdout__
del sys.stdout
try:
    print("x")
except RuntimeError as error:
    sys.stderr.write(f"{error}\\n")
""",
    "bytes_and_descriptors": """
import os, sys
print("text")
sys.stdout.buffer.write(b"bytes\\n")
os.write(1, b"raw\\n")
print("text again")
sys.stdout.flush()
os.system("echo from the shell")
with open(1, "w", closefd=False) as file:
    file.write("by another file\\n")
sys.stdout.reconfigure(line_buffering=True)
print("line")
os.write(1, b"raw\\n")
""",
    "duplicated": """
import os, sys
print("one")
sys.stdout.flush()
saved = os.dup(1)
null = os.open(os.devnull, os.O_WRONLY)
os.dup2(null, 1)
print("into nothing", flush=True)
os.dup2(saved, 1)
print("two")
""",
    "print_then_fork": """
import os
print("printed once")
pid = os.fork()
if pid:
    os.waitpid(pid, 0)
    print("parent")
else:
    print("child")
""",
    "print_without_newline_then_fork_and_exit": """
import os, sys
print("left in the buffer", end="")
if not os.fork():
    os._exit(0)
os.wait()
print(flush=True)
print("left", end="")
if not os.fork():
    sys.exit(0)
os.wait()
""",
    "input_at_the_end": """
try:
    print(repr(input("name? ")))
except EOFError as error:
    print(repr(error))
for args in ((1, 2), ("a", "b")):
    try:
        input(*args)
    except TypeError as error:
        print(error)
try:
    input(prompt="x")
except TypeError as error:
    print(error)
input("again? ")
""",
    "big_output": """
for n in range(3000):
    print(n, "x" * (n % 200))
print("y" * 300_000)
""",
    "threads_print": """
import threading
def work(n):
    for i in range(20):
        print(f"{n} {i}")
threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
for thread in threads:
    thread.start()
    thread.join()
""",
    "stdin_is_read": """
import sys
print(sys.stdin.read(), sys.stdin.isatty(), sys.stdin)
""",
}
