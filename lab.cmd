@echo off
rem Starts the Concurrency Lab by a double-click on Windows. The window stays open if something went wrong.
setlocal
cd /d "%~dp0"
set "python="
for %%p in ("py -3" "python" "py -3.14" "py -3.13" "py -3.12" "py -3.11") do (
    if not defined python (
        %%~p -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))" >nul 2>nul && set "python=%%~p"
    )
)
if not defined python (
    echo The lab needs Python 3.11 to 3.14: get it from python.org, then start this again.
    pause
    exit /b 2
)
%python% main.py %*
set "code=%errorlevel%"
if not "%code%"=="0" pause
exit /b %code%
