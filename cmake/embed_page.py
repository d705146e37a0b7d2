#!/usr/bin/env python3
"""Puts the files of the built page into the program: an assembler file that includes them, and a header that lists them.

usage: embed_page.py DIST OUT_FOLDER
"""
import pathlib, sys

dist, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
files = sorted(p for p in dist.rglob("*") if p.is_file()) if dist.exists() else []
assembler = ['    .section .rodata', '    .section .note.GNU-stack,"",%progbits', '    .section .rodata']
header = ["// Made by cmake/embed_page.py.", "#pragma once", "#include <string_view>", "#include <vector>", ""]
rows = []
for i, path in enumerate(files):
    assembler += [f"    .global page_file_{i}, page_file_{i}_end", f"page_file_{i}:", f'    .incbin "{path}"', f"page_file_{i}_end:", "    .byte 0"]
    header.append(f"extern \"C\" const char page_file_{i}[], page_file_{i}_end[];")
    rows.append(f'    {{"{path.relative_to(dist).as_posix()}", {{page_file_{i}, static_cast<std::size_t>(page_file_{i}_end - page_file_{i})}}}},')
header += ["", "namespace crm {", "", "struct PageFile {", "    std::string_view path, content;", "};", "inline const std::vector<PageFile>& page_files() {",
           "    static const std::vector<PageFile> files = {", *("    " + r for r in rows), "    };", "    return files;", "}", "", "} // namespace crm", ""]
out.mkdir(parents=True, exist_ok=True)


def write(path, text):
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


write(out / "page_files.hpp", "\n".join(header))
# The stamp of each file stands in a comment, so that a changed content is assembled anew.
stamps = [f"# {p.relative_to(dist).as_posix()} {p.stat().st_size} {int(p.stat().st_mtime)}" for p in files]
write(out / "page_files.s", "\n".join(assembler + stamps) + "\n")
