"""What a recording's bytes mean: the one place where the tracer that writes and the reader agree.

A process writes `<tag>.<n>.events` and `<tag>.<n>.text`, segments of fixed size that are mapped into memory
and never moved. `tag` is the process id, with a suffix where an id was used twice in one run. An events
segment is a header and `SLOTS` slots; a text segment is plain UTF-8 bytes that slots refer to.

Plain integers instead of enumerations: importing `enum` would cost the traced program start-up time.
"""

MAGIC = b"CLAB"
VERSION = 2

HEADER = "<4sHHQQQ"  # magic, version, slot size, pid, segment number, events lost (first segment only)
HEADER_SIZE = 64
LOST_OFFSET = 24  # of the lost count in the header
PARENT_OFFSET = 32  # of the parent's pid
TEXT_LOST_OFFSET = 40, 48  # of the printed bytes of stdout and stderr that weren't recorded any more

#: ts (perf_counter_ns), lane, kind, flags, obj, where, a, b, seq. `seq` is the slot's own offset in its file (in
#: files of version 1: its number in the series + 1), packed last: a slot whose seq doesn't match isn't whole.
SLOT = "<QIHHIIqqQ"
SLOT_SIZE = 48
SLOTS = 1 << 15  # per segment: 1.5 MB
MAX_SEGMENTS = 128  # 4,194,304 events a process; past that they are counted
# One more segment, whose slots are numbered on their own, keeps room for what LATE says: a flood of other
# events shan't hide how threads and processes ended.

TEXT_SEGMENT = 1 << 20
MAX_TEXT_SEGMENTS = 32  # 32 MB a process; past that printed bytes are counted
RESERVED_TEXT_SEGMENTS = 8  # of these, kept for names: a flood of prints leaves them alone
MAX_TEXT = 1 << 16  # one piece; longer ones are cut in several (prints) or short (names)

#: A text reference in `b`: offset << 24 | length.
TEXT_SHIFT = 24

# Kinds of events ------------------------------------------------------------------------------------------
PROCESS_BEGIN = 1  # flags: how it came | PROCESS_HIDDEN, a: parent's pid, b: text (base name of the script)
PROCESS_END = 2  # a: status or NO_STATUS, b: CPU time of the process in ns
PROCESS_NAME = 3  # b: text
CHILD_START = 4  # a: pid, flags: how, b: text (base name of argv[0], or the name of the Process)
CHILD_END = 5  # a: pid, b: exit code, or minus the signal that ended it
THREAD_START = 6  # obj: the new lane, flags: THREAD_*, b: text (name)
# obj: 0, or 1 for a thread that the tracer didn't see start (flags, b as THREAD_START),
# a: the number by which the system knows it
THREAD_BEGIN = 7
THREAD_END = 8  # flags: 1 = raised, THREAD_FAILED, b: CPU time of the thread in ns
LANE_NAME = 9  # obj: lane, b: text
FILE = 10  # obj: file serial, b: text
WHERE = 11  # obj: place serial, a: file serial << 32 | line
OBJECT = 12  # obj: serial, flags: object kind, where: creation, b: text (name, may be empty)
OBJECT_NAME = 13  # obj: serial, b: text
WAIT_BEGIN = 14  # flags: state, obj, where, a: holder (lane, or pid for `process`), b: time-out in ns or -1
WAIT_END = 15  # flags: state | OUTCOME_*, obj
LOCK_ACQUIRED = 16  # obj, where: taken without a wait
LOCK_RELEASED = 17  # obj, where
LOCK_COUNTED = 18  # obj, a: acquisitions that a hot lock didn't write
ACCESS = 19  # obj, where, flags: ACCESS_*, a: value if ACCESS_INT, b: text otherwise
EXCEPTION = 20  # flags: 1 uncaught, 2 a module that we could not patch; where, b: text
PRINT = 21  # flags: 1 stdout, 2 stderr | PRINT_ELSEWHERE, b: text
ENCODING = 22  # flags: as PRINT; b: text (encoding and how errors are handled) of prints from here on
WAKE = 23  # obj, where, a: how many waiting lanes this wakes (notify, set, release, the last at a barrier)
ITEM_PUT = 24  # obj: queue, where, a: serial of the item, b: items in the queue then
ITEM_GET = 25  # as ITEM_PUT
TASK_START = 26  # by who creates it; obj: the new lane, flags: TASK_LIBRARY, where, b: text (name)
TASK_BEGIN = 27  # a: the lane on which it runs
TASK_END = 28  # flags: TASK_CANCELLED, TASK_RAISED, TASK_DROPPED; 0 = it returned
NEVER_AWAITED = 29  # where: the coroutine was let go, obj: place of its function, b: text (its name)
GENERATOR_START = 30  # by who calls its function; obj: the new lane, where, b: text (qualified name)
GENERATOR_END = 31  # flags: 0 (it returned or was closed) or TASK_RAISED
GENERATOR_QUIET = 32  # from here on its steps aren't told: there were too many
# 40 to 59: between processes, and with the system
ITEM_POSTED = 40  # obj: queue or 0, where, a: number of the item in this run, b: items in the queue or -1
ITEM_SENT = 41  # obj: queue, a: number of the item, b: its key on the way, which it now goes
ITEM_RECEIVED = 42  # obj: queue, where, a: key on the way, b: items in the queue or -1, flags: ITEM_WAKES
MESSAGE_SENT = 43  # obj: pipe or 0, where, flags: MESSAGE_*, a: key on the way, b: bytes of a stream so far
MESSAGE_RECEIVED = 44  # as MESSAGE_SENT
PASSED_ON = 45  # obj, flags: PASSED_*, a: lane | pid << 32 of who let go (woke), b: when (perf_counter_ns)
SHARED = 46  # obj: serial, flags: object kind, where: creation, a: key that all processes know it by, b: text
SIGNAL_SENT = 47  # where, a: pid, b: number of the signal
SIGNAL_RECEIVED = 48  # where: of the handler's line or 0, b: number of the signal
HEARTBEAT = 50  # of the loop that serves the program's windows; a: how late it came, in ns
FRAMES_SHOWN = 51  # by a program's screen; a: how many since the last of these
OFF_THREAD = 52  # where; flags: TOUCHED_*; b: text (what was called), by a thread that may not
THREAD_ID = 49  # a: the number by which the system knows the main thread of this process
# a spawned process reads the program's file once more; where: its first line, flags: MAIN_READ when it has
MAIN_AGAIN = 53

