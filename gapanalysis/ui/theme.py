# SPDX-License-Identifier: EUPL-1.2
"""How the window looks: colours of a light and a dark theme, type, icons, one stylesheet.

Painters and the stylesheet read the same :class:`Theme`. Sizes are pixels at 100 % zoom;
:func:`px` gives them at the zoom in use, which multiplies fonts, rows, icons and margins together.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from gapanalysis.resources import read_text, resource
from gapanalysis.ui import direction, icons


class Theme(NamedTuple):
    """The colours of a theme; outcomes have an ink and a tint each."""

    name: str
    window: str
    panel: str
    page: str
    raised: str
    line: str
    line2: str
    ink: str
    ink2: str
    ink3: str
    accent: str
    onaccent: str
    select: str
    hover: str
    accentsoft: str
    met: str
    met_tint: str
    partly: str
    partly_tint: str
    gap: str
    gap_tint: str
    contrary: str
    contrary_tint: str
    reserved: str
    reserved_tint: str
    not_assessed: str
    not_assessed_tint: str
    spans: tuple[str, ...]

    def ink_of(self, outcome: str) -> QColor:
        """Gives the ink of an outcome; those without a hue of their own are as not assessed."""
        return QColor(getattr(self, outcome, self.not_assessed))

    def tint_of(self, outcome: str) -> QColor:
        """Gives the tint of an outcome."""
        return QColor(getattr(self, f"{outcome}_tint", self.not_assessed_tint))


LIGHT = Theme(
    name="light",
    window="#ECE9E2",
    panel="#F6F4EF",
    page="#FFFDF8",
    raised="#FFFFFF",
    line="#D8D2C6",
    line2="#857F72",
    ink="#1E2227",
    ink2="#454A52",
    ink3="#5F6369",
    accent="#1D4B7F",
    onaccent="#FFFFFF",
    select="#DCE6F2",
    hover="#E9E5DC",
    accentsoft="#E1E9F3",
    met="#006A80",
    met_tint="#D9ECF0",
    partly="#8F5E00",
    partly_tint="#FAEDC9",
    gap="#8E2209",
    gap_tint="#F7DCD2",
    contrary="#46082A",
    contrary_tint="#EACFDB",
    reserved="#5D459C",
    reserved_tint="#E7E1F4",
    not_assessed="#62666B",
    not_assessed_tint="#F1EEE7",
    spans=("#7A4B12", "#2B6B4F", "#6A3D86", "#7A3148", "#4E5B66"),
)
DARK = Theme(
    name="dark",
    window="#15171A",
    panel="#1B1E22",
    page="#202429",
    raised="#272C32",
    line="#383E46",
    line2="#7E858E",
    ink="#E8E4DB",
    ink2="#C0BCB2",
    ink3="#A09C93",
    accent="#8DB7EA",
    onaccent="#10161E",
    select="#2A3F5A",
    hover="#2A2F36",
    accentsoft="#22344B",
    met="#58C4DC",
    met_tint="#163A44",
    partly="#F2D27E",
    partly_tint="#453A18",
    gap="#F0845F",
    gap_tint="#4F2416",
    contrary="#E07CAE",
    contrary_tint="#561B3C",
    reserved="#A99BF2",
    reserved_tint="#302B52",
    not_assessed="#A09C93",
    not_assessed_tint="#24282D",
    spans=("#DDAE74", "#86C9A8", "#CBA2E4", "#E79DB0", "#AEBAC5"),
)

STYLE = "Fusion"
"""Qt's style below the stylesheet. It is asked for by name: a style as an object costs Python the
names of some 300 of its parts.
"""
SANS = ["Source Sans 3", "Noto Sans", "Segoe UI", "Helvetica Neue", "DejaVu Sans"]
SERIF = ["Source Serif 4", "Noto Serif", "Georgia", "DejaVu Serif"]
_SCRIPTS = {  # fonts that are registered only where words of the script are shown
    "NotoSerifGeorgian": ("Noto Serif Georgian", "[\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f]"),
    "NotoSerifArmenian": ("Noto Serif Armenian", "[\u0530-\u058f]"),
    "NotoNaskhArabic": ("Noto Naskh Arabic", "[\u0600-\u06ff\u0750-\u077f]"),
}
_ROLES = {  # role: (pixels, weight, serif)
    "title": (22, QFont.Weight.DemiBold, False),
    "panel": (16, QFont.Weight.DemiBold, False),
    "text": (14, QFont.Weight.Normal, False),
    "strong": (14, QFont.Weight.DemiBold, False),
    "small": (13, QFont.Weight.Normal, False),
    "label": (13, QFont.Weight.DemiBold, False),
    "law": (17, QFont.Weight.Normal, True),
    "article": (18, QFont.Weight.DemiBold, True),
    "words": (15, QFont.Weight.Normal, True),
    "finding": (19, QFont.Weight.DemiBold, True),
    "display": (31, QFont.Weight.DemiBold, True),
    "lead": (16, QFont.Weight.Normal, False),
}
_state: dict[str, Any] = {"theme": LIGHT, "zoom": 1.0}
ZOOMS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


def current() -> Theme:
    """Gives the theme in use."""
    theme: Theme = _state["theme"]
    return theme


def zoom() -> float:
    """Gives the zoom in use: 1.0 is 100 %."""
    factor: float = _state["zoom"]
    return factor


def px(pixels: float) -> int:
    """Gives a size at the zoom in use; lines of one or two pixels stay as they are."""
    return round(pixels * zoom()) if pixels > 2 else round(pixels)


def font(role: str) -> QFont:
    """Gives the font of a role (see ``_ROLES``)."""
    pixels, weight, serif = _ROLES[role]
    made = QFont()
    others = [family for family, _ in _SCRIPTS.values()]
    made.setFamilies([*(SERIF if serif else SANS), *others])
    made.setPixelSize(px(pixels))
    made.setWeight(weight)
    return made


@cache
def load_fonts() -> int:
    """Registers the bundled fonts of the window; gives how many were found."""
    folder = resource("fonts")
    if not folder.is_dir():
        return 0
    found = [f for f in folder.iterdir() if f.name.startswith("Source") and f.name.endswith("ttf")]
    return sum(QFontDatabase.addApplicationFontFromData(f.read_bytes()) >= 0 for f in found)


def load_scripts(text: str) -> None:
    """Registers the fonts for the scripts that a text is written in, once each."""
    for file, (_, letters) in _SCRIPTS.items():
        if re.search(letters, text):
            _load_script(file)


@cache
def _load_script(file: str) -> None:
    for weight in ("Regular", "Bold"):
        data = resource(f"fonts/{file}-{weight}.ttf").read_bytes()
        QFontDatabase.addApplicationFontFromData(data)


def icon(name: str, *, colour: str = "ink2", active: str = "accent") -> QIcon:
    """Gives a Phosphor icon in colours of the theme; ``active`` is for a checked button."""
    return _icon(name, colour, active, current())


@cache
def _icon(name: str, colour: str, active: str, theme: Theme) -> QIcon:
    inks = icons.Inks(getattr(theme, colour), getattr(theme, active), theme.line2)
    return icons.icon(name, inks)


def apply(application: QApplication, theme: Theme, zoom: float = 0) -> None:
    """Puts a theme and a zoom (0: as it is) on the application: palette, font, sheet."""
    _state["theme"] = theme
    _state["zoom"] = zoom or _state["zoom"]
    load_fonts()
    application.setPalette(_palette(theme))
    application.setFont(font("text"))
    application.setStyleSheet(_stylesheet(theme))


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.panel,
        role.WindowText: theme.ink,
        role.Base: theme.raised,
        role.AlternateBase: theme.panel,
        role.Text: theme.ink,
        role.Button: theme.raised,
        role.ButtonText: theme.ink,
        role.Highlight: theme.select,
        role.HighlightedText: theme.ink,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.ink,
        role.PlaceholderText: theme.ink3,
        role.Link: theme.accent,
        role.Accent: theme.accent,
        role.Mid: theme.line,
        role.Dark: theme.line2,
        role.Light: theme.raised,
    }
    palette = QPalette()
    for key, colour in colours.items():
        palette.setColor(key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(theme.line2))
    return palette


def _stylesheet(theme: Theme) -> str:
    sheet = read_text("icons/window.qss")
    arrow = str(resource(f"icons/caret-down-{theme.name}.svg")).replace("\\", "/")
    tick = str(resource(f"icons/check-{theme.name}.svg")).replace("\\", "/")
    for name, colour in theme._asdict().items():
        if isinstance(colour, str):
            sheet = sheet.replace(f"@{name};", f"{colour};").replace(f"@{name} ", f"{colour} ")
    sides = ("right", "left") if direction.is_leftward() else ("left", "right")
    sheet = sheet.replace("@lead", sides[0]).replace("@trail", sides[1])
    sheet = re.sub(r"(\d+)px", lambda size: f"{px(int(size[1]))}px", sheet)
    disc = px(14) + 2  # of a radio button: Qt draws no radius larger than a half
    sheet = sheet.replace("@disc", f"{disc // 2}px").replace("@dot", f"{disc - 2 * px(5)}px")
    filled: str = sheet.replace("@arrow;", f'url("{arrow}");').replace("@tick;", f'url("{tick}");')
    return filled
