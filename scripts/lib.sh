# shellcheck shell=bash
# What the commands in this folder share. They source it; nobody runs it.
# Bash 3.2 must do: macOS has no newer one.
set -euo pipefail

root=${BASH_SOURCE[0]%/scripts/lib.sh}

# macOS looks for libraries in Homebrew's folders only when told so,
# and forgets what the shell was told as soon as a script starts: so we say it here.
if [ "$(uname -s)" = Darwin ]; then
    export DYLD_FALLBACK_LIBRARY_PATH="${DYLD_FALLBACK_LIBRARY_PATH:-/opt/homebrew/lib:/usr/local/lib:/opt/local/lib:/usr/lib}"
fi

# Is .venv finished, made for this lock, and for this folder (a venv can't be moved)?
ready() {
    local made_for=
    [ -x "$root/.venv/bin/python" ] &&
        cmp -s "$root/requirements.lock" "$root/.venv/requirements.lock" &&
        IFS= read -r made_for <"$root/.venv/made-for" &&
        [ "$made_for" = "$root" ]
}

# The names that reader/tools/browser.py looks for.
has_browser() {
    local name
    for name in chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        command -v "$name" >/dev/null && return
    done
    return 1
}

# Turns paper into pictures.
has_pdftoppm() {
    command -v pdftoppm >/dev/null
}

# run COMMAND ARGUMENTS: what a command of this folder does.
run() {
    local command=$1 purpose="build"
    shift
    case $command in test | look) purpose="test" ;; esac

    # setup fails also when only Pango, git or the browser is missing.
    # Then the command goes on, and says itself what it could not do.
    if ! ready || { [ "$purpose" = test ] && ! { has_browser && has_pdftoppm; }; }; then
        "$root/scripts/setup" --for "$purpose" >&2 || ready || exit 1
    fi

    # -P: nothing in the folder you stand in is taken for a Python module.
    exec "$root/.venv/bin/python" -P -m "reader.commands.$command" "$@"
}
