"""Groups that grow by joining, except over what was found to differ."""

from __future__ import annotations


class Groups:
    """Numbers 0 … n-1, each alone at first. ``part`` goes before ``join``."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))
        self._apart: dict[int, set[int]] = {}

    def first(self, at: int) -> int:
        """The smallest number of the group that ``at`` is in."""
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def part(self, one: int, other: int) -> None:
        """These two may never be in one group."""
        self._apart.setdefault(one, set()).add(other)
        self._apart.setdefault(other, set()).add(one)

    def join(self, one: int, other: int) -> bool:
        """Make two groups one, unless some of their members were parted."""
        first, second = sorted((self.first(one), self.first(other)))
        if first == second:
            return True
        if any(self.first(at) == first for at in self._apart.get(second, ())):
            return False
        self._parent[second] = first
        parted = self._apart.pop(second, set())
        if parted:
            self._apart.setdefault(first, set()).update(parted)
            for at in parted:
                self._apart.setdefault(self.first(at), set()).add(first)
        return True
