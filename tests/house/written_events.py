"""The action keys that the source gives to the log, followed through the functions that hand them on."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FIRST = {"record", "record_reads"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Recorder:
    """A function that takes an action key, as argument number `place` (from 0) or by `keyword`."""

    name: str
    keyword: str
    place: int | None
    module: Path | None  # where it can be called; None is anywhere

    def action_of(self, call: ast.Call) -> ast.expr | None:
        by_name = next((word.value for word in call.keywords if word.arg == self.keyword), None)
        by_place = self.place is not None and self.place < len(call.args)
        return call.args[self.place or 0] if by_name is None and by_place else by_name


def keys_in(folder: Path) -> tuple[set[str], list[str]]:
    """Every action key that is written, and the places where the key cannot be read from the source."""
    trees = {file: ast.parse(file.read_text("utf-8")) for file in sorted(folder.rglob("*.py"))}
    waiting = [Recorder(name, "action", None, None) for name in sorted(FIRST)]
    known, keys, unclear = set(waiting), set[str](), list[str]()
    while waiting:
        recorder = waiting.pop()
        for file, inside, call in calls(recorder, trees):
            action = recorder.action_of(call)
            found = texts(action) | constants(action, trees[file], inside)
            keys |= found
            handed = {hand_on(file, inside, name) for name in names(action)} - {None}
            waiting += [one for one in handed if one and one not in known]
            known |= {one for one in handed if one}
            if not found and not handed:
                unclear.append(f"{file.name}:{call.lineno}")
    return keys, unclear


def calls(recorder: Recorder, trees: dict[Path, ast.Module]) -> Iterator[tuple[Path, Function | None, ast.Call]]:
    """Every call of the recorder with the function it stands in."""
    for file, tree in trees.items():
        if recorder.module in {None, file} and (recorder.name not in FIRST or writes_events(tree)):
            for inside, call in walk(tree, None):
                called = call.func
                name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
                if name == recorder.name and (name not in FIRST or recorder.action_of(call) is not None):
                    yield file, inside, call


def walk(node: ast.AST, inside: Function | None) -> Iterator[tuple[Function | None, ast.Call]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield inside, child
        yield from walk(child, child if isinstance(child, Function) else inside)


def writes_events(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and (node.module == "fremskudt.access.audit" or any(name.name == "audit" for name in node.names))
        for node in ast.walk(tree)
    )


def hand_on(file: Path, inside: Function | None, name: str) -> Recorder | None:
    """The function itself, when the action is one of its arguments."""
    if inside is None:
        return None
    places = [argument.arg for argument in inside.args.posonlyargs + inside.args.args]
    if name in places:
        first = 1 if places[0] in {"self", "cls"} else 0
        return Recorder(inside.name, name, places.index(name) - first, file if inside.name[0] == "_" else None)
    by_name = {argument.arg for argument in inside.args.kwonlyargs}
    return Recorder(inside.name, name, None, file if inside.name[0] == "_" else None) if name in by_name else None


def texts(action: ast.expr | None) -> set[str]:
    """The keys written in an expression."""
    return {part.value for part in sides(action) if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def names(action: ast.expr | None) -> set[str]:
    """The names whose value an expression may have."""
    return {part.id for part in sides(action) if isinstance(part, ast.Name)}


def sides(action: ast.expr | None) -> Iterator[ast.expr]:
    """The expression; of a conditional, both sides; of a look-up, what is looked up in."""
    if isinstance(action, ast.IfExp):
        yield from sides(action.body)
        yield from sides(action.orelse)
    elif action is not None:
        yield action.value if isinstance(action, ast.Subscript) else action


def constants(action: ast.expr | None, tree: ast.Module, inside: Function | None) -> set[str]:
    """The keys that a name in the expression is given in its module or function, alone or as values of a mapping."""
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    near = given_in([*tree.body, *(ast.walk(inside) if inside else ())], names(action))
    own = given_in([node for one in classes for node in one.body], own_names(action))
    spread = [one for value in near + own for one in (value.values if isinstance(value, ast.Dict) else [value])]
    return {key for value in spread for key in texts(value)}


def own_names(action: ast.expr | None) -> set[str]:
    """The X of every self.X."""
    found = [part for part in sides(action) if isinstance(part, ast.Attribute)]
    return {part.attr for part in found if isinstance(part.value, ast.Name) and part.value.id in {"self", "cls"}}


def given_in(nodes: list[ast.AST], wanted: set[str]) -> list[ast.expr]:
    return [
        node.value
        for node in nodes
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and target.id in wanted
    ]
