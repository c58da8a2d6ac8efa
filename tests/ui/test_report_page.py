# SPDX-License-Identifier: EUPL-1.2
"""The report page: options kept with the project, the pages beside them, what is written."""

from __future__ import annotations

import errno
import multiprocessing
import os
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from samples import make_draft

from gapanalysis import edits
from gapanalysis.analysis import report_options
from gapanalysis.errors import AppError
from gapanalysis.model import AnswerValue
from gapanalysis.ui import tasks, theme
from gapanalysis.ui.main_window import MainWindow
from gapanalysis.ui.report_child import make_report
from gapanalysis.ui.report_page import FORMATS, ReportPage

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
LONG = 120_000
STARTS = {
    ".pdf": b"%PDF",
    ".docx": b"PK",
    ".odt": b"PK",
    ".html": b"<!DOCTYPE html>",
    ".xlsx": b"PK",
    ".json": b"{",
}


@pytest.fixture
def filled(window: MainWindow, tmp_path: Path) -> MainWindow:
    """Gives a window with a small analysis, of which a short kind of report is wanted."""
    assert window.commands.create_at(tmp_path / "a.gap", "MDA", "Moldova", "en")
    session = window.session
    session.do(edits.AddLaw(draft=make_draft()))
    session.assess_on(date(2026, 11, 22))
    session.do(
        edits.PutAnswer(element="E36.1", value=AnswerValue.NO, note="nobody must read this"),
        edits.PutReportOption(name="kind", value="concordance"),
    )
    return window


@pytest.fixture
def quiet(filled: MainWindow) -> ReportPage:
    """Gives the report page before its pages are made."""
    shown = filled.show_page("report")
    assert isinstance(shown, ReportPage)
    return shown


@pytest.fixture
def page(quiet: ReportPage, qtbot: QtBot) -> ReportPage:
    """Gives the report page with its pages."""
    wait_for_pages(quiet, qtbot)
    return quiet


