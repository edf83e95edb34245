"""A window that downloads: it stands still, or somebody else does the work and tells it of the end."""

from app.core.claims_windows import (
    about_answered_afterwards,
    about_answered_meanwhile,
    ended_by_another,
    ended_by_the_window,
    heart_went_on,
    nobody_helped,
    processes_in_all,
    ran_in_a_process,
    ran_in_a_task,
    ran_in_a_thread,
    stood_still,
    threads_in_all,
    told_by_a_signal,
    when_about_answered,
    who_ended_it,
)
from app.core.demo import Claim, Demo, Prediction, Variant
from app.core.displays import no_display

MEANWHILE = Claim("About answered while it downloaded", about_answered_meanwhile)
WENT_ON = Claim("the window's heart went on beating", heart_went_on)
BY_THE_WINDOW = Claim("the window's own thread changed the button back", ended_by_the_window)
BY_A_SIGNAL = Claim("a signal told the window's thread of the end", told_by_a_signal)

WHEN = ("while it downloads", "when the download is through", "never")


def unavailable() -> str | None:
    """These programs open a window."""
    return no_display("QT_QPA_PLATFORM")


DEMO = Demo(
    title="The frozen window",
    question="The window downloads. Does About answer meanwhile?",
    chapter="Windows",
    order=200,
    support=("window.py",),
    side_by_side=True,
    variants=(
        Variant(
            "blocking",
            "blocking",
            (
                Claim("About answered only after the download", about_answered_afterwards),
                Claim("the window stood still for as long as it downloaded", stood_still),
                Claim("nobody but the window's thread was there", nobody_helped),
            ),
            unavailable=unavailable,
            note="A window is served by a loop that takes one event after the other. A slot that takes three "
            "seconds is an event that takes three seconds: clicks queue up, and nothing is drawn.",
            prediction=Prediction(
                "You press About while it downloads. When does About answer?",
                WHEN,
                when_about_answered,
                "The click waits in the queue of the loop until the slot before it has returned.",
            ),
        ),
        Variant(
            "qthread",
            "QThread",
            (
                MEANWHILE,
                WENT_ON,
                Claim("the download ran in a thread of its own", ran_in_a_thread),
                BY_A_SIGNAL,
                BY_THE_WINDOW,
            ),
            unavailable=unavailable,
            note="The signal `finished` is a message to the window's loop: `end` runs there, in its turn. "
            "If the thread computes in Python, the spinner stutters: both need the same interpreter lock.",
            prediction=Prediction(
                "The thread is through. Which thread switches the button on again?",
                ("the window's", "the one that downloaded"),
                who_ended_it,
                "A slot runs in the thread in which its object lives, and the window lives in the main one.",
            ),
        ),
        Variant(
            "qthreadpool",
            "QThreadPool",
            (
                MEANWHILE,
                WENT_ON,
                Claim("the download ran in a thread of the pool", ran_in_a_thread),
                BY_A_SIGNAL,
                BY_THE_WINDOW,
            ),
            unavailable=unavailable,
            note="Threads of a pool are used again for the next download. "
            "What runs there has no `finished` of its own, so it emits a signal of the window.",
            prediction=Prediction(
                "How many threads does the program have while it downloads?",
                (),
                threads_in_all,
                "Two: the main thread, which serves the window, and one of the pool.",
            ),
        ),
        Variant(
            "multiprocessing_worker",
            "a process",
            (
                MEANWHILE,
                WENT_ON,
                Claim("the download ran in a process of its own", ran_in_a_process),
                BY_THE_WINDOW,
            ),
            unavailable=unavailable,
            note="A process has an interpreter and a lock of its own: computing doesn't make this window stutter. "
            "It can send no signal of Qt, so a timer asks whether it has ended.",
            prediction=Prediction(
                "How many processes are there while it downloads?",
                (),
                processes_in_all,
                "Two: the one with the window and the one that downloads. With a child process as work it is three.",
            ),
        ),
        Variant(
            "qasync_bridge",
            "asyncio and Qt on one loop",
            (
                MEANWHILE,
                WENT_ON,
                Claim("a task on the window's own thread downloaded", ran_in_a_task),
                BY_THE_WINDOW,
            ),
            unavailable=unavailable,
            note="qasync lets Qt's loop run coroutines too. Whoever awaits gives the window its turn; "
            "whoever computes without awaiting freezes it as a slot does.",
            prediction=Prediction(
                "How many threads does it take to download and to answer About meanwhile?",
                (),
                threads_in_all,
                "One: a download that awaits needs nobody, and the loop serves the window.",
            ),
        ),
        Variant(
            "wrong_thread",
            "the wrong thread",
            (
                MEANWHILE,
                Claim("the download ran in a thread of its own", ran_in_a_thread),
                Claim("the worker changed the window itself", ended_by_another),
            ),
            unavailable=unavailable,
            note="Only the window's thread may touch widgets. That it went well this time proves nothing: "
            "it may be drawn wrong, hang or crash, and a message box from a worker ends the program on macOS.",
            prediction=Prediction(
                "The worker calls `setEnabled` on the button. Which thread does the work in it?",
                ("the window's: Qt passes it on", "the worker's: Qt doesn't check"),
                who_ended_it,
                "A method call is no signal: it runs where it is called.",
            ),
        ),
    ),
)
