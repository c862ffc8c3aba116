"""Zip files of our own: they read back as they were, and what is carried is as small as can be."""

from __future__ import annotations

import io
import zipfile

from reader import archive

FILES = [("mimetype", b"a/b"), ("empty.txt", b""), ("text.txt", b"".join(b"Line %d of a page. " % (n * n) for n in range(3000)))]


def test_what_is_packed_reads_back_and_the_smallest_is_smaller() -> None:
    usual, smallest = (archive.packed(FILES, stored="mimetype", smallest=small) for small in (False, True))
    for content in (usual, smallest):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            assert file.testzip() is None
            assert [(name, file.read(name)) for name in file.namelist()] == FILES
            assert file.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert len(smallest) < 0.99 * len(usual)


def test_the_same_files_give_the_same_bytes() -> None:
    assert archive.packed(FILES, smallest=True) == archive.packed(iter(FILES), smallest=True)