def wait_for_pages(page: ReportPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(page.is_up_to_date, timeout=LONG)


def all_words(page: ReportPage) -> str:
    pages = page.preview.pages
    assert pages is not None
    return "\n".join(pages.words(n) for n in range(len(pages)))


def kept(page: ReportPage) -> dict[tuple[str, str], str]:
    return dict(page._session.snapshot.report)


def choose(field: Any, code: str) -> None:
    field.setCurrentIndex(field.findData(code))
    field.activated.emit(field.currentIndex())


def undo(page: ReportPage) -> None:
    page._session.undo()


def write(page: ReportPage, out: Path, window: MainWindow, qtbot: QtBot) -> None:
    page.write(out)
    qtbot.waitUntil(lambda: window.task is None, timeout=LONG)


# --- the pages


def test_pages_appear_and_are_turned(page: ReportPage, filled: MainWindow, qtbot: QtBot) -> None:
    preview = page.preview
    assert preview.pages is not None
    count = len(preview.pages)
    assert count > 2
    assert preview.count.text() == f"Live preview · {count} pages"
    assert (preview.number.text(), preview.of.text()) == ("1", f"of {count}")
    sheets = preview.sheets
    sheets.setFocus()
    assert sheets.accessibleName() == f"Page 1 of {count}"
    assert "Moldova" in sheets.accessibleDescription()
    qtbot.keyClick(sheets, Key.Key_PageDown)
    assert (sheets.current, preview.number.text()) == (1, "2")
    assert "Table of concordance" in sheets.accessibleDescription()
    qtbot.keyClick(sheets, Key.Key_End)
    assert sheets.current == count - 1
    assert not preview.forth.isEnabled()
    qtbot.keyClick(sheets, Key.Key_PageUp)
    assert sheets.current == count - 2
    preview.number.setText("1")
    qtbot.keyClick(preview.number, Key.Key_Return)
    assert sheets.current == 0
    preview.number.setText("999")
    qtbot.keyClick(preview.number, Key.Key_Return)
    assert sheets.current == 0
    assert filled.status.aside.isHidden()


def test_pages_are_drawn_where_they_are_seen_and_few_are_kept(
    page: ReportPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gapanalysis.ui import sheets as module

    sheets = page.preview.sheets
    assert sheets.pages is not None
    qtbot.waitUntil(lambda: 0 in sheets._pictures)
    image = sheets.grab().toImage()
    darkest = min(
        image.pixelColor(x, y).lightness()
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    )
    assert darkest < 90  # words stand on the page
    assert len(sheets.pages) - 1 not in sheets._pictures
    monkeypatch.setattr(module, "_KEPT_PIXELS", 1)
    for at in range(len(sheets.pages)):
        sheets.go_to(at)
        qtbot.waitUntil(lambda at=at: at in sheets._pictures)
        assert len(sheets._pictures) <= 3


def test_a_small_page_is_chosen_with_the_pointer(page: ReportPage, qtbot: QtBot) -> None:
    small = page.preview.small
    assert small.isVisible()
    qtbot.mouseClick(small.viewport(), LEFT, pos=small._rect(2).center())
    assert page.preview.sheets.current == 2
    assert small.current == 2


def test_size_and_text(page: ReportPage, qtbot: QtBot) -> None:
    preview = page.preview
    wide = preview.sheets._width
    preview.show_way("page")
    assert preview.sheets._width < wide
    assert preview.sheets._height(0) <= preview.sheets.viewport().height()
    choose(preview.sizes, preview.sizes.itemData(preview.sizes.count() - 1))
    assert round(preview.sheets.share(), 1) == 2.0
    preview.turn(1)
    preview.show_way("text")
    assert preview.text.isVisible()
    assert preview.text.toPlainText() == preview.sheets.accessibleDescription()
    assert preview.text.accessibleName().startswith("Page 2 of")


# --- options


def test_an_option_makes_the_pages_anew_and_is_undone(
    page: ReportPage, filled: MainWindow, qtbot: QtBot
) -> None:
    assert "Convention" in all_words(page)
    before = page.preview.made
    choose(page.form.fields["language"], "fr")
    assert kept(page)["", "language"] == "fr"
    assert page.preview.made is before  # the last pages stay
    assert filled.status.aside.isVisible()
    assert filled.status.aside._full == "Updating page 1"
    wait_for_pages(page, qtbot)
    assert "Tableau de concordance" in all_words(page)
    assert filled.status.aside.isHidden()
    undo(page)
    assert ("", "language") not in kept(page)
    assert page.form.fields["language"].currentData() == "en"
    wait_for_pages(page, qtbot)
    assert "Table of concordance" in all_words(page)


def test_the_page_in_view_is_kept(page: ReportPage, qtbot: QtBot) -> None:
    sheets = page.preview.sheets
    assert sheets.pages is not None
    laws = page._starts["laws"]
    sheets.go_to(laws)
    page._session.do(edits.PutAnswer(element="E36.2a", value=AnswerValue.YES))
    choose(page.form.fields["language"], "ro")
    wait_for_pages(page, qtbot)
    assert sheets.current == page._starts["laws"]


def test_sections_are_left_out_and_moved(page: ReportPage, qtbot: QtBot) -> None:
    sections = page.form.sections
    assert sections.value() == ("concordance", "laws", "method")
    sections.item(1).setCheckState(Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: ("concordance", "sections") in kept(page))
    assert kept(page)["concordance", "sections"] == "concordance method"
    assert sections.order() == ("concordance", "laws", "method")
    sections.setCurrentRow(2)
    QTest.keyClick(sections, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(sections, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: kept(page)["concordance", "sections"] == "method concordance")
    wait_for_pages(page, qtbot)
    assert page._starts["method"] < page._starts["concordance"]
    assert "laws" not in page._starts
    while page._session.steps()[0] and ("concordance", "sections") in kept(page):
        undo(page)
    assert sections.value() == ("concordance", "laws", "method")


def test_at_least_one_section_stays(quiet: ReportPage, qtbot: QtBot) -> None:
    sections = quiet.form.sections
    for n in range(sections.count()):
        sections.item(n).setCheckState(Qt.CheckState.Unchecked)
    problem = quiet.form._problems["sections"]
    qtbot.waitUntil(problem.isVisible)
    assert problem.text() == "Choose at least one section."
    assert ("concordance", "sections") not in kept(quiet)


def test_what_is_typed_is_kept_for_its_kind(page: ReportPage, qtbot: QtBot) -> None:
    fields = page.form.fields
    fields["title"].setFocus()
    qtbot.keyClicks(fields["title"], "Where the law stands")
    page._session.settle()
    assert kept(page)["concordance", "title"] == "Where the law stands"
    fields["author"].insertPlainText("Ana <b>Ionescu</b>\nCoalition & Co")
    page._session.settle()
    assert kept(page)["", "author"] == "Ana <b>Ionescu</b>\nCoalition & Co"
    wait_for_pages(page, qtbot)
    said = all_words(page)
    assert "Where the law stands" in said
    assert "Ana <b>Ionescu</b>" in said
    choose(fields["kind"], "obligation")
    assert not page.form.sections.item(0).flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert fields["title"].text() == ""
    assert fields["author"].value().startswith("Ana")
    assert page.form.holders["node"].isVisible()
    wait_for_pages(page, qtbot)
    assert page.options().node == page._session.obligation


def test_the_day_of_the_report(page: ReportPage, qtbot: QtBot) -> None:
    assert page.options().on == date(2026, 11, 22)
    day = page.form.fields["on"]
    day.set_value(date(2027, 3, 1))
    day._set = date(2027, 3, 1)
    day.edited.emit()
    page._session.settle()
    assert kept(page)["", "on"] == "2027-03-01"
    wait_for_pages(page, qtbot)
    assert "1 March 2027" in all_words(page)


def test_the_edition_says_and_leaves_out_what_is_confidential(
    page: ReportPage, qtbot: QtBot
) -> None:
    edition = page.form.edition
    assert edition.value() == "confidential"
    assert "Confidential" in all_words(page)
    page._session.do(edits.PutEvidence(obligation="36.1.a", kind="case", text="unsaid in public"))
    qtbot.mouseClick(edition.choices["public"], LEFT)
    assert kept(page)["", "edition"] == "public"
    assert page.options().edition == "public"
    assert edition.hints["public"].text().startswith("leaves out 1 confidential item,")
    wait_for_pages(page, qtbot)
    assert "Public edition" in all_words(page)
    undo(page)
    assert edition.value() == "confidential"


def test_hidden_the_page_makes_nothing(page: ReportPage, filled: MainWindow, qtbot: QtBot) -> None:
    choose(page.form.fields["language"], "fr")
    filled.show_page("findings")
    assert page._making is None
    assert not page._pause.isActive()
    assert filled.status.aside.isHidden()
    filled.show_page("report")
    wait_for_pages(page, qtbot)
    assert "Tableau de concordance" in all_words(page)


def test_closing_ends_what_is_being_made(
    quiet: ReportPage, filled: MainWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: quiet._making is not None, timeout=LONG)
    task = quiet._making
    assert task is not None
    filled.close()
    assert task.isFinished()
    assert quiet._making is None


# --- writing


@pytest.mark.parametrize("suffix", FORMATS)
def test_each_format_is_written(
    quiet: ReportPage, filled: MainWindow, qtbot: QtBot, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / "made" / f"report{suffix}"
    out.parent.mkdir()
    write(quiet, out, filled, qtbot)
    assert out.read_bytes().startswith(STARTS[suffix])
    assert [one.name for one in out.parent.iterdir()] == [out.name]
    assert quiet.result.text().startswith(f"Written: report{suffix}")
    assert str(out.parent) in quiet.result.text()


def test_what_is_seen_is_what_is_written(
    page: ReportPage, filled: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    from gapanalysis import analysis

    write(page, tmp_path / "report.pdf", filled, qtbot)
    assert page.preview.made is not None
    assert (tmp_path / "report.pdf").read_bytes() == page.preview.made.data
    analysis.write_report(filled.session.view, tmp_path / "other.pdf", page.options())
    assert (tmp_path / "other.pdf").read_bytes() == page.preview.made.data


def test_the_folder_is_offered_not_opened(
    quiet: ReportPage, filled: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: Any
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    write(quiet, tmp_path / "report.pdf", filled, qtbot)
    assert opened == []
    qtbot.mouseClick(quiet.folder, LEFT)
    qtbot.mouseClick(quiet.file, LEFT)
    assert [Path(one.toLocalFile()) for one in opened] == [tmp_path, tmp_path / "report.pdf"]


def test_ctrl_e_asks_where(
    page: ReportPage, filled: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: Any
) -> None:
    asked: list[str] = []

    def ask(_parent: object, _title: str, offered: str, filters: str) -> tuple[str, str]:
        asked.append(offered)
        return str(tmp_path / "named"), filters.partition(";;")[0]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    filled.activateWindow()
    page.preview.sheets.setFocus()
    qtbot.keyClick(page.preview.sheets, Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: filled.task is None and bool(asked), timeout=LONG)
    assert asked == [str(tmp_path / "a.pdf")]
    qtbot.waitUntil((tmp_path / "named.pdf").exists, timeout=LONG)
    page.others.menu().actions()[0].trigger()
    qtbot.waitUntil((tmp_path / "named.docx").exists, timeout=LONG)


def test_a_folder_that_cannot_be_written_to(
    quiet: ReportPage, filled: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    write(quiet, tmp_path / "Reports" / "report.docx", filled, qtbot)
    said = "The report was not written: the folder Reports cannot be written to."
    assert filled.toast.text.text().startswith(said)
    assert filled.toast.property("kind") == "error"
    assert not quiet._links.isVisible()


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "the disk is full"), (errno.EACCES, "report.html cannot be replaced")],
)
def test_a_failed_export_leaves_the_old_file(
    quiet: ReportPage,
    filled: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    said: str,
) -> None:
    out = tmp_path / "made" / "report.html"
    out.parent.mkdir()
    out.write_text("old", encoding="utf-8")
    replace = os.replace

    def fail(source: Any, target: Any) -> None:
        if Path(target) == out:
            raise OSError(number, os.strerror(number))
        replace(source, target)

    monkeypatch.setattr(os, "replace", fail)
    write(quiet, out, filled, qtbot)
    assert said in filled.toast.text.text()
    assert out.read_text(encoding="utf-8") == "old"
    assert [one.name for one in out.parent.iterdir()] == ["report.html"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_export_says_how_far_it_is(
    quiet: ReportPage, filled: MainWindow, qtbot: QtBot, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"report{suffix}"
    shown: list[tuple[str, int]] = []
    quiet.write(out)
    assert filled.task is not None
    filled.task.progress.connect(
        lambda: shown.append((filled.status._work.accessibleName(), filled.status._bar.value()))
    )
    qtbot.waitUntil(lambda: filled.task is None, timeout=LONG)
    assert out.exists()
    shares = [share for _, share in shown]
    assert shares == sorted(shares)
    assert shares[-1] >= 50
    assert all(said == f"Writing {out.name} {share} %" for said, share in shown)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_cancelled_export_leaves_nothing(
    quiet: ReportPage, filled: MainWindow, qtbot: QtBot, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / "made" / f"report{suffix}"
    out.parent.mkdir()
    quiet.write(out)
    assert filled.status.cancel.isVisible()
    qtbot.mouseClick(filled.status.cancel, LEFT)
    qtbot.waitUntil(lambda: filled.task is None, timeout=LONG)
    assert list(out.parent.iterdir()) == []
    assert not quiet.result.isVisible()
    quiet.stop()
    qtbot.waitUntil(lambda: not tasks._running)


# --- looks


def test_in_a_narrow_window_one_of_both_is_shown(
    quiet: ReportPage, filled: MainWindow, qtbot: QtBot, qapp: Any
) -> None:
    filled.resize(900, 640)
    theme.apply(qapp, theme.LIGHT, 1.5)
    try:
        quiet._show_one("options")
        assert quiet.ways.isVisible()
        assert quiet._left.isVisible()
        assert not quiet.preview.isVisible()
        quiet.ways._buttons["preview"].click()
        assert quiet.preview.isVisible()
        assert not quiet._left.isVisible()
    finally:
        theme.apply(qapp, theme.LIGHT, 1.0)


def test_f6_goes_from_the_options_to_the_pages_and_back_where_it_was(
    quiet: ReportPage, filled: MainWindow, qtbot: QtBot
) -> None:
    language = quiet.form.fields["language"]
    language.setFocus()
    qtbot.keyClick(language, Qt.Key.Key_F6)
    assert filled.focusWidget() is language  # there are no pages yet
    assert filled.toast.isVisible()
    wait_for_pages(quiet, qtbot)
    qtbot.keyClick(language, Qt.Key.Key_F6)
    assert filled.focusWidget() is quiet.preview.sheets
    qtbot.keyClick(quiet.preview.sheets, Qt.Key.Key_F6)
    assert filled.focusWidget() is language
    quiet.preview.show_way("text")
    qtbot.keyClick(language, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert filled.focusWidget() is quiet.preview.text


def test_few_processes_run_at_once_however_fast_options_change(filled: MainWindow) -> None:
    view, wanted = filled.session.view, threading.Event()
    ended: list[str] = []

    def make() -> None:
        try:
            make_report(view, ".pdf", report_options(view), wanted.is_set, lambda _share: None)
        except AppError as error:
            ended.append(error.code)

    makers = [threading.Thread(target=make) for _ in range(5)]
    for maker in makers:
        maker.start()
    most = 0
    for _ in range(20):
        QTest.qWait(10)
        most = max(most, len(multiprocessing.active_children()))
    wanted.set()
    for maker in makers:
        maker.join()
    assert 1 <= most <= 2
    assert ended == ["report_cancelled"] * 5
    assert not multiprocessing.active_children()
