"""What a model says of its fields: the text below each of them, read from the source when somebody asks for it."""

import ast
import inspect
import sys
from functools import cache
from itertools import pairwise


def meanings(model: type) -> dict[str, str]:
    """The text below each field of a module's class, by the field's name. Raises OSError where there is no source."""
    return _meanings_in(model.__module__)[model.__name__]


@cache
def _meanings_in(module: str) -> dict[str, dict[str, str]]:
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: _below_fields(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _below_fields(node: ast.ClassDef) -> dict[str, str]:
    told = {}
    for statement, below in pairwise(node.body):
        match statement, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                told[name] = inspect.cleandoc(text)
    return told
