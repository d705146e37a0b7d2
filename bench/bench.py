#!/usr/bin/env python3
"""Measures the program on this machine and prints a table; bin/bench builds what this needs and calls it."""
import argparse, os, pathlib, platform, signal, sys, tempfile, time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from company import Fault, PostgresCompanies, SqliteCompanies
from measures import STEPS, Bench, measure_company

# name, what it is, its unit, the goal (at a million parties) and on which side of it one is to be
ROWS = [
    ("list_ms", "list of 50 people, whole records, by name", "ms", None),
    ("list_bare_ms", "the same by the bare driver", "ms", None),
    ("list_ratio", "the first against the second", "×", ("≤", 2)),
    ("list_way_ms", "an empty answer over HTTP", "ms", None),
    ("list_few_ms", "list of 50 people, columns of the list", "ms", None),
    ("list_few_bare_ms", "the same by the bare driver", "ms", None),
    ("list_few_ratio", "the first against the second", "×", ("≤", 2)),
    ("list_few_own_ratio", "the same without the empty answer", "×", ("≤", 2)),
    ("list_own_ms", "list of 50 own open deals, by value, three links", "ms", None),
    ("list_own_bare_ms", "the same by the bare driver", "ms", None),
    ("list_own_ratio", "the first against the second", "×", ("≤", 2)),
    ("mixed_per_second", "90 % reads, 10 % durable writes, 64 connections", "a second", ("≥", 2000)),
    ("mixed_p50", "its p50", "ms", None),
    ("mixed_p99", "its p99", "ms", ("≤", 100)),
    ("mixed_cpu", "its processor time, program alone", "ms a request", None),
    ("creates", "durable single creates, 64 clients", "a second", ("≥", 3000)),
    ("creates_p99", "their p99", "ms", None),
    ("creates_cpu", "their processor time, program alone", "ms a request", None),
    ("creates_bare", "as many by the bare driver, 8 connections", "a second", None),
    ("creates_ratio", "the first against it", "×", ("≤", 2)),
    ("creates_parts", "the same with e-mail and phone", "a second", None),
    ("creates_parts_cpu", "their processor time, program alone", "ms a request", None),
    ("search_p50", "search as you type: p50", "ms", None),
    ("search_p95", "search as you type: p95", "ms", ("≤", 20)),
    ("board", "board with totals, warm", "ms", ("≤", 50)),
    ("first_page", "the 13 requests of the first page, warm", "ms", ("≤", 300)),
    ("dashboard", "dashboard of eight measures, warm", "ms", ("≤", 300)),
    ("page_list", "page: main thread until a list shows its rows", "ms", ("≤", 350)),
    ("page_board", "page: the same, a board", "ms", ("≤", 350)),
    ("page_record", "page: the same, a record", "ms", ("≤", 350)),
    ("page_home", "page: the same, the first page", "ms", ("≤", 350)),
    ("page_rounds", "page: rounds of requests until a record is shown", "", ("≤", 1)),
    ("page_script", "page: script of the largest of these", "kB gz", ("≤", 175)),
    ("page_shift", "page: how far anything jumps meanwhile", "score", ("≤", 0.001)),
    ("own_fields_without", "list of ten built-in columns, processor time", "ms", None),
    ("own_fields", "the same with 300 own fields on the object", "ms", None),
    ("own_fields_ratio", "the second against the first", "×", ("≤", 1.2)),
    ("start", "start to first answer", "s", ("≤", 0.3)),
    ("memory_idle", "resident memory, idle", "MB", ("≤", 60)),
    ("memory_after", "resident memory after the mixed load", "MB", ("≤", 250)),
    ("import_seconds", "import of as many rows: name, e-mail, phone, city", "s", None),
    ("import_rows", "import", "rows a second", None),
    ("import_bare", "the same rows written by the bare driver", "s", None),
    ("import_ratio", "the import against it", "×", ("≤", 2.5)),
    ("import_cpu", "its processor time, program alone", "s", None),
    ("import_memory", "highest memory meanwhile", "MB", ("≤", 300)),
    ("import_others", "others' writes meanwhile: p99", "ms", ("≤", 100)),
    ("export_seconds", "export of the same as CSV", "s", ("≤", 20)),
    ("export_cpu", "its processor time, program alone", "s", None),
    ("undo_seconds", "that import undone", "s", ("≤", 120)),
    ("undo_cpu", "its processor time, program alone", "s", None),
    ("wide_seconds", "import with five contact points", "s", None),
    ("wide_bare", "the same rows written by the bare driver", "s", None),
    ("wide_ratio", "the import against it", "×", ("≤", 2.5)),
    ("wide_cpu", "its processor time, program alone", "s", None),
    ("wide_memory", "highest memory meanwhile", "MB", ("≤", 300)),
    ("wide_others", "others' writes meanwhile: p99", "ms", ("≤", 100)),
    ("match_seconds", "import that finds half of its rows by e-mail", "s", ("≤", 180)),
    ("match_bare", "its new rows alone written by the bare driver", "s", None),
    ("match_ratio", "the import against it", "×", None),
    ("match_cpu", "its processor time, program alone", "s", None),
    ("match_memory", "highest memory meanwhile", "MB", ("≤", 300)),
    ("match_others", "others' writes meanwhile: p99", "ms", ("≤", 100)),
    ("finder_seconds", "search of all parties for duplicates", "s", ("≤", 180)),
    ("finder_cpu", "its processor time, program alone", "s", None),
    ("finder_memory", "highest memory meanwhile", "MB", ("≤", 1000)),
    ("alike_p50", "who is this, while typing: p50", "ms", None),
    ("alike_p95", "who is this, while typing: p95", "ms", ("≤", 5)),
    ("invoices", "invoices with two lines issued and paid, by one client", "a second", None),
    ("ageing", "ageing of all customers (a tenth as many invoices)", "ms", ("≤", 1000)),
    ("statement", "statement of one customer", "ms", ("≤", 50)),
    ("merge_seconds", "merge of two with 5,000 activities each", "s", None),
    ("merge_undo_seconds", "undone", "s", None),
]


