"""The beginning of small programs in which something happens as soon as the main thread waits."""

#: `soon(act, *args)` acts in a thread named `timer` once the main thread has come to a stop on the line with
#: `# waits` or `# receives`; `until_main_waits()` returns then. Looking costs time and no time is too short.
SOON = """
import sys, threading, time
MARKS = "# " + "waits", "# " + "receives"
with open(__file__) as program:
    WAITS = [number for number, line in enumerate(program, 1) if any(map(line.rstrip().endswith, MARKS))]
def stands(ident):
    frame = sys._current_frames()[ident]
    inner = id(frame), frame.f_lasti
    while frame.f_back is not None:
        frame = frame.f_back
    return inner, frame.f_lineno
def until_main_waits():
    seen, looks = None, 0
    while looks < 3:
        time.sleep(0.01)
        inner, line = stands(threading.main_thread().ident)
        looks = looks + 1 if line in WAITS and inner == seen else 0
        seen = inner
def soon(act, *args):
    threading.Thread(target=lambda: (until_main_waits(), act(*args)), name="timer").start()
""".lstrip("\n")
