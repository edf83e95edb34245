"""The names by which the window's rail knows its pages; demos have theirs."""

LESSON = "lesson"
OWN = "own"
MONITOR = "monitor"
HISTORY = "history"
COMPARE = "compare"
MANY = "many"
GLOSSARY = "glossary"
SHEET = "sheet"
PAGES = (LESSON, OWN, HISTORY, COMPARE, MANY, MONITOR, GLOSSARY, SHEET)  # in the rail, and no demos
WORDS = (LESSON, OWN, HISTORY, GLOSSARY, SHEET)  # of these, made anew in another language
SIDE_BY_SIDE = "side by side"
