#!/usr/bin/env python3
"""Commands work the same with and without a running server; a company's beginnings come from the environment."""
import io, os, pathlib, re, subprocess, sys, zipfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from relacja import *

CSV = "name,email,city\nWisła sp. z o.o.,biuro@wisla.example.pl,Kraków\nВардар ДОО,info@vardar.example.mk,Скопје\n"


def workbook_names(crm):
    """The texts of an exported workbook."""
    done = subprocess.run([PROGRAM, "export", "party", "--format", "xlsx", *crm.options()], capture_output=True, timeout=300)
    expect(done.returncode == 0, done.stderr[-400:].decode())
    with zipfile.ZipFile(io.BytesIO(done.stdout)) as book:
        return re.findall(r"<t[^>]*>([^<]*)</t>", "".join(book.read(part).decode() for part in book.namelist() if part.endswith(".xml")))


def test(crm):
    crm.administrator()
    people = pathlib.Path(crm.folder) / "companies.csv"
    people.write_text(CSV, encoding="utf-8")
    first = crm.run("import", "party", str(people), "--match", "name")
    expect("2 rows: 2 created, 0 updated, 0 skipped, 0 refused, 0 values left out" in first.stdout, first.stdout + first.stderr)
    crm.start()
    again = crm.run("import", "party", str(people), "--match", "name")
    expect(again.stdout.strip().splitlines()[-1].startswith("2 rows: 0 created, "), again.stdout)
    expect(crm.count("party") == 2, "the second import made records again")
    out = crm.run("export", "party", "--format", "csv").stdout
    expect("Wisła" in out and "Вардар" in out, out[:300])
    expect(set(workbook_names(crm)) >= {"Wisła sp. z o.o.", "Вардар ДОО"}, "the workbook beside the server")
    field = crm.http("POST", "/api/v1/meta/object/party/field", {"label": "Skipper", "kind": "text"})[1]["name"]
    for form in ("--typescript", "--openapi", "--markdown"):
        expect(field in crm.run("schema", form).stdout, f"schema {form} beside the server leaves out an own field")
    people.write_text("name,revenue\nZorza,not a number\n", encoding="utf-8")
    refused = crm.run("import", "party", str(people), check=False)
    expect(refused.returncode == 3 and "1 refused" in refused.stdout, f"{refused.returncode} {refused.stdout} {refused.stderr}")
    kept = pathlib.Path(crm.folder) / "companies.refused.csv"
    expect(kept.exists() and "Zorza" in kept.read_text(encoding="utf-8"), "no file of refused rows")
    expect(crm.run("import", "party", "nowhere.csv", check=False).returncode == 1, "a file that is not there")
    expect(crm.run("import", "partty", str(people), check=False).returncode == 1, "an object that is not there")
    expect(crm.run("nonsense", check=False).returncode == 2, "a command that is not there")
    expect(crm.run("check").returncode == 0, "check")
    crm.stop()
    expect(field in crm.run("schema", "--typescript").stdout, "schema without the server leaves out an own field")
    expect(set(workbook_names(crm)) >= {"Wisła sp. z o.o.", "Вардар ДОО"}, "the workbook without the server")
    for given, missing in (("--tls-cert", "--tls-key"), ("--tls-key", "--tls-cert")):
        half = crm.run("serve", "--listen", "127.0.0.1:0", given, "any.pem", check=False)
        expect(half.returncode == 2 and missing in half.stderr, f"{given} alone: {half.returncode} {half.stderr}")
    expect(crm.run("user", "list").stdout.startswith("admin@example.com"), "user list")


os.environ["RELACJA_COUNTRY"] = "MK"
on_both(test)
with Relacja() as crm:
    crm.administrator().start()
    expect(crm.http("GET", "/api/v1/company")[1]["country"] == "MK", "RELACJA_COUNTRY was not taken")
