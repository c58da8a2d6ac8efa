# SPDX-License-Identifier: EUPL-1.2
"""Every action of the window in one table: the menu, the command palette and the list of keys are
made from it, so that an action has one name and one key everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from gapanalysis.ui import theme
from gapanalysis.words import NAMES

if TYPE_CHECKING:
    from gapanalysis.ui.main_window import MainWindow

MENUS = ("file", "edit", "view", "go", "help")
"""The groups that are menus, in order. ``here`` is in the palette only."""
Run = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Action:
    """What the window can do. ``keys`` are parted by blanks; where ``local`` is set, they work in
    the panel that owns them, and ``run`` goes there first. ``checked`` is None for what cannot be
    switched on and off.
    """

    id: str
    group: str
    text: str
    run: Run
    keys: str = ""
    needs_project: bool = False
    local: bool = False
    checked: bool | None = None


def table(window: MainWindow) -> tuple[Action, ...]:
    """Gives all actions in the language in use."""
    return (
        *_file(window),
        *_edit(window),
        *_view(window),
        *_go(window),
        *_here(window),
        *_help(window),
    )


def make(window: MainWindow, action: Action) -> QAction:
    """Gives an action as Qt has it; its keys work everywhere in the window."""
    made = QAction(action.text, window)
    if action.keys and not action.local:
        made.setShortcuts([QKeySequence(key) for key in action.keys.split()])
    if action.checked is not None:
        made.setCheckable(True)
        made.setChecked(action.checked)
    made.triggered.connect(lambda _checked=False: action.run())
    return made


def key_name(keys: str) -> str:
    """Gives the first of some keys as the system writes it."""
    first = keys.split(maxsplit=1)[0] if keys else ""
    return QKeySequence(first).toString(QKeySequence.SequenceFormat.NativeText)


def _file(window: MainWindow) -> list[Action]:
    words, commands, session = window.session.words, window.commands, window.session
    return [
        Action("new", "file", words("New analysis…"), commands.new, "Ctrl+N"),
        Action("open", "file", words("Open…"), commands.open, "Ctrl+O"),
        Action("demo", "file", words("Open the demo"), commands.open_demo),
        Action("add-law", "file", words("Add a law…"), commands.import_law, "Ctrl+I", True),
        Action("rules", "file", words("Rules of your own…"), commands.own_rules, "", True),
        Action("report", "file", words("Write the report…"), commands.report, "Ctrl+E", True),
        Action("copy", "file", words("Save a copy…"), commands.save_copy, "", True),
        Action("close", "file", words("Close the analysis"), session.close, "Ctrl+W", True),
        Action("quit", "file", words("Quit"), window.close, "Ctrl+Q"),
    ]


def _edit(window: MainWindow) -> list[Action]:
    words = window.session.words
    search = words("Search everything")
    return [
        Action("undo", "edit", words("Undo"), window.undo, "Ctrl+Z", True),
        Action("redo", "edit", words("Redo"), window.redo, "Ctrl+Shift+Z Ctrl+Y", True),
        Action("search", "edit", search, window.open_search, "Ctrl+F", True),
    ]


def _view(window: MainWindow) -> list[Action]:
    words, zoom = window.session.words, window.step_zoom
    dark = theme.current() is theme.DARK
    shade = words("Light theme") if dark else words("Dark theme")
    languages = [
        Action(
            f"language-{code}",
            "view",
            name,
            partial(window.rebuild, language=code),
            checked=code == words.language,
        )
        for code, name in NAMES.items()
    ]
    return [
        Action("palette", "view", words("All commands"), window.open_palette, "Ctrl+K"),
        Action("larger", "view", words("Larger"), partial(zoom, 1), "Ctrl++ Ctrl+="),
        Action("smaller", "view", words("Smaller"), partial(zoom, -1), "Ctrl+-"),
        Action("usual", "view", words("Usual size"), partial(zoom, 0), "Ctrl+Shift+0"),
        Action(
            "leftward",
            "view",
            words("Layout from right to left"),
            lambda: window.rebuild(leftward=not window.is_leftward()),
            checked=window.is_leftward(),
        ),
        Action("theme", "view", shade, lambda: window.rebuild(dark=not dark), "Ctrl+Shift+L"),
        Action("beside", "view", words("Side by side"), window.toggle_beside, "Ctrl+B", True),
        *languages,
    ]


def _go(window: MainWindow) -> list[Action]:
    words = window.session.words
    pages = [
        Action(
            f"page-{page.code}",
            "go",
            words(page.word),
            partial(window.show_page, page.code),
            page.keys,
            page.needs_project,
        )
        for page in window.pages()
        if page.code != "check"  # shown for a law, not by itself
    ]
    back, forward = partial(window.travel, -1), partial(window.travel, 1)
    article = words("Go to article")
    return [
        *pages,
        Action("back", "go", words("Back"), back, "Alt+Left", True),
        Action("forward", "go", words("Forward"), forward, "Alt+Right", True),
        Action("article", "go", article, window.go_to_article, "Ctrl+G", True),
    ]


def _here(window: MainWindow) -> list[Action]:
    """Gives what the panels of the mapping and evidence pages do by keys of their own."""
    words = window.session.words

    def here(code: str, text: str, keys: str, run: Run) -> Action:
        return Action(code, "here", text, run, keys, True, True)

    def law(what: str) -> Run:
        def run() -> None:
            getattr(window.mapping().reading(), what)()

        return run

    def obligation(what: str) -> Run:
        def run() -> None:
            getattr(window.mapping().obligation, what)()

        return run

    def mapping(what: str) -> Run:
        def run() -> None:
            getattr(window.mapping(), what)()

        return run

    def structure(what: str) -> Run:
        def run() -> None:
            page = window.checking()
            if page is not None:
                getattr(page, what)()

        return run

    def evidence(what: str) -> Run:
        def run() -> None:
            getattr(window.evidence().pane(), what)()

        return run

    def tab(code: str) -> Run:
        def run() -> None:
            window.evidence().show_tab(code).view.setFocus()

        return run

    def findings() -> None:
        window.findings().switch()

    return [
        here("findings-look", words("Findings as a table or as cards"), "V", findings),
        here("map", words("Map the selected words"), "M", law("map_selection")),
        here("suggestions", words("Show suggestions"), "S", mapping("show_suggestions")),
        here(
            "serves",
            words("Which obligations may this provision serve?"),
            "",
            mapping("show_serves"),
        ),
        here("find-here", words("Find in this law"), "Ctrl+Shift+F", law("open_find")),
        here("nothing", words("Nothing exists"), "", obligation("toggle_statement")),
        here("defect", words("Typical defect"), "E", obligation("toggle_defect")),
        here("why", words("Why? The reasons of findings"), "W", obligation("toggle_reasons")),
        here("override", words("Override the status…"), "", obligation("override")),
        here(
            "treaty-language",
            words("English, French or both: the Convention’s words"),
            "T",
            obligation("next_language"),
        ),
        here("split", words("Split here"), "S", structure("split")),
        here("join", words("Join to the one before"), "J", structure("join")),
        here("raise", words("Raise"), "Ctrl+[", structure("raise_one")),
        here("lower", words("Lower"), "Ctrl+]", structure("lower_one")),
        here("renumber", words("Renumber…"), "F2", structure("renumber")),
        here("exclude", words("Leave out"), "Del", structure("exclude")),
        here("figures", words("Figures"), "", tab("figures")),
        here("priors", words("Earlier recommendations"), "", tab("priors")),
        here("evidence-add", words("Add evidence"), "Ins", evidence("add")),
        here("evidence-copy", words("Duplicate"), "Ctrl+D", evidence("duplicate")),
        here("evidence-paste", words("Paste a table"), "", lambda: window.evidence().paste_table()),
    ]


def _help(window: MainWindow) -> list[Action]:
    words, commands = window.session.words, window.commands
    return [
        Action("help", "help", words("Help for what is in front of you"), window.show_help, "F1"),
        Action("keys", "help", words("Keys"), commands.show_keys, "Shift+F1"),
        Action("about", "help", words("About gapanalysis"), commands.show_about),
    ]
