# SPDX-License-Identifier: EUPL-1.2
"""Charts and bars as SVG inside a page: plain shapes and words, no styles of their own."""

from __future__ import annotations

from reportlab.lib.colors import Color

from gapanalysis.charts.grid import Overview
from gapanalysis.charts.shapes import (
    SIZES,
    STRONG,
    Box,
    Dots,
    Label,
    Polygon,
    Shape,
    Strokes,
)
from gapanalysis.charts.timeline import Timeline
from gapanalysis.report.blocks import Bar
from gapanalysis.report.drawing import HUES, measure
from gapanalysis.report.marks import INK2, RULE, TINTS, colour
from gapanalysis.report.markup import counts, escaped

_WIDTH = 760.0
"""Width of a chart in units: type of 13 units is set as large as small type of the page."""


def chart(drawn: Overview | Timeline, said: str, name: str) -> str:
    """Gives a chart with its title and its content in a sentence; ``name`` begins its ids."""
    drawing = drawn.draw(_WIDTH, measure)
    shapes = "".join(map(_shape, drawing.shapes))
    return (
        f'<svg role="img" aria-labelledby="{name}-title {name}-said" '
        f'viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}">'
        f'<title id="{name}-title">{escaped(drawn.title)}</title>'
        f'<desc id="{name}-said">{escaped(said)}</desc>{shapes}</svg>'
    )


def bar(counted: Bar, height: int) -> str:
    """Gives a bar of counted marks, in the patterns of :func:`patterns`."""
    total = sum(count for _, count in counted.parts) or 1
    parts, before = [], 0
    for mark, count in counted.parts:
        if count:
            place = f'x="{_n(100 * before / total)}%" width="{_n(100 * count / total)}%"'
            parts.append(_cell(mark.code, place, height))
            before += count
    said = escaped(counts(counted))
    return (
        f'<svg class="bar" role="img" aria-label="{said}" width="100%" height="{height + 1}">'
        f"{''.join(parts)}</svg>"
    )


def sample(code: str) -> str:
    """Gives a sample of the pattern of a status."""
    inside = _cell(code, 'x="0.5" width="13"', 10)
    return f'<svg aria-hidden="true" width="14" height="11">{inside}</svg>'


def patterns() -> str:
    """Gives the patterns that bars and samples are filled with; it takes no room."""
    white = Color(1, 1, 1)
    stripes = f'<path d="M0 1.5H6" stroke="{_hex(colour("status", "partly"))}"/>'
    dots = f'<circle cx="2" cy="2" r=".8" fill="{_hex(colour("status", "reserved"))}"/>'
    hatch = f'<path d="M-1 6L6 -1M2 7L7 2" stroke="{_hex(RULE)}" stroke-width=".8"/>'
    drawn = {"partly": (6, 3, stripes), "reserved": (4, 4, dots), "not_assessed": (5, 5, hatch)}
    made = "".join(
        f'<pattern id="cell-{code}" width="{width}" height="{height}" '
        f'patternUnits="userSpaceOnUse"><rect width="{width}" height="{height}" '
        f'fill="{_hex(TINTS.get(code, white))}"/>{inside}</pattern>'
        for code, (width, height, inside) in drawn.items()
    )
    return f'<svg class="hidden" aria-hidden="true" width="0" height="0"><defs>{made}</defs></svg>'


def _cell(code: str, place: str, height: int) -> str:
    fill = _hex(TINTS.get(code, Color(1, 1, 1)))
    if code in {"partly", "reserved", "not_assessed"}:
        fill = f"url(#cell-{code})"
    return f'<rect {place} y="0.5" height="{height}" fill="{fill}" stroke="{_hex(INK2)}"/>'


def _shape(shape: Shape) -> str:
    match shape:
        case Box():
            size = f'width="{_n(shape.width)}" height="{_n(shape.height)}"'
            fill = _hex(HUES[shape.fill]) if shape.fill else "none"
            edge = _line(shape.edge, shape.line, shape.dash)
            return f'<rect x="{_n(shape.x)}" y="{_n(shape.y)}" {size} fill="{fill}"{edge}/>'
        case Strokes():
            path = "".join(f"M{_n(a)} {_n(b)}L{_n(c)} {_n(d)}" for a, b, c, d in shape.segments)
            end = "" if shape.dash else ' stroke-linecap="round"'
            return f'<path d="{path}"{_line(shape.edge, shape.line, shape.dash)}{end}/>'
        case Polygon():
            points = " ".join(f"{_n(x)},{_n(y)}" for x, y in shape.points)
            return f'<polygon points="{points}" fill="{_hex(HUES[shape.fill])}"/>'
        case Dots():
            path = "".join(f"M{_n(x)} {_n(y)}h0" for x, y in shape.points)
            line = _line(shape.fill, 2 * shape.radius, ())
            return f'<path d="{path}"{line} stroke-linecap="round"/>'
        case Label():
            return _words(shape)


def _line(hue: str, width: float, dash: tuple[float, ...]) -> str:
    if not hue:
        return ""
    dashes = f' stroke-dasharray="{" ".join(map(_n, dash))}"' if dash else ""
    return f' stroke="{_hex(HUES[hue])}" stroke-width="{_n(width)}"{dashes}'


def _words(label: Label) -> str:
    """Gives words as wide as they were measured, whatever font the reader has."""
    if not label.text.strip():
        return ""
    weight = ' font-weight="600"' if label.role in STRONG else ""
    return (
        f'<text x="{_n(label.x)}" y="{_n(label.y)}" font-size="{_n(SIZES[label.role])}"{weight} '
        f'text-anchor="{label.align}" fill="{_hex(HUES[label.tone])}" '
        f'textLength="{_n(measure(label.text, label.role))}" lengthAdjust="spacingAndGlyphs">'
        f"{escaped(label.text)}</text>"
    )


def _hex(shade: Color) -> str:
    return f"#{str(shade.hexval())[2:]}"


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
