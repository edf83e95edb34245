"""The file `samples` of a recording: what the processors did, looked at from outside some 20 times a second.

Records of fixed size, little-endian, appended and never changed; a last one that is cut short isn't read. The
first is a HEADER. A thread that used no time since the last look isn't written; before it is written again,
its unchanged values at the look before are, so that straight lines between records are right.
"""

from struct import Struct

FILE_NAME = "samples"
VERSION = 1
MAGIC = 0x504D4153424C43  # "CLBSAMP"

#: t in ns since the spawn, kind, core, pid, tid, a, b
RECORD = Struct("<qHHIqqq")

HEADER = 1  # tid: MAGIC, a: VERSION, b: how many cores there are
THREAD = 2  # pid, tid, a: ns on a processor since its start, b: ns in which it waited for one, -1 unknown
PROCESS = 3  # pid, a: ns of CPU time of all its threads, b: bytes of memory in use (resident)
CORE = 4  # core, a: busy since the look before, in 1/1000, b: length of that time in ns
END = 5  # pid, tid: a thread that was there isn't any more (tid 0: the process)

MOST_BYTES = 64 << 20  # no recording's samples grow past this
