#!/usr/bin/env python3
"""Every include keeps to the layers of ARCHITECTURE.md; every file keeps to the limits of CONTRIBUTING.md."""
import pathlib, re, sys

src = pathlib.Path("src")
may = {
    "base": {"base"},
    "db": {"base", "db"},
    "http": {"base", "http"},
    "wire": {"base", "wire"},
    "analysis": {"base", "analysis"},
    "paper": {"base", "paper"},
    "record": {"base", "db", "record"},
    "auth": {"base", "db", "record", "wire", "auth"},
    "jobs": {"base", "db", "record", "jobs"},
    "modules": {"base", "db", "record", "jobs", "wire", "analysis", "paper", "modules"},
    "api": {"base", "db", "http", "record", "auth", "jobs", "api"},
    "testing": {"base", "db", "http", "record", "auth", "jobs", "api", "testing"},
}
longest = 500
faults = []
for path in sorted(src.rglob("*")):
    if path.suffix not in (".hpp", ".cpp"):
        continue
    layer = path.relative_to(src).parts[0]
    lines = path.read_text(encoding="utf-8").splitlines()
    if len(lines) > longest:
        faults.append(f"{path}: {len(lines)} lines, at most {longest}")
    if path.suffix == ".hpp" and not (lines and lines[0].startswith("//")):
        faults.append(f"{path}: begins without saying what it is")
    for number, line in enumerate(lines, 1):
        found = re.match(r'#include "([a-z_]+)/', line)
        if not found or layer == "app":
            continue
        used = found.group(1)
        test = path.stem.endswith(("_test", "_fuzz", "_for_tests")) or "fixture" in path.stem
        allowed = may.get(layer, set()) | ({"testing", "modules", "auth"} if test else set())
        if used not in allowed and (src / used).is_dir():
            faults.append(f"{path}:{number}: {layer} may not include {used}")
        if layer == "modules" and used == "modules" and not test:
            own, other = path.relative_to(src).parts[1], line.split("/")[1]
            if "." not in own and "." not in other.rstrip('"') and other not in (own, "core", "catalog"):
                faults.append(f"{path}:{number}: the module {own} may not include the module {other}")
for fault in faults:
    print(fault)
print(f"{len(faults)} faults" if faults else "layers kept")
sys.exit(1 if faults else 0)
