"""What claims ask about a window: did it answer while it downloaded, did its loop turn, who did the work.

The window's watched `downloading` says from when to when; its watched `answers` counts what About was answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.claims import CUT_SHORT, cut_short, everywhere, listing, moment, somewhere
from app.core.demo import Verdict

if TYPE_CHECKING:
    from app.core.evidence import Evidence
    from app.core.model import Access, Actor

_NO_DOWNLOAD = "Nothing was downloaded."
_NO_HEART = "This recording has no heartbeats."
_BRIEF_NS = 150_000_000  # in a shorter time the heart may just not have been due


def about_answered_meanwhile(evidence: Evidence) -> Verdict:
    """About was answered between the begin and the end of the download."""
    download = _download(evidence)
    if download is None:
        return somewhere(evidence, False, _NO_DOWNLOAD)
    begin, end = download
    answers = [access.t_ns for access in counted(evidence, "answers")]
    meanwhile = [t for t in answers if begin < t < end]
    if meanwhile:
        return Verdict(True, f"Answered at {moment(meanwhile[0])}, downloaded at {moment(end)}.")
    told = f"at {moment(answers[0])}" if answers else "never"
    return somewhere(evidence, False, f"Downloaded at {moment(end)}, answered {told}.")


def about_answered_afterwards(evidence: Evidence) -> Verdict:
    """About wasn't answered before the download had ended, and then it was."""
    download = _download(evidence)
    if download is None:
        return somewhere(evidence, False, _NO_DOWNLOAD)
    answers = [access.t_ns for access in counted(evidence, "answers") if access.t_ns > download[0]]
    if not answers:
        return somewhere(evidence, False, "About was never answered.")
    told = f"Downloaded at {moment(download[1])}, answered at {moment(answers[0])}."
    return Verdict(answers[0] >= download[1], told)


def stood_still(evidence: Evidence) -> Verdict:
    """The window's heart didn't beat once between the begin and the end of the download."""
    found = _beats(evidence)
    if isinstance(found, Verdict):
        return found
    beats, length = found
    if beats:
        return Verdict(False, f"The heart beat {beats} times in {moment(length)}.")
    return everywhere(evidence, True, f"The window stood still for {moment(length)}.")


def heart_went_on(evidence: Evidence) -> Verdict:
    """The window's heart beat between the begin and the end of the download."""
    found = _beats(evidence)
    if isinstance(found, Verdict):
        return found
    beats, length = found
    return somewhere(evidence, beats > 0, f"The heart beat {beats} times in {moment(length)}.")


def ended_by_the_window(evidence: Evidence) -> Verdict:
    """It was the window's own thread (or a task on it) that noted the end of the download."""
    by = _ended_by(evidence)
    if by is None:
        return somewhere(evidence, False, _NO_DOWNLOAD)
    own = by.id == evidence.main.id or by.host == evidence.main.id
    return everywhere(evidence, own, f"{by.name} changed the window in the end.")


def ended_by_another(evidence: Evidence) -> Verdict:
    """It was another thread than the window's that noted the end of the download in it."""
    by = _ended_by(evidence)
    if by is None:
        return somewhere(evidence, False, _NO_DOWNLOAD)
    other = by.kind == "thread" and by.id != evidence.main.id
    return somewhere(evidence, other, f"{by.name} changed the window in the end.")


def nobody_helped(evidence: Evidence) -> Verdict:
    """There was neither a thread nor a worker process nor a task beside the window's thread."""
    others = [*_threads(evidence), *_workers(evidence), *_tasks(evidence)]
    told = f"Beside the window's thread: {listing(other.name for other in others) or 'nobody'}."
    return Verdict(False, told) if others else everywhere(evidence, True, told)


def ran_in_a_thread(evidence: Evidence) -> Verdict:
    """A thread that the window started lived within the download."""
    return _ran_in(evidence, _threads(evidence), "thread")


def ran_in_a_process(evidence: Evidence) -> Verdict:
    """A worker process that the window started lived within the download."""
    return _ran_in(evidence, _workers(evidence), "process")


def ran_in_a_task(evidence: Evidence) -> Verdict:
    """A task on the window's own thread lived within the download, and there was no thread beside it."""
    if others := [*_threads(evidence), *_workers(evidence)]:
        return Verdict(False, f"{listing(other.name for other in others)} ran beside the window's thread.")
    own = [task for task in _tasks(evidence) if task.host == evidence.main.id]
    return _ran_in(evidence, own, "task")


