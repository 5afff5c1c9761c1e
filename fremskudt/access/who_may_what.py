"""Who may what, read from the code itself: the roles, the rule that each address carries, and the table of nearness."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fremskudt.access.guard import PUBLIC, View
from fremskudt.access.links import ANSWER, OWN_PAPERS, SHEET
from fremskudt.access.matrix import NEAR_NAMES, TABLE
from fremskudt.access.roles import GRANTS, PERMISSION_NAMES, PERMISSIONS, ROLE_NAMES, Permission, Role

# What stands in for a part of an address that differs from page to page.
PARTS: dict[str, Promise] = {
    "code": gettext_lazy("kode"),
    "pk": gettext_lazy("nummer"),
    "token": gettext_lazy("hemmeligt link"),
    "slug": gettext_lazy("undersøgelse"),
    "instrument": gettext_lazy("spørgeskema"),
    "kind": gettext_lazy("slags"),
    "figure": gettext_lazy("figur"),
    "key": gettext_lazy("hemmelig nøgle"),
    "uidb36": gettext_lazy("bruger"),
    "form": gettext_lazy("filtype"),
}
# What a citizen may hold in the hand, by its purpose.
KEYS: dict[str, Promise] = {
    OWN_PAPERS: gettext_lazy("sit personlige link"),
    ANSWER: gettext_lazy("et link til spørgsmål"),
    SHEET: gettext_lazy("koden på et svarark"),
}
PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


@dataclass(frozen=True)
class Address:
    """A page or an act: where it is, by which methods, and how near its subject must be; empty if untold."""

    name: str
    address: str
    methods: str
    roles: str
    near: str


@dataclass(frozen=True)
class Rule:
    """One way in: a permission, a personal link, or none. `roles` are pairs of role and reason."""

    key: str
    words: str
    roles: list[tuple[str, str]]
    addresses: list[Address]


@dataclass(frozen=True)
class WhoMayWhat:
    """`grid` is a row for each permission: its words, and for each role whether it has it."""

    roles: list[str]
    grid: list[tuple[str, list[bool]]]
    rules: list[Rule]


def who_may_what() -> WhoMayWhat:
    """Everything the page shows, in the language of the reader. Depends on nothing but the code that is running."""
    by_rule: dict[str, list[Address]] = {}
    for name, address, view in named_views():
        rule = str(getattr(view, "rule", ""))
        by_rule.setdefault(rule, []).append(_address(name, address, rule))
    order = [*(permission.value for permission in Permission), *sorted(set(by_rule) - set(Permission))]
    return WhoMayWhat(
        roles=[str(ROLE_NAMES[role]) for role in Role],
        grid=[(str(PERMISSION_NAMES[one]), [one in PERMISSIONS[role] for role in Role]) for one in Permission],
        rules=[Rule(key, _rule_words(key), _roles(key), by_rule.get(key, [])) for key in order],
    )


def named_views(
    patterns: list[URLPattern | URLResolver] | None = None, route: str = "/", space: str = ""
) -> Iterator[tuple[str, str, View]]:
    """(name with its namespace, address, view) of everything that the resolver knows."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from named_views(pattern.url_patterns, address, inner)
        else:
            yield f"{space}{pattern.name or ''}", address, pattern.callback


def address_in_words(address: str) -> str:
    """»/borgere/<slug:code>/« as »/borgere/[kode]/«."""
    plain = re.sub(r"[\^$\\]", "", address.replace("[.]", "."))
    return PART.sub(_part, plain).replace("//", "/")


def _part(match: re.Match[str]) -> str:
    name = match[1] or match[2]
    return f"[{PARTS.get(name, name)}]"


def _address(name: str, address: str, rule: str) -> Address:
    """The roles that hold the rule, less those that the table says never get near enough."""
    row = TABLE.get(name)
    held = [role for role in Role if rule in PERMISSIONS[role]]
    words = [str(ROLE_NAMES[role]) for role in held if row is None or role in row.roles]
    roles = _("Alle brugere") if len(words) == len(Role) else ", ".join(words)
    methods, near = (", ".join(row.methods), str(NEAR_NAMES[row.near])) if row else ("", "")
    return Address(name, address_in_words(address), methods, roles, near)


def _rule_words(key: str) -> str:
    if key in set(Permission):
        return str(PERMISSION_NAMES[Permission(key)])
    if key == PUBLIC:
        return _("Alle, også uden login")
    if key.startswith("link:"):
        keys = " / ".join(str(KEYS[purpose]) for purpose in key.removeprefix("link:").split())
        return _("Borgeren selv, med %(keys)s") % {"keys": keys}
    return _("Ingen regel")


def _roles(key: str) -> list[tuple[str, str]]:
    if key not in set(Permission):
        return []
    held = [(role, GRANTS[role].get(Permission(key))) for role in Role]
    return [(str(ROLE_NAMES[role]), str(reason)) for role, reason in held if reason is not None]
