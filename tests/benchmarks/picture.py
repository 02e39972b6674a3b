"""The peers' times as bars on a logarithmic scale, in an SVG that is read on light and dark pages."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _LEFT, _SCALE_WIDTH = 760, 230, 450
_BAR, _STEP, _GAP, _HEAD = 11, 15, 14, 34
_LEAST = 0.1
"""Seconds at the left end of the scale."""
_STYLE = """
  text { font: 11px system-ui, sans-serif; fill: #24292f }
  .head { font-weight: 600; font-size: 13px }
  .soft { fill: #57606a }
  .line { stroke: #d0d7de }
  .ours { fill: #0969da }
  .peer { fill: #8c959f }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .soft { fill: #9198a1 }
    .line { stroke: #3d444d }
    .ours { fill: #4493f8 }
    .peer { fill: #656c76 }
  }
"""


@dataclass(frozen=True)
class Bars:
    """One race: how many items, what had happened since last time, and the seconds of each program."""

    items: int
    state: str
    seconds: dict[str, float]


def picture(races: Sequence[Bars], names: Sequence[str], limit: float) -> str:
    """An SVG of all races, size by size. The first name is ours; a run that was cut has a bar up to the limit."""
    most = max(limit if seconds == math.inf else seconds for race in races for seconds in race.seconds.values())
    decades = math.ceil(math.log10(most / _LEAST))
    parts: list[str] = []
    y = 0
    for place, race in enumerate(races):
        if place == 0 or race.items != races[place - 1].items:
            y += _HEAD
            parts.append(_text(8, y - 12, f"{race.items:,} items", "head"))
        middle = y + _STEP * len(names) / 2
        parts.append(_text(8, middle, race.state))
        for name in names:
            parts += _bar(y, name, race.seconds[name], limit, decades, ours=name == names[0])
            y += _STEP
        y += _GAP
    lines = [line for decade in range(decades + 1) for line in _grid(decade, decades, y)]
    lines.append(_text(8, y + 14, "logarithmic scale", "soft"))
    title = escape(f"Seconds of {', '.join(names)} on the same items, logarithmic scale")
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {y + 24}" role="img" aria-label="{title}">'
    return "\n".join([head, f"<title>{title}</title>", f"<style>{_STYLE}</style>", *lines, *parts, "</svg>\n"])


def _bar(y: int, name: str, seconds: float, limit: float, decades: int, *, ours: bool) -> list[str]:
    shown = min(seconds, limit)
    width = max(1.0, _place(shown, decades) - _LEFT)
    said = (
        f"cut after {limit:.0f} s"
        if seconds == math.inf
        else f"{seconds:.2f} s"
        if seconds < 10
        else f"{seconds:.0f} s"
    )
    return [
        _text(_LEFT - 6, y + 9, name, "soft", anchor="end"),
        f'<rect class="{"ours" if ours else "peer"}" x="{_LEFT}" y="{y}" width="{width:.1f}" height="{_BAR}" rx="2"/>',
        _text(_LEFT + width + 5, y + 9, said),
    ]


def _grid(decade: int, decades: int, bottom: int) -> list[str]:
    seconds = _LEAST * 10**decade
    x = _place(seconds, decades)
    line = f'<line class="line" x1="{x:.1f}" y1="{_HEAD - 4}" x2="{x:.1f}" y2="{bottom}"/>'
    return [line, _text(x, bottom + 14, f"{seconds:g} s", "soft", anchor="middle")]


def _place(seconds: float, decades: int) -> float:
    return _LEFT + _SCALE_WIDTH * math.log10(max(seconds, _LEAST) / _LEAST) / decades


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    kinds = f' class="{kind}"' if kind else ""
    return f'<text{kinds} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
