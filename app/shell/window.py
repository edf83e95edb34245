"""The lab's window: the rail with its tabs, the status bar, and what belongs to all tabs.

Nothing heavier than QtWidgets is imported here: the window is painted before the rest is loaded.
"""

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QFileDialog, QLabel, QMainWindow, QMenu

from app.core.typing import override
from app.shell.file_dialog import FileDialog
from app.shell.language_menu import LanguageMenu
from app.shell.looks import Looks
from app.shell.own_freeze import OwnFreeze
from app.shell.rail import Rail
from app.shell.settings import THEMES, Settings
from app.shell.spacing import follow_font
from app.shell.speech import Speech
from widgets.elided_label import ElidedLabel
from widgets.heartbeat import HeartbeatMeter
from widgets.spoken import said
from widgets.theme import PAD, SMALL, scaled, set_role

if TYPE_CHECKING:
    from app.shell.command_palette import CommandPalette

_USUAL_SIZE = 1440, 900
_LEAST_SIZE = 900, 600


class Window(QMainWindow):
    """The frame around the tabs; the tabs are put into its rail by others.

    Signals:
        closing(): the user wants to leave; the window goes when everything is put away.
        run_requested(), stop_requested(): for the tab that is shown.
        picture_requested(): the timeline that is shown shall be saved as a picture.
        compare_requested(): the programs of the tab that is shown shall be compared.
        many_requested(): programs of the tab that is shown shall run many times.
        teaching_changed(): lessons or predictions shall be shown, or no longer.
        export_requested(): the recording that is shown shall be exported, or no longer.
        program_opened(object): Path of a file or of a recording's folder that the user chose or dropped.
        present_requested(): what is shown shall be presented, or no longer.
        help_requested(str): a page of the help shall be shown, by its name.
        about_requested(): what this is shall be said.
        teach_requested(): the presenter's remote shall be taught.
        room_changed(): the page has more room now, or less: another size of the window or of the letters.
        monitor_toggled(bool): the monitor shall stand beside what is shown, or no longer.
    """

    closing = Signal()
    run_requested = Signal()
    stop_requested = Signal()
    export_requested = Signal()
    picture_requested = Signal()
    many_requested = Signal()
    compare_requested = Signal()
    teaching_changed = Signal()
    program_opened = Signal(object)
    room_changed = Signal()
    monitor_toggled = Signal(bool)
    present_requested = Signal()
    teach_requested = Signal()
    help_requested = Signal(str)
    about_requested = Signal()

    def __init__(self, settings: Settings, looks: Looks, speech: Speech | None = None) -> None:
        super().__init__()
        self._settings = settings
        self.speech = speech
        self._looks = looks
        self._may_close = False
        self.command_palette: CommandPalette | None = None
        self.rail = Rail()
        self.heartbeat = HeartbeatMeter()
        self._status = ElidedLabel()
        self._size = QLabel()
        self.setWindowTitle(self.tr("Concurrency Lab"))
        self.setCentralWidget(self.rail)
        self.setAcceptDrops(True)
        self._teaching: dict[str, QAction] = {}
        self._make_status_bar()
        self._make_menus()
        self._restore()
        looks.changed.connect(self._looks_changed)
        looks.motion_changed.connect(self._follow_motion)
        self._follow_motion(settings.still)

    # the frame ----------------------------------------------------------------------------------------------
    def _make_status_bar(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.setAccessibleName(self.tr("Status"))
        bar.addWidget(self.heartbeat)
        bar.addWidget(self._status, 1)
        gil = getattr(sys, "_is_gil_enabled", lambda: True)()
        words = self.tr("{0} {1} · GIL {2} · {3} cores").format(
            sys.implementation.name.replace("cp", "CP"),
            sys.version.split()[0],
            self.tr("on") if gil else self.tr("off"),
            os.cpu_count() or 1,
        )
        self._machine = QLabel(words)
        self._status_labels = self._status, self._machine, self._size
        for label in self._status_labels:
            set_role(label, "small")
        follow_font(bar, self._space_status)
        self.heartbeat.widened.connect(self._share_status)
        bar.addPermanentWidget(self._machine)
        bar.addPermanentWidget(self._size)
        self._size.setText(f"{self._looks.zoom} %")

    def _space_status(self) -> None:
        for label in self._status_labels:
            label.setContentsMargins(scaled(PAD), 0, scaled(PAD), 0)

    def _share_status(self) -> None:
        """What the lab has to say goes before what this machine is, and that before the pulse's curve."""
        self.heartbeat.set_short(False)
        self._machine.show()
        for leave_out in (self._machine.hide, partial(self.heartbeat.set_short, True)):
            if self._is_status_cut():
                leave_out()

    def _is_status_cut(self) -> bool:
        parts = [each for each in (self.heartbeat, *self._status_labels) if not each.isHidden()]
        wanted = sum(each.sizeHint().width() + scaled(SMALL) for each in parts)
        return wanted > self.statusBar().width()

    def _action(self, menu: QMenu, words: str, keys: str, slot: object) -> QAction:
        action = menu.addAction(words)
        if keys:
            action.setShortcuts([QKeySequence(each) for each in keys.split()])
            self.addAction(action)  # its keys are heard, too, while the menus are hidden
        action.triggered.connect(slot)
        return action

    def _make_menus(self) -> None:
        self.menuBar().setAccessibleName(self.tr("Menus"))
        self._make_file_menu(self.menuBar().addMenu(self.tr("&File")))
        self._make_run_menu(self.menuBar().addMenu(self.tr("&Run")))
        view = self.menuBar().addMenu(self.tr("&View"))
        self._offer_looks(view)
        view.addSeparator()
        self._offer_places(view)
        self._offer_teaching(view)
        self._make_help_menu(self.menuBar().addMenu(self.tr("&Help")))

    def _switch(self, menu: QMenu, words: str, keys: str, on: bool, slot: object) -> QAction:
        action = self._action(menu, words, keys, slot)
        action.setCheckable(True)
        action.setChecked(on)
        return action

    def _make_file_menu(self, menu: QMenu) -> None:
        self._action(menu, self.tr("&Open program…"), "Ctrl+O", self.ask_for_program)
        self._action(menu, self.tr("Open &recording…"), "Ctrl+Shift+O", self.ask_for_recording)
        self._export = self._action(menu, "", "Ctrl+E", self.export_requested.emit)
        self.offer_export(False)
        self._action(menu, self.tr("Save &picture of the timeline…"), "", self.picture_requested.emit)
        menu.addSeparator()
        self._action(menu, self.tr("&Quit"), "Ctrl+Q", self.close)

    def _make_run_menu(self, menu: QMenu) -> None:
        self._action(menu, self.tr("&Run"), "Ctrl+R", self.run_requested.emit)
        self._action(menu, self.tr("&Stop"), "Ctrl+.", self.stop_requested.emit)
        menu.addSeparator()
        self._action(menu, self.tr("&Compare variants…"), "Ctrl+Shift+C", self.compare_requested.emit)
        self._action(menu, self.tr("Run &many times…"), "Ctrl+Shift+R", self.many_requested.emit)

    def _offer_looks(self, view: QMenu) -> None:
        """Colours, motion, language and size."""
        group = QActionGroup(self)
        words = {
            "light": self.tr("&Light"),
            "dark": self.tr("&Dark"),
            "contrast": self.tr("High &contrast"),
            "projector": self.tr("Pr&ojector colours"),
            "system": self.tr("Like the s&ystem"),
        }
        for theme in THEMES:
            chosen = self._settings.theme == theme
            group.addAction(self._switch(view, words[theme], "", chosen, self._theme_setter(theme)))
        still = self.tr("Nothing moves by itsel&f")
        self._switch(view, still, "", self._settings.still, self._looks.set_still)
        projector = self.tr("For a pro&jector")
        self._switch(view, projector, "Shift+F5", self._looks.projector, self._looks.set_projector)
        if self.speech is not None:
            view.addMenu(LanguageMenu(self.speech, self._settings, self))
        view.addSeparator()
        self._action(view, self.tr("Lar&ger"), "Ctrl++ Ctrl+=", lambda: self._looks.step_zoom(1))
        self._action(view, self.tr("&Smaller"), "Ctrl+-", lambda: self._looks.step_zoom(-1))
        self._action(view, self.tr("&Usual size"), "Ctrl+0", lambda: self._looks.step_zoom(0))

    def _offer_places(self, view: QMenu) -> None:
        """What can be gone to, and what stands beside it."""
        self._action(view, self.tr("&Next tab"), "Ctrl+Tab Ctrl+PgDown", lambda: self.rail.step(1))
        self._action(view, self.tr("&Previous tab"), "Ctrl+Shift+Tab Ctrl+PgUp", lambda: self.rail.step(-1))
        self._action(view, self.tr("S&earch"), "Ctrl+K", self.rail.search.setFocus)
        self._action(view, self.tr("Comman&d palette…"), "Ctrl+Shift+P", self.show_commands)
        self.monitor = self._switch(
            view, self.tr("&Monitor beside the demo"), "F8", False, self._show_monitor
        )
        self._switch(view, self.tr("&List of demos"), "F9", True, self._show_rail)

    def _offer_teaching(self, view: QMenu) -> None:
        """Lessons, predictions, and presenting them."""
        for name, title in (
            ("lesson", self.tr("L&esson above a demo")),
            ("predictions", self.tr("&Predictions")),
        ):
            self._teaching[name] = self._switch(view, title, "", True, self._teaching_setter(name))
        view.aboutToShow.connect(self._check_teaching)
        self._action(view, self.tr("Presen&t"), "F5", self.present_requested.emit)
        self._action(view, self.tr("Teac&h a remote…"), "", self.teach_requested.emit)
        self._action(view, self.tr("&Full screen"), "F11", self._toggle_full_screen)

    def _make_help_menu(self, menu: QMenu) -> None:
        for name, title, keys in (
            ("keys", self.tr("&Keys"), "F1"),
            ("program", self.tr("How to write a &program for the lab"), ""),
            ("demo", self.tr("How to add a &demo"), ""),
        ):
            self._action(menu, title, keys, partial(self._ask_for_help, name))
        menu.addSeparator()
        self.own_freeze = OwnFreeze(self)
        self.own_freeze.said.connect(self.show_status)
        self._action(menu, self.tr("&Freeze this window…"), "", self.own_freeze.ask)
        self._action(menu, self.tr("&About"), "", self.about_requested.emit)

    def show_commands(self) -> None:
        """Open the command palette, or close it."""
        if self.command_palette is None:
            from app.shell.command_palette import CommandPalette  # late: nobody needs it at the start
            from app.shell.commands import commands

            self.command_palette = CommandPalette(self, lambda: commands(self.menuBar(), self.rail))
        self.command_palette.open()

    def _ask_for_help(self, name: str, checked: bool = False) -> None:
        self.help_requested.emit(name)

    def _theme_setter(self, theme: str) -> object:
        return lambda: self._looks.set_theme(theme)

    def _teaching_setter(self, name: str) -> object:
        def switch(on: bool) -> None:
            if name == "lesson":
                self._settings.lesson = on
            else:
                self._settings.predictions = on
            self.teaching_changed.emit()

        return switch

    def _check_teaching(self) -> None:
        self._teaching["lesson"].setChecked(self._settings.lesson)
        self._teaching["predictions"].setChecked(self._settings.predictions)

    def _show_rail(self, show: bool) -> None:
        self.rail.column.setVisible(show)
        self.room_changed.emit()

    def _show_monitor(self, show: bool) -> None:
        self.monitor_toggled.emit(show)

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _looks_changed(self) -> None:
        self._size.setText(f"{self._looks.zoom} %")
        self._tell_of_room()

    def _tell_of_room(self) -> None:
        QTimer.singleShot(0, self, self._follow_room)  # when all that is in the window has followed

    def _follow_room(self) -> None:
        self._share_status()
        self.room_changed.emit()

    def _follow_motion(self, still: bool) -> None:
        self.setAnimated(not still)  # else what is docked slides into its place
        self.heartbeat.set_still(still)

    def show_status(self, words: str) -> None:
        """Say something in the status bar."""
        self._status.setText(said(words))
        self._share_status()

    def offer_export(self, offered: bool, busy: bool = False) -> None:
        """Let the menu offer to export what is shown, or, while that is being done, to give it up."""
        self._export.setText(self.tr("Give up e&xporting") if busy else self.tr("&Export recording…"))
        self._export.setEnabled(offered or busy)

    # files --------------------------------------------------------------------------------------------------
    def ask_for_program(self) -> None:
        """Let the user choose a Python file."""
        dialog = FileDialog(self, self.tr("Open program"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Python programs (*.py)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(self._opened)
        dialog.open()

    def ask_for_recording(self) -> None:
        """Let the user choose the folder of a recording."""
        dialog = FileDialog(self, self.tr("Open recording"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._opened)
        dialog.open()

    def _opened(self, path: str) -> None:
        self.program_opened.emit(Path(path))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.program_opened.emit(Path(url.toLocalFile()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_of_room()

    # coming and going ---------------------------------------------------------------------------------------
    def _restore(self) -> None:
        screen = QGuiApplication.primaryScreen().availableGeometry()
        if QGuiApplication.platformName() == "offscreen":  # its screen is smaller than anybody's
            screen.setSize(QSize(*_USUAL_SIZE))
        self.setMinimumSize(min(_LEAST_SIZE[0], screen.width()), min(_LEAST_SIZE[1], screen.height()))
        geometry: QByteArray = self._settings.state("window")
        # restoreGeometry moves a window that no screen shows any more onto one that is there.
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(min(_USUAL_SIZE[0], screen.width()), min(_USUAL_SIZE[1], screen.height()))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self._settings.keep_state("window", self.saveGeometry())
        self._settings.save()
        self.hide()
        self.closing.emit()

    def close_for_good(self) -> None:
        """Everything is put away: the window may go."""
        self._may_close = True
        self.heartbeat.stop()
        self.close()
