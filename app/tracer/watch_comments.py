"""Finds the assignments of a source file that carry the comment `# watch`."""

import ast

_WORD = "watch"


def find(source: bytes) -> tuple[list[tuple[str, str, int]], set[str]]:
    """Return [(qualified name of the class, attribute, line)] and {names of globals}.

    A source with a syntax error asks for nothing.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return [], set()
    visitor = _Visitor(source.splitlines())
    visitor.visit(tree)
    return visitor.attributes, visitor.names


class _Visitor(ast.NodeVisitor):
    def __init__(self, lines: list[bytes]) -> None:
        self.lines = lines
        self.attributes: list[tuple[str, str, int]] = []
        self.names: set[str] = set()
        self._path: list[str] = []  # as in __qualname__
        self._class = ""  # the innermost class and whether we are in a function in it
        self._function = False

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        outer = self._class, self._function
        self._path.append(node.name)
        self._class, self._function = ".".join(self._path), False
        self.generic_visit(node)
        self._path.pop()
        self._class, self._function = outer

    def visit_FunctionDef(self, node: "ast.FunctionDef | ast.AsyncFunctionDef") -> None:
        outer = self._function
        self._path += [node.name, "<locals>"]
        self._function = True
        self.generic_visit(node)
        del self._path[-2:]
        self._function = outer

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self._target(target, node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self._target(node.target, node)

    def _target(self, target: ast.expr, node: ast.stmt) -> None:
        if not self._is_watched(node):
            return
        if isinstance(target, ast.Tuple | ast.List):
            for each in target.elts:
                self._target(each, node)
        elif isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and self._class:
            self._add(target.attr, node.lineno)
        elif isinstance(target, ast.Name) and self._class and not self._function:
            self._add(target.id, node.lineno)
        elif isinstance(target, ast.Name) and not self._path:
            self.names.add(target.id)

    def _add(self, attribute: str, line: int) -> None:
        if not any(known[:2] == (self._class, attribute) for known in self.attributes):
            self.attributes.append((self._class, attribute, line))

    def _is_watched(self, node: ast.stmt) -> bool:
        line = self.lines[(node.end_lineno or 1) - 1]
        rest = line[node.end_col_offset or 0 :].decode("utf-8", "replace").lstrip(" \t;")
        words = rest[1:].replace(",", " ").replace(":", " ").split() if rest.startswith("#") else []
        return words[:1] == [_WORD]
