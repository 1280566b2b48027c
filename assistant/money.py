"""Write exact values the way a person reads them: 56万元, 3.875%, 1.5亿元."""

from __future__ import annotations

from fractions import Fraction

_SCALES = ((10**8, "亿"), (10**4, "万"))
_MOST_DECIMALS = 6


def written(value: Fraction, unit: str) -> str:
    """Return a value with its unit; 约 marks one that six decimals cannot hold."""
    scale = ""
    if unit in ("元", "美元", "人", "平方米"):
        for size, name in _SCALES:
            if abs(value) >= size:
                value, scale = value / size, name
                break
    digits, exact = _digits(value)
    return f"{'' if exact else '约'}{digits}{scale}{unit}"


def _digits(value: Fraction) -> tuple[str, bool]:
    scaled = value * 10**_MOST_DECIMALS
    exact = scaled.denominator == 1
    decimals = _MOST_DECIMALS if exact else 2
    text = f"{float(value):.{decimals}f}" if not exact else _exact(int(scaled))
    return (text.rstrip("0").rstrip(".") if "." in text else text), exact


def _exact(scaled: int) -> str:
    sign, scaled = ("-" if scaled < 0 else ""), abs(scaled)
    whole, rest = divmod(scaled, 10**_MOST_DECIMALS)
    return f"{sign}{whole}.{rest:0{_MOST_DECIMALS}d}"
