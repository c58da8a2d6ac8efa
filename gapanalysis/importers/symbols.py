# SPDX-License-Identifier: EUPL-1.2
"""Signs in the fonts Symbol and Wingdings, which give characters other shapes: a "§" in Wingdings
is a bullet.
"""

from __future__ import annotations

import re

BULLET = "•"
_PRIVATE = 0xF000
"""Word processors keep the signs of such fonts from here on."""
_PRIVATE_SIGN = re.compile("[\uf020-\uf0ff]")
_FONT = re.compile(r"\b(?:(symbol)|wingdings|webdings)\b", re.IGNORECASE)
_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεϕγηιφκλμνοπθρστυϖωξψζ"
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_HIGH = """A2′ A3≤ A5∞ AB↔ AC← AD↑ AE→ AF↓ B0° B1± B2″ B3≥ B4× B5∝ B7• B8÷ B9≠ BA≡ BB≈ BC… C7∩ C8∪
CC⊂ CE∈ CF∉ D2® D3© D4™ D5∏ D6√ D7⋅ D8¬ D9∧ DA∨ DB⇔ DC⇐ DE⇒ E5∑ F2∫"""
_SYMBOL = dict(zip(_LATIN, _GREEK, strict=True))
_SYMBOL |= {chr(int(pair[:2], 16)): pair[2] for pair in _HIGH.split()}
_SYMBOL |= {sign: sign for sign in " \t\n\u00a00123456789()[]{}.,;:/%+=<>|&!?#_\u2212"} | {"-": "−"}
_WINGDINGS = {"o": "☐", "q": "☐", "¨": "☐", "x": "☒", "ý": "☒", "þ": "☑", "ü": "✓", "à": "→"}
_WINGDINGS |= {space: space for space in " \t\n\u00a0"}


def is_symbol_font(name: str) -> bool:
    """Tells whether a font, or one of a list, gives characters other shapes."""
    return _FONT.search(name) is not None


def shown(text: str, font: str = "") -> str:
    """Gives text as it looks in a font; signs that only such fonts have are told in any font."""
    found = _FONT.search(font) if font else None
    if not found and (text.isascii() or not _PRIVATE_SIGN.search(text)):
        return text
    signs = _SYMBOL if not found or found[1] else _WINGDINGS
    return "".join(
        signs.get(chr(ord(char) - _PRIVATE) if _is_private(char) else char, BULLET)
        if found or _is_private(char)
        else char
        for char in text
    )


def _is_private(char: str) -> bool:
    return _PRIVATE + 0x20 <= ord(char) <= _PRIVATE + 0xFF
