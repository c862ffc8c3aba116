"""What the site offers to keep: sets that are there to the last file, what they cost, and the switch that ends it all."""

from __future__ import annotations

import json
import struct
from typing import Any

from small import Project


def sets_of(project: Project) -> list[dict[str, Any]]:
    said = project.page("keep/list.js").removeprefix("readerKeep=").rstrip(";\n")
    found: list[dict[str, Any]] = json.loads(said)["sets"]
    return found


def test_every_file_of_a_set_is_there_and_its_room_is_told(finished: Project) -> None:
    sets = sets_of(finished)
    assert [one["id"] for one in sets] == ["now", "chapters", "all"]
    for one in sets:
        files = [finished.site / (f"{file}index.html" if file.endswith("/") or not file else file) for file in one["files"]]
        assert all(file.is_file() for file in files), one["id"]
        assert len(set(files)) == len(files)
        if "keep/list.js" not in one["files"]:  # it names its own size
            assert one["room"] == sum(file.stat().st_size for file in files)
        assert 0 < one["data"] <= one["room"]
    now, chapters, everything = (set(one["files"]) for one in sets)
    assert now == {"now/"}
    assert {"", "overdose/", "overdose/respond/", "assets/css/reader.css", "assets/js/reader.js"} <= chapters
    assert not [file for file in chapters if file.startswith("about/")]
    assert chapters <= everything
    assert not [file for file in everything if file.endswith((".pdf", ".zip"))]


def test_a_place_on_the_home_screen(finished: Project) -> None:
    manifest = json.loads(finished.page("manifest.webmanifest"))
    assert manifest["start_url"] == manifest["scope"] == "./"
    assert manifest["shortcuts"][0]["url"] == "now/"
    for icon in manifest["icons"]:
        head = (finished.site / icon["src"]).read_bytes()[:24]
        width, height = struct.unpack(">II", head[16:24])
        assert icon["sizes"] == f"{width}x{height}"


def test_switched_off_the_worker_removes_everything_and_no_page_offers_it(project: Project) -> None:
    assert project.build().returncode == 0
    on = project.page("worker.js")
    assert "const KEEPS = true" in project.page("assets/js/reader.js")
    done = project.build(READER_KEEP="off")
    assert done.stdout.startswith("Built"), "the switch has to build the site again"
    assert project.page("worker.js") == project.page("worker-off.js") != on
    assert "unregister" in project.page("worker.js")
    assert "const KEEPS = false" in project.page("assets/js/reader.js")
    left = [file.name for file in project.site.rglob("*") if file.name in ("keep.js", "list.js", "manifest.webmanifest")]
    assert left == []
