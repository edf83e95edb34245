"""Colours for Python source: Pygments, line by line, so that a key press colours one line only."""

import re
from functools import cache
from typing import Literal, TypeAlias

from pygments.lexer import ExtendedRegexLexer, LexerContext
from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Operator, String, _TokenType, is_token_subtype
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument

from app.core.typing import override
from widgets.palette import Palette

Ink: TypeAlias = Literal["keyword", "function", "constant", "string", "comment"]

#: Blocks that are coloured at once; the rest of a long program follows between other events.
_CHUNK = 120
_NOT_YET = -1

_INKS: tuple[tuple[_TokenType, Ink], ...] = (
    (Comment, "comment"),
    (String, "string"),
    (Keyword, "keyword"),
    (Operator.Word, "keyword"),
    (Name.Function, "function"),
    (Name.Class, "function"),
    (Name.Decorator, "function"),
)
_CONSTANT = re.compile(r"[A-Z][A-Z0-9_]+\Z")


class _LineLexer(ExtendedRegexLexer, PythonLexer):
    """Python's lexer, which tells in the context's stack what a line leaves open (a string, say)."""


class PythonHighlighter(QSyntaxHighlighter):
    """Colours a document of Python; parameter values in `chips` are set bold in the accent colour."""

    def __init__(self, document: QTextDocument, palette: Palette) -> None:
        super().__init__(document)
        self._lexer = _LineLexer()
        self._stacks: list[tuple[str, ...]] = [("root",)]
        self._states: dict[tuple[str, ...], int] = {("root",): 0}
        self._chips: list[QTextCursor] = []
        self._chip_ranges: list[tuple[int, int]] = []
        self._chip_revision = -1
        self._frontier = _CHUNK
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._colour_more)
        self._formats = _formats(palette)

    def set_palette_colours(self, palette: Palette) -> None:
        """Colour everything anew."""
        self._formats = _formats(palette)
        self.begin_anew()
        self.rehighlight()

    def begin_anew(self) -> None:
        """A new text is about to be set: its beginning comes first."""
        self._frontier = _CHUNK

    def set_chips(self, chips: list[QTextCursor]) -> None:
        """The selections of these cursors are parameter values; they move with the text."""
        former, self._chips = self._chips, chips
        self._chip_revision = -1
        for cursor in (*former, *chips):
            block = self.document().findBlock(cursor.selectionStart())
            if block.isValid() and block.blockNumber() < self._frontier:
                self.rehighlightBlock(block)

    @override
    def highlightBlock(self, text: str) -> None:
        """Colour one line and remember what it leaves open."""
        if self.currentBlock().blockNumber() >= self._frontier:
            self.setCurrentBlockState(_NOT_YET)
            if not self._later.isActive():
                self._later.start()
            return
        stack = self._stacks[max(self.previousBlockState(), 0)]
        context = LexerContext(text + "\n", 0, list(stack), len(text) + 1)
        for start, token, word in self._lexer.get_tokens_unprocessed(context=context):
            ink = _ink(token, word)
            if ink:
                self.setFormat(start, len(word), self._formats[ink])
        self.setCurrentBlockState(self._state(tuple(context.stack)))
        begin = self.currentBlock().position()
        for first, last in self._ranges():
            if begin <= first <= begin + len(text):
                self.setFormat(first - begin, last - first, self._formats["chip"])

    def _state(self, stack: tuple[str, ...]) -> int:
        state = self._states.setdefault(stack, len(self._stacks))
        if state == len(self._stacks):
            self._stacks.append(stack)
        return state

    def _ranges(self) -> list[tuple[int, int]]:
        revision = self.document().revision()
        if revision != self._chip_revision:
            self._chip_revision = revision
            self._chip_ranges = [(c.selectionStart(), c.selectionEnd()) for c in self._chips]
        return self._chip_ranges

    def _colour_more(self) -> None:
        block = self.document().findBlockByNumber(self._frontier)
        self._frontier += _CHUNK
        while block.isValid() and block.blockNumber() < self._frontier:
            if block.userState() == _NOT_YET:
                self.rehighlightBlock(block)  # goes on to the next ones while states change
            block = block.next()
        if block.isValid() and not self._later.isActive():
            self._later.start()


def _ink(token: _TokenType, word: str) -> Ink | None:
    ink = _ink_of(token)
    return "constant" if ink == "name" and _CONSTANT.match(word) else None if ink == "name" else ink


@cache
def _ink_of(token: _TokenType) -> Ink | Literal["name"] | None:
    ink = next((ink for kind, ink in _INKS if is_token_subtype(token, kind)), None)
    return "name" if ink is None and is_token_subtype(token, Name) else ink


def _formats(palette: Palette) -> dict[str, QTextCharFormat]:
    formats = {}
    colours = {
        "keyword": palette.keyword,
        "function": palette.function,
        "constant": palette.constant,
        "string": palette.string,
        "comment": palette.comment,
        "chip": palette.accent,
    }
    for name, colour in colours.items():
        formats[name] = QTextCharFormat()
        formats[name].setForeground(QColor(colour))
    formats["chip"].setFontWeight(QFont.Weight.Bold)
    return formats
