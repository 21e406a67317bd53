"""What a part of a Word package refers to by name: web addresses and images."""

from __future__ import annotations

from dataclasses import dataclass

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One line of a part's relationships."""

    name: str
    kind: str
    """The relationship's type."""
    target: str
    is_external: bool = False


class Relations:
    """The relationships of one part, gathered while it is written."""

    def __init__(self) -> None:
        self._relations: dict[tuple[str, str], Relation] = {}

    def link(self, address: str) -> str:
        """The name by which a hyperlink refers to an address."""
        return self.add("hyperlink", address, prefix="rIdLink", is_external=True)

    def image(self, target: str) -> str:
        """The name by which a drawing refers to an image of the package."""
        return self.add("image", target, prefix="rIdImage")

    def add(
        self, kind: str, target: str, *, prefix: str = "rIdPart", is_external: bool = False
    ) -> str:
        """The name of a relationship of one of Office's kinds; the same for the same target."""
        key = (kind, target)
        if key not in self._relations:
            self._relations[key] = Relation(
                name=f"{prefix}{len(self._relations) + 1}",
                kind=kind if "://" in kind else f"{_OFFICE}/{kind}",
                target=target,
                is_external=is_external,
            )
        return self._relations[key].name

    def all(self) -> tuple[Relation, ...]:
        """All of them, in the order in which they were first asked for."""
        return tuple(self._relations.values())
