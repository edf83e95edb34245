"""What the bytes of a `<tag>.screen` file mean: pictures from a program to the lab, mouse and keys back.

One page of words, a ring of inputs, three slots for pictures. The writer publishes a slot with one word and
never touches the one that was published last nor the one that the reader holds.
"""

MAGIC = 0x4E52435342414C01
PAGE = 4096

# Offsets of 64-bit words in the first page
MAGIC_AT, PID_AT = 0, 8
PUBLISHED_AT = 16  # number of the picture << 2 | its slot; 0: none yet
HELD_AT = 24  # the slot that the reader looks at, plus 1; 0: none
SERVED_AT = 32  # perf_counter_ns when the program last looked at its events; 0: never
TAKEN_AT = 48  # inputs that the program has taken
GIVEN_AT = 56  # inputs that the lab has written
CAPACITY_AT = 64  # bytes of one slot's pixels

RING_AT = PAGE
#: kind, bytes of text, four numbers as the comments below say, modifiers (Qt's), perf_counter_ns.
INPUT = "<HHiiiiIQ"
INPUT_SIZE = 64  # with up to MAX_TEXT bytes of UTF-8 behind it
INPUT_TEXT_AT = 32
MAX_TEXT = INPUT_SIZE - INPUT_TEXT_AT
INPUTS = 1024
ROOM_FOR_MOVES = INPUTS * 3 // 4  # moves are dropped from here on, so that clicks and keys always fit

SLOTS_AT = RING_AT + INPUTS * INPUT_SIZE
#: width, height (pixels), scale, flags, shape of the cursor (Qt's), bytes of the title that follows
PICTURE = "<IIdIII"
TITLE_AT = 32
MAX_TITLE = 480
PIXELS_AT = 512  # BGRX, top row first, rows without gaps

# Flags of a picture
OPENGL = 1  # it draws with OpenGL, which can't be shown
QUICK = 2  # the same with Qt Quick
TOO_LARGE = 4  # it doesn't fit into a slot
CLOSED = 8  # there is no window any more
RESIZABLE = 16  # it follows the size of the panel

# Kinds of inputs; x and y are pixels of the picture
MOVE = 1  # x, y, buttons (Qt's)
PRESS = 2  # x, y, buttons, button
RELEASE = 3  # as PRESS
WHEEL = 4  # x, y, right, up (eighths of a degree)
KEY_DOWN = 5  # key (Qt's), 1: it repeats; text
KEY_UP = 6  # as KEY_DOWN
TEXT = 7  # text that an input method made
FOCUS = 8  # 1: the panel has the keyboard
RESIZE = 9  # width, height
CLOSE = 10
LEAVE = 11
