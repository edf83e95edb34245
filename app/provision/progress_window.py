"""Show how set-up gets on in a small window, for those who started the lab by a double-click."""

import queue
import threading
import tkinter
from collections.abc import Callable
from tkinter import ttk

from app.provision.progress import Lines, Progress
from app.provision.speech import said

POLL_MS = 50
_WRAP_PX = 520
# How much of the bar is done when all is fetched and only the unpacking is left.
FETCHING_SHARE = 0.75
# A complaint goes by itself after this time: nobody may be there to close it.
COMPLAINT_MS = 30_000


class _Mailbox(Lines):
    """Progress handed from the working thread to the window, and written as lines too."""

    def __init__(self) -> None:
        self.news: queue.SimpleQueue[tuple[str, str, float]] = queue.SimpleQueue()

    def say(self, text: str) -> None:
        """Tell one step."""
        super().say(text)
        self.news.put(("step", said(text).strip(), -1.0))

    def count(self, done: int, total: int, text: str) -> None:
        """Tell that `done` of `total` packages have been reached."""
        super().count(done, total, text)
        self.news.put(("step", text, FETCHING_SHARE * done / max(total, 1)))

    def complain(self, sentence: str) -> None:
        """Tell why set-up stopped."""
        super().complain(sentence)
        self.news.put(("complaint", said(sentence), -1.0))


class _Window:
    """Title, one line of text, a bar, and a button once there is something to close."""

    def __init__(self, root: tkinter.Tk, mailbox: _Mailbox) -> None:
        self._root = root
        self._mailbox = mailbox
        root.title(said("Concurrency Lab"))
        root.resizable(False, False)
        frame = ttk.Frame(root, padding=24)
        frame.grid()
        title = ttk.Label(
            frame, text=said("Setting up the Concurrency Lab"), font=("TkDefaultFont", 13, "bold")
        )
        title.grid(sticky="w")
        self._text = ttk.Label(frame, text=said("This happens once."), wraplength=_WRAP_PX)
        self._text.grid(sticky="w", pady=(8, 12))
        self._bar = ttk.Progressbar(frame, length=_WRAP_PX, mode="determinate", maximum=1.0)
        self._bar.grid(sticky="we")
        self._close = ttk.Button(frame, text=said("Close"), command=root.destroy)
        root.protocol("WM_DELETE_WINDOW", lambda: None)

    def show_news(self) -> bool:
        """Show what has come; whether it was a complaint, which stays until it is closed."""
        while not self._mailbox.news.empty():
            kind, text, share = self._mailbox.news.get()
            self._text.configure(text=text)
            if share >= 0:
                self._bar.configure(value=share)
            if kind == "complaint":
                self._bar.grid_remove()
                self._close.grid(sticky="e", pady=(8, 0))
                self._root.protocol("WM_DELETE_WINDOW", self._root.destroy)
                self._root.after(COMPLAINT_MS, self._root.destroy)
                return True
        return False


def in_window(attempt: Callable[[Progress], int | None]) -> int | None:
    """Run `attempt` in a thread behind a window that shows its progress; returns what it returns.

    Without a display that works, it runs in this thread with lines on stderr.
    """
    try:
        root = tkinter.Tk()
    except tkinter.TclError:
        return attempt(Lines())
    mailbox = _Mailbox()
    window = _Window(root, mailbox)
    results: list[int | None] = []
    worker = threading.Thread(target=lambda: results.append(attempt(mailbox)), name="set-up")

    def look() -> None:
        working = worker.is_alive()
        if window.show_news():
            return
        if working:
            root.after(POLL_MS, look)
        else:
            root.destroy()

    worker.start()
    root.after(POLL_MS, look)
    root.mainloop()
    worker.join()
    return results[0] if results else 2
