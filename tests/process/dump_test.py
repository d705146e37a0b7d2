#!/usr/bin/env python3
"""A whole company goes into a file while the server works, and from it into either database; what is cut off is no company."""
import gzip, pathlib, signal, stat, subprocess, sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from relacja import *


def fill(crm):
    crm.administrator()
    people = pathlib.Path(crm.folder) / "people.csv"
    people.write_text("name,email,city\n" + "".join(f"Firma {i},biuro{i}@example.pl,Kraków\n" for i in range(3000)), encoding="utf-8")
    crm.run("import", "party", str(people))


def dumped(crm, name):
    crm.run("export", "--dump", name)
    file = pathlib.Path(crm.folder) / name
    expect(stat.S_IMODE(file.stat().st_mode) == 0o600, "others may read the dump")
    return file


def restored(file, crm):
    told = crm.run("import", "--dump", str(file)).stdout
    expect(told.startswith("Restored ") and " rows of " in told, told)
    equal(file, crm)


def equal(file, crm):
    expect(crm.run("check").returncode == 0, "check")
    again = dumped(crm, "again.dump")
    if again.read_bytes() != file.read_bytes():
        before, after = (gzip.open(each, "rt", encoding="utf-8").read().splitlines() for each in (file, again))
        differing = [line[:300] for line in set(before) ^ set(after)]
        fail("the second dump differs from the first:\n" + "\n".join(differing[:10]))


def refused(crm, file, sentence):
    done = crm.run("import", "--dump", str(file), check=False)
    expect(done.returncode == 1 and sentence in done.stderr, f"{done.returncode} {done.stdout} {done.stderr}")


def cut_off(file, crm):
    """A kill at any moment leaves nothing that is taken for a company before it is whole; the same command begins anew."""
    for wait in (0.05, 0.15, 0.3, 0.6):
        child = subprocess.Popen([PROGRAM, "import", "--dump", str(file), *crm.options()], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            child.wait(wait)
            break
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            child.wait()
    done = crm.run("import", "--dump", str(file), check=False)
    whole_already = done.returncode == 1 and "There is a company in" in done.stderr
    expect(done.returncode == 0 or whole_already, f"{done.returncode} {done.stdout} {done.stderr}")
    equal(file, crm)


with Postgres() as pg, Relacja() as crm, Relacja(pg.database("one")) as other, Relacja() as third:
    fill(crm)
    crm.start()
    first = dumped(crm, "first.dump")
    refused(crm, first, "There is a company in")
    expect("There is a file" in crm.run("export", "--dump", "first.dump", check=False).stderr, "a dump went over another file")
    token = crm.token
    crm.stop()
    restored(first, other)
    refused(other, first, "There is a company in this database already")
    second = dumped(other, "second.dump")
    restored(second, third)
    third.token = token
    third.start()
    expect(third.count("party") == 3000, "parties")
    third.stop()
    moved = Relacja(pg.database("moved"))
    with moved:
        told = crm.run("migrate-to", moved.database).stdout
        expect("and compared them" in told, told)
        expect(moved.run("user", "list").stdout.startswith("admin@example.com"), "user list")
        expect(not (pathlib.Path(crm.folder) / "data" / "migrating").exists(), "files of everything stay behind")
    with Relacja() as fourth, Relacja(pg.database("two")) as fifth:
        cut_off(first, fourth)
        cut_off(first, fifth)
        part = pathlib.Path(crm.folder) / "part.dump"
        part.write_bytes(first.read_bytes()[:-1000])
    with Relacja() as fourth, Relacja(pg.database("three")) as fifth:
        for empty in (fourth, fifth):
            refused(empty, part, "The file ends in the middle")
            wrong = pathlib.Path(crm.folder) / "people.csv"
            refused(empty, wrong, "no dump of Relacja")
            restored(first, empty)
print("fine")
