"""WeasyPrint's libraries are loaded without looking for them; where the loader does not know them, they are looked for."""

from __future__ import annotations

import ctypes.util
import subprocess
import sys

import pytest

from reader.press import quick_load
from small import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere WeasyPrint asks for the right names first")
STARTED = """
import ctypes.util, subprocess
looked = ctypes.util.find_library
subprocess.Popen = None  # starting any process fails
from reader.press.weasyprint_patched import weasyprint
from weasyprint.text import ffi
assert ctypes.util.find_library is looked
print(ffi.pango.pango_version() > 0, ffi.harfbuzz_subset is not None)
"""


def test_no_process_is_started_to_load_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", STARTED], cwd=ROOT / "scripts", capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.stdout, done.returncode) == ("True True\n", 0), done.stderr


def test_where_the_loader_does_not_know_one_they_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    look = ctypes.util.find_library
    with quick_load.by_their_names():
        assert ctypes.util.find_library is not look
    monkeypatch.setattr(quick_load, "_NAMES", ("libpango-1.0.so.0", "libnobody-has-this.so.0"))
    with quick_load.by_their_names():
        assert ctypes.util.find_library is look
