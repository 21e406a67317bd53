"""Small arithmetic that keeps values exact and, where they can be, decimal."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from bilingual.chinese.numbers.figures import Value


def tenth(value: Value) -> Value:
    """A tenth of a value."""
    return value / 10 if isinstance(value, Fraction) else Decimal(value).scaleb(-1)


def hundredth(value: Value) -> Value:
    """A hundredth of a value."""
    return value / 100 if isinstance(value, Fraction) else Decimal(value).scaleb(-2)


def add(one: Value, other: Value) -> Value:
    """The sum of two values."""
    return one + other if type(one) is type(other) else exact(one) + exact(other)  # type: ignore[operator]


def times(one: Value, other: Value) -> Value:
    """The product of two values."""
    if isinstance(one, Fraction) or isinstance(other, Fraction):
        return exact(one) * exact(other)
    return one * other


def exact(value: Value) -> Fraction:
    """The value as a fraction."""
    return Fraction(value)
