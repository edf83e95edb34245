"""Put the lab into the system's menu, and take it out again."""

import os
import plistlib
import shutil
import subprocess
import sys
from collections.abc import Mapping

from app.provision.refusal import Refusal

NAME = "Concurrency Lab"
_ID = "concurrency-lab"
_ICONS = os.path.join("resources", "icons")

# The paths come as arguments of the environment: nothing in them can be taken for a command.
_MAKE_LINK = """
$link = (New-Object -ComObject WScript.Shell).CreateShortcut($env:LAB_LINK)
$link.TargetPath = $env:LAB_TARGET
$link.WorkingDirectory = $env:LAB_ROOT
$link.IconLocation = $env:LAB_ICON
$link.WindowStyle = 7
$link.Save()
"""


def install_shortcut(root: str) -> str:
    """Make the shortcut to the lab in the folder `root`; returns its path. Raises OSError or Refusal."""
    if sys.platform == "win32":
        return _install_on_windows(root)
    if sys.platform == "darwin":
        return _install_on_macos(root)
    return _install_on_linux(root, os.environ)


def shortcuts(root: str) -> list[str]:
    """The files and folders that make up the shortcut to the lab in `root`, as far as they are there.

    A shortcut to another copy of the lab is not counted.
    """
    if sys.platform == "win32":
        # What a link leads to can't be read without the shell; there is one by this name.
        return [path for path in (_windows_link(),) if os.path.lexists(path)]
    if sys.platform == "darwin":
        app = _macos_app()
        return [app] if _names(os.path.join(app, "Contents", "MacOS", _ID), root) else []
    entry, icon = _linux_places(os.environ)
    return [path for path in (entry, icon) if os.path.lexists(path)] if _names(entry, root) else []


def _names(path: str, root: str) -> bool:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return f"# made for {root}\n" in file.read()
    except OSError:
        return False


# Linux ------------------------------------------------------------------------------------------------------
def _linux_places(environment: Mapping[str, str]) -> tuple[str, str]:
    data = environment.get("XDG_DATA_HOME", "")
    if not os.path.isabs(data):
        data = os.path.join(os.path.expanduser("~"), ".local", "share")
    return (
        os.path.join(data, "applications", f"{_ID}.desktop"),
        os.path.join(data, "icons", "hicolor", "scalable", "apps", f"{_ID}.svg"),
    )


def desktop_entry(root: str, icon: str) -> str:
    """The menu's entry. Raises Refusal for a folder that no entry can name."""
    if any(ord(letter) < 32 for letter in root):
        raise Refusal("The name of the lab's folder has a line break in it: no menu can start it from there.")
    quoted = root
    for letter in ("\\", '"', "`", "$"):
        quoted = quoted.replace(letter, "\\" + letter)
    # Two rules of that format, one upon the other: the quoting of a command's word, and that of a value.
    command = _escaped(f'sh "{quoted.replace("%", "%%")}/lab.command" %f')
    return (
        f"[Desktop Entry]\n# made for {root}\nType=Application\nVersion=1.0\nName={NAME}\n"
        "Name[zh_CN]=并发实验室\nComment=See processes, threads and tasks happen\n"
        f"Exec={command}\nIcon={_escaped(icon)}\nTerminal=false\nStartupNotify=true\n"
        f"StartupWMClass={_ID}\nCategories=Education;\n"
    )


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\")


def _install_on_linux(root: str, environment: Mapping[str, str]) -> str:
    entry, icon = _linux_places(environment)
    text = desktop_entry(root, icon)
    for path in (entry, icon):
        os.makedirs(os.path.dirname(path), exist_ok=True)
    shutil.copyfile(os.path.join(root, _ICONS, "concurrency_lab.svg"), icon)
    with open(entry, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(text)
    return entry


# Windows ----------------------------------------------------------------------------------------------------
def _windows_link() -> str:
    roaming = os.environ.get("APPDATA") or os.path.join(os.path.expanduser("~"), "AppData", "Roaming")
    return os.path.join(roaming, "Microsoft", "Windows", "Start Menu", "Programs", f"{NAME}.lnk")


def _install_on_windows(root: str) -> str:
    link = _windows_link()
    os.makedirs(os.path.dirname(link), exist_ok=True)
    places = {
        "LAB_LINK": link,
        "LAB_TARGET": os.path.join(root, "lab.cmd"),
        "LAB_ROOT": root,
        "LAB_ICON": os.path.join(root, _ICONS, "concurrency_lab.ico"),
    }
    made = subprocess.run(
        ["powershell", "-NoProfile", "-NonInteractive", "-Command", _MAKE_LINK],
        env={**os.environ, **places},
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    if made.returncode != 0 or not os.path.exists(link):
        raise Refusal("Windows did not make the shortcut: drag lab.cmd to the Start menu or desktop instead.")
    return link


# macOS ------------------------------------------------------------------------------------------------------
def _macos_app() -> str:
    return os.path.join(os.path.expanduser("~"), "Applications", f"{NAME}.app")


def _install_on_macos(root: str) -> str:
    app = _macos_app()
    contents = os.path.join(app, "Contents")
    for folder in ("MacOS", "Resources"):
        os.makedirs(os.path.join(contents, folder), exist_ok=True)
    shutil.copyfile(
        os.path.join(root, _ICONS, "concurrency_lab.icns"), os.path.join(contents, "Resources", f"{_ID}.icns")
    )
    told = {
        "CFBundleName": NAME,
        "CFBundleIdentifier": "org.concurrency-lab.shortcut",
        "CFBundleExecutable": _ID,
        "CFBundleIconFile": _ID,
        "CFBundlePackageType": "APPL",
        "LSMinimumSystemVersion": "13.0",
        "NSHighResolutionCapable": True,
    }
    with open(os.path.join(contents, "Info.plist"), "wb") as plist:
        plistlib.dump(told, plist)
    script = os.path.join(contents, "MacOS", _ID)
    with open(script, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(launch_script(root))
    os.chmod(script, 0o755)
    return app


def launch_script(root: str) -> str:
    """What the .app on macOS executes. Raises Refusal for a folder that it can't name."""
    if "\n" in root:
        raise Refusal("The name of the lab's folder has a line break in it: no menu can start it from there.")
    quoted = "'" + root.replace("'", "'\\''") + "'"
    return f"#!/bin/sh\n# made for {root}\nexec sh {quoted}/lab.command\n"