LATE = frozenset(
    (
        PROCESS_BEGIN,
        PROCESS_END,
        PROCESS_NAME,
        CHILD_START,
        CHILD_END,
        THREAD_START,
        THREAD_BEGIN,
        THREAD_END,
        LANE_NAME,
        FILE,
        WHERE,
        EXCEPTION,
    )
)

# How a process came to be
PROGRAM, FORK, SPAWN, FORKSERVER, SUBPROCESS = range(5)
HOW_MASK = 0xFF
PROCESS_HIDDEN = 0x100  # made by the library for itself: the fork server
NO_STATUS = -(1 << 40)

# Flags of a thread
THREAD_DAEMON = 1
THREAD_LIBRARY = 2  # started by library frames alone: hidden unless asked for
THREAD_FOREIGN = 4  # not seen starting
THREAD_FAILED = 2  # in THREAD_END: it couldn't be started, so it never was

# Flags of a task
TASK_LIBRARY = 1  # in TASK_START: made by library frames alone, hidden unless asked for
TASK_CANCELLED = 1  # in TASK_END
TASK_RAISED = 2
TASK_DROPPED = 4  # nobody kept it, and it had not ended

# States of a wait, in the order of the contract
(
    SLEEP,
    LOCK,
    RLOCK,
    JOIN,
    CONDITION,
    EVENT,
    SEMAPHORE,
    BARRIER,
    PUT,
    GET,
    AWAIT,
    IO,
    PROCESS,
    INPUT,
    CREATED,
    SUSPENDED,
) = range(1, 17)

STATE_MASK = 0xFF
SUSPENDS = 0x400  # in WAIT_BEGIN: the lane gives its host up meanwhile; without it a task blocks its loop
PASSES = 0x1000  # a value goes with it: out where a generator's SUSPENDED begins, in where it ends by `send`
OUTCOME_TIMED_OUT = 0x100
OUTCOME_RAISED = 0x200
WAIT_UNSURE = 0x800  # in WAIT_BEGIN: the call may return at once; it counts as a wait from BRIEF_NS on
BRIEF_NS = 1_000_000
SCOPED = 0x1000  # in LOCK_ACQUIRED and WAIT_BEGIN: by `with`, so that no other lane lets the lock go
OUTSIDE = 0x2000  # in WAIT_BEGIN: a signal that the program handles, a file that its loop watches may end it

# Kinds of objects
(
    OBJ_LOCK,
    OBJ_RLOCK,
    OBJ_CONDITION,
    OBJ_EVENT,
    OBJ_SEMAPHORE,
    OBJ_BARRIER,
    OBJ_QUEUE,
    OBJ_ATTRIBUTE,
    OBJ_GLOBAL,
    OBJ_FUTURE,
) = range(1, 11)

ACCESS_WRITE = 1
ACCESS_INT = 2

MAIN_READ = 1

PRINT_ELSEWHERE = 0x100  # to a pipe or file of the program's own

TOUCHED_WIDGET = 1  # in OFF_THREAD
TOUCHED_DISPLAY = 2  # of pygame
TOUCHED_EVENTS = 3

OBJ_LOOP = 20
OBJ_CONNECTION = 40

ITEM_WAKES = 1  # it is the result of a pool for which the lane has waited
MESSAGE_STREAM = 1  # bytes of a stream that has no borders between messages
PASSED_HANDOVER = 1
PASSED_WAKE = 2

#: In a WAIT_BEGIN, a holder in any process: lane | pid << 32.
PID_SHIFT = 32
LANE_MASK = (1 << PID_SHIFT) - 1
