"""A drawing in a page keeps its own colours and ids, as its program drew it."""

from __future__ import annotations

from pathlib import Path

from reader.render.drawing import inline

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 20">'


def drawn(folder: Path, name: str, inside: str) -> dict[str, dict[str, str]]:
    file = folder / name
    file.write_text(f"{HEAD}{inside}</svg>", encoding="utf-8")
    return {element.tag: dict(element.attrib) for element in inline(file).iter()}


def test_two_drawings_with_one_class_keep_their_colours(tmp_path: Path) -> None:
    red = drawn(tmp_path, "a.svg", '<style>.cls-1{fill:#c00}</style><rect class="cls-1" fill="#000"/>')
    green = drawn(tmp_path, "b.svg", '<style>.cls-1 , .x { fill: #0a0; }</style><rect class="cls-1"/>')
    assert red["rect"] == {"fill": "#c00"}
    assert green["rect"] == {"fill": "#0a0"}
    assert "style" not in red


def test_ids_and_what_points_to_them_are_the_drawings_own(tmp_path: Path) -> None:
    found = drawn(tmp_path, "my dots.svg", '<defs><circle id="dot" r="4"/></defs><use xlink:href="#dot" style="fill:url(#dot)"/>')
    assert found["circle"]["id"] == "my-dots-dot"
    assert found["use"] == {"href": "#my-dots-dot", "fill": "url(#my-dots-dot)"}


def test_what_a_program_writes_for_itself_is_left_out(tmp_path: Path) -> None:
    theirs = 'xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="Layer"'
    found = drawn(tmp_path, "a.svg", f'<metadata/><g {theirs}><i:path-effect/><path d="M0 0"/></g>')
    assert found == {"svg": found["svg"], "g": {}, "path": {"d": "M0 0"}}