def told_by_a_signal(evidence: Evidence) -> Verdict:
    """A message went from a thread to the window's thread before that noted the end."""
    download = _download(evidence)
    threads = {thread.id: thread.name for thread in _threads(evidence)}
    for flow in evidence.flows:
        to_the_window = flow.sender in threads and flow.receiver == evidence.main.id
        if flow.kind == "message" and to_the_window and download and flow.received_ns <= download[1]:
            told_at, taken_at = moment(flow.sent_ns), moment(flow.received_ns)
            return Verdict(
                True, f"{threads[flow.sender]} told it at {told_at}, and it was taken at {taken_at}."
            )
    return somewhere(evidence, False, "No signal came from a thread.")


# ------------------------------------------------------------------------------------------------------------


def download_ns(evidence: Evidence) -> int | None:
    """How long the download lasted as the window saw it, in ns; None without one."""
    found = _download(evidence)
    return None if found is None else found[1] - found[0]


def download_begun_ns(evidence: Evidence) -> int | None:
    """When the first download began, in ns since the spawn; None without one."""
    found = _download(evidence)
    return None if found is None else found[0]


def _writes(evidence: Evidence, attribute: str) -> list[Access]:
    named = {key for key, thing in evidence.objects.items() if thing.name.endswith(f".{attribute}")}
    return [access for access in evidence.accesses if access.write and access.object in named]


def counted(evidence: Evidence, attribute: str) -> list[Access]:
    """The writes to a watched counter of the window by which it grew, in order."""
    return [access for access in _writes(evidence, attribute) if access.value != "0"]


def _download(evidence: Evidence) -> tuple[int, int] | None:
    """When the first download began and ended, as the window noted it; the end of the run if it never did."""
    writes = _writes(evidence, "downloading")
    begin = next((access.t_ns for access in writes if access.value == "True"), None)
    if begin is None:
        return None
    ends = [access.t_ns for access in writes if access.value == "False" and access.t_ns > begin]
    return begin, ends[0] if ends else evidence.end_ns


def _ended_by(evidence: Evidence) -> Actor | None:
    writes = _writes(evidence, "downloading")
    if not any(access.value == "True" for access in writes) or writes[-1].value != "False":
        return None
    return evidence.actors.get(writes[-1].actor)


def _beats(evidence: Evidence) -> tuple[int, int] | Verdict:
    """How often the heart beat within the download, and how long that was in ns."""
    download = _download(evidence)
    if download is None:
        return Verdict(None, CUT_SHORT) if cut_short(evidence) else Verdict(False, _NO_DOWNLOAD)
    if not evidence.heartbeats:
        return Verdict(None, _NO_HEART)
    begin, end = download
    if end - begin < _BRIEF_NS:
        return Verdict(None, f"The download took {moment(end - begin)}: too short to tell.")
    return sum(begin < beat.t_ns < end for beat in evidence.heartbeats), end - begin


def _ran_in(evidence: Evidence, lanes: list[Actor], kind: str) -> Verdict:
    download = _download(evidence)
    if download is None:
        return somewhere(evidence, False, _NO_DOWNLOAD)
    own = [each for each in lanes if download[0] <= each.start_ns < download[1]]
    told = f"{listing(each.name for each in own)}, a {kind}." if own else f"No {kind} was started for it."
    return somewhere(evidence, bool(own), told)


def _threads(evidence: Evidence) -> list[Actor]:
    return [each for each in evidence.threads() if each.pid == evidence.main.pid]


def _workers(evidence: Evidence) -> list[Actor]:
    return [each for each in evidence.processes() if each.how != "subprocess"]


def _tasks(evidence: Evidence) -> list[Actor]:
    return [each for each in evidence.actors.values() if each.kind == "task"]


# what predictions are answered by ---------------------------------------------------------------------------


def when_about_answered(evidence: Evidence) -> float | None:
    """0 while it downloaded, 1 afterwards, 2 never; None where nothing was downloaded."""
    download = _download(evidence)
    if download is None or cut_short(evidence):
        return None
    answers = [access.t_ns for access in counted(evidence, "answers") if access.t_ns > download[0]]
    return 2 if not answers else int(answers[0] >= download[1])


def who_ended_it(evidence: Evidence) -> float | None:
    """0 the window's thread, 1 another one."""
    by = _ended_by(evidence)
    return None if by is None else int(by.kind == "thread")


def threads_in_all(evidence: Evidence) -> float | None:
    """The threads of the program's own process, the main one too."""
    return None if cut_short(evidence) else 1 + len(_threads(evidence))


def processes_in_all(evidence: Evidence) -> float | None:
    """The processes of the program, the first one too."""
    return None if cut_short(evidence) else 1 + len(evidence.processes())