def shown(value):
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def table(figures, scales):
    lines = ["| work | unit | goal | " + " | ".join(f"{s:,}" for s in scales) + " |", "| --- | --- | --- |" + " ---: |" * len(scales)]
    for name, what, unit, goal in ROWS:
        if all(name not in figures.get(scale, {}) for scale in scales):
            continue
        cells = []
        for scale in scales:
            value = figures.get(scale, {}).get(name)
            missed = goal and value is not None and (value > goal[1] if goal[0] == "≤" else value < goal[1])
            cells.append(f"**{shown(value)}**" if missed else shown(value))
        lines.append(f"| {what} | {unit} | {f'{goal[0]} {goal[1]:,}' if goal else ''} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def durable_write_ms(folder):
    """The median time of a small durable write."""
    times = []
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        for _ in range(100):
            file.write(b"x" * 4096)
            file.flush()
            begin = time.monotonic()
            os.fdatasync(file.fileno())
            times.append((time.monotonic() - begin) * 1000)
    return sorted(times)[50]


def disk_kind(folder):
    device = os.stat(folder).st_dev
    queue = pathlib.Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}")
    for place in (queue / "queue/rotational", queue / "../queue/rotational"):
        if place.exists():
            virtual = queue.resolve().name.startswith(("vd", "xvd"))
            return "virtual disk" if virtual else "rotating disk" if place.read_text().strip() == "1" else "solid-state disk"
    return "disk of unknown kind"


def machine(folder):
    cpu = next((line.split(":", 1)[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), platform.machine())
    memory = int(pathlib.Path("/proc/meminfo").read_text().split()[1]) / 1024 / 1024
    return (f"{os.cpu_count()} cores ({cpu}), {memory:.0f} GB of memory, {disk_kind(folder)}, a durable write of 4 kB in {durable_write_ms(folder):.2g} ms, "
            f"Linux {platform.release()}; load before the run {os.getloadavg()[0]:.1f}")


def say(text):
    print(text, file=sys.stderr, flush=True)


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    arguments = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    arguments.add_argument("--scale", default="10000,100000", help="parties, several by commas (10000,100000)")
    arguments.add_argument("--database", default="sqlite", choices=["sqlite", "postgresql", "both"])
    arguments.add_argument("--seconds", type=int, default=10, help="of each load (10)")
    arguments.add_argument("--only", default=",".join(STEPS), help=f"some of {', '.join(STEPS)}, by commas")
    arguments.add_argument("--program", default=root / "build/relacja")
    arguments.add_argument("--tool", default=root / "build/relacja_bench")
    arguments.add_argument("--folder", default=root / "build/bench-data", help="where the data is kept")
    asked = arguments.parse_args()
    wanted = asked.only.split(",")
    if unknown := set(wanted) - set(STEPS):
        raise Fault(f"there is no measure {', '.join(unknown)}; there are {', '.join(STEPS)}")
    scales = [int(s) for s in asked.scale.split(",")]
    pathlib.Path(asked.folder).mkdir(parents=True, exist_ok=True)
    print(f"Machine: {machine(asked.folder)}.\nBold misses its goal; the goals are those for 1,000,000 parties.", flush=True)
    for kind in (SqliteCompanies, PostgresCompanies):
        if asked.database not in (kind.name, "both"):
            continue
        figures = {}
        with kind(str(asked.program), asked.folder) as companies:
            for scale in scales:
                say(f"{kind.name}, {scale} parties")
                figures[scale] = measure_company(Bench(asked.tool, companies, say), scale, asked.seconds, wanted)
        print(f"\n{'SQLite' if kind is SqliteCompanies else 'PostgreSQL'}\n\n{table(figures, scales)}", flush=True)


signal.signal(signal.SIGTERM, lambda *_: sys.exit("bin/bench: stopped"))  # and so the servers are, too
try:
    main()
except Fault as fault:
    sys.exit(f"bin/bench: {fault}")
