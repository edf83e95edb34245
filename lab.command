#!/bin/sh
# Starts the Concurrency Lab by a double-click on macOS, and for lab.desktop on Linux.
# python3 is taken where it will do, so that this and `python3 main.py` share one set-up.
cd "$(dirname "$0")" || exit 2
for python in python3 python3.14 python3.13 python3.12 python3.11; do
    if "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null; then
        exec "$python" main.py "$@"
    fi
done
sentence="The lab needs Python 3.11 to 3.14: get it from python.org, then start this again."
case "${LC_ALL:-${LC_MESSAGES:-$LANG}}" in
    zh*) sentence="实验室需要 Python 3.11 至 3.14：请从 python.org 获取，然后再启动一次。" ;;
esac
echo "$sentence" >&2
if [ ! -t 2 ]; then
    for show in "zenity --error --text" "kdialog --error" "xmessage"; do
        $show "$sentence" 2>/dev/null && break
    done
fi
exit 2
