#!/usr/bin/env python3
"""The published rules of EN 16931 find nothing wrong with the e-invoices that the program writes, nor with the standard's own examples; and something with a wrong one."""
import datetime, pathlib, sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from relacja import *

ROOT = pathlib.Path(__file__).resolve().parents[2]
PUBLISHED = ROOT.parent / "shared/data/schemas/en16931"
IN_A_MONTH = str(datetime.date.today() + datetime.timedelta(days=30))


def made(crm, obj, **fields):
    status, answer = crm.http("POST", f"/api/v1/{obj}", fields)
    expect(status == 201, f"{obj} {fields}: {status} {answer}")
    return answer["id"]


def done(crm, path, **given):
    status, answer = crm.http("POST", f"/api/v1/{path}", given)
    expect(status == 200, f"{path}: {status} {answer}")
    return answer


def company(crm):
    more = {"tax_id": "5260250995", "address_1": "ul. Prosta 1", "address_2": "00-001 Warszawa", "bank_account": "PL61109010140000071219812874"}
    status, answer = crm.http("PATCH", "/api/v1/company", {"name": "Relacja Kawa", "currency": "PLN", "country": "PL", "more": more})
    expect(status == 200, f"company: {answer}")
    for days_ago in range(1, 12):
        made(crm, "exchange_rate", currency="EUR", day=str(datetime.date.today() - datetime.timedelta(days=days_ago)), rate="4.2653")


def invoice(crm, party, lines, **fields):
    made_id = made(crm, "invoice", party=party, payment_method="transfer", due_on=IN_A_MONTH, **fields)
    for line in lines:
        made(crm, "invoice_line", invoice=made_id, **line)
    done(crm, f"invoice/{made_id}/issue")
    return made_id


def corrected(crm, invoice_id, to_nothing, quantity=None):
    correction = done(crm, f"invoice/{invoice_id}/correct", reason="Zwrot", to_nothing=to_nothing)["id"]
    if quantity:
        line = crm.http("GET", f"/api/v1/invoice_line?filter={urllib.parse.quote(json.dumps({'invoice': correction}))}")[1]["items"][0]
        status, answer = crm.http("PATCH", f"/api/v1/invoice_line/{line['id']}", {"quantity": quantity})
        expect(status == 200, f"{answer}")
    done(crm, f"invoice/{correction}/issue")
    return correction


def line(name, quantity, price, **more):
    return {"name": name, "quantity": quantity, "unit_price": price, "unit": "szt.", "vat_rate": "23", **more}


def invoices(crm):
    """One of each kind that people send."""
    address = {"street": "Długa", "house": "3", "postal_code": "31-000", "city": "Kraków", "country": "PL"}
    polish = made(crm, "party", kind="organization", name="Zorza", tax_id="7740001454", country="PL", address=address)
    german = made(crm, "party", kind="organization", name="Morgen GmbH", tax_id="DE136695976", country="DE",
                  address={"street": "Kurze Straße", "house": "7", "postal_code": "10115", "city": "Berlin", "country": "DE"})
    macedonian = made(crm, "party", kind="organization", name="Вардар ДОО", country="MK", address={"street": "Партизанска", "house": "1", "city": "Скопје", "country": "MK"})
    several = [line("Mill", "2", "100.00"), line("Coffee", "1.5", "33.3333", vat_rate="8", unit="kg", discount="10"), line("Book", "3", "19.99", vat_rate="5")]
    first = invoice(crm, polish, several)
    euro = invoice(crm, german, [line("Mill", "1", "99.99")], currency="EUR")
    return {
        "domestic": first,
        "from gross": invoice(crm, polish, several, vat_method="from_gross", discount="5"),
        "per line": invoice(crm, polish, several, vat_method="per_line", reference="PO-77"),
        "in euro": euro,
        "intra-community": invoice(crm, german, [line("Mill", "4", "80.00", vat_code="zero_eu", vat_rate="0")], currency="EUR", supplied_on=str(datetime.date.today())),
        "export": invoice(crm, macedonian, [line("Mill", "4", "80.00", vat_code="zero_export", vat_rate="0")]),
        "exempt": invoice(crm, polish, [line("Course", "1", "500.00", vat_code="exempt", vat_rate="0")], exemption_basis="Art. 43 ust. 1 pkt 26 ustawy o VAT"),
        "reverse charge": invoice(crm, german, [line("Advice", "3", "250.00", vat_code="reverse", vat_rate="0")]),
        "credit note": corrected(crm, euro, True),
        "smaller": corrected(crm, first, False, "1"),
        "larger": corrected(crm, invoice(crm, polish, several), False, "9"),
    }


def main(crm, folder):
    crm.administrator().start()
    company(crm)
    files = []
    for name, each in invoices(crm).items():
        status, xml = crm.http("GET", f"/api/v1/invoice/{each}/rendition/ubl")
        expect(status == 200, f"{name}: {status} {xml}")
        files.append(folder / (name + ".xml"))
        files[-1].write_bytes(xml)
    right = files + [PUBLISHED / "examples" / name for name in ("ubl-tc434-example3.xml", "ubl-tc434-example4.xml")]
    wrong = folder / "wrong.xml"
    text = files[0].read_text(encoding="utf-8")
    total = text.split("<cbc:PayableAmount", 1)[1].split(">", 1)[1].split("<", 1)[0]
    wrong.write_text(text.replace(f">{total}</cbc:PayableAmount>", ">1.00</cbc:PayableAmount>"), encoding="utf-8")
    told = subprocess.run([str(ROOT / "bin/node"), "node", str(ROOT / "tests/process/invoice_rules.ts"), str(PUBLISHED / "EN16931-UBL-validation-preprocessed.sch"), *map(str, right + [wrong])],
                          capture_output=True, text=True, timeout=800)
    expect(told.returncode == 0, told.stderr[-800:])
    broken = {each["file"]: each["broken"] for each in map(json.loads, told.stdout.splitlines())}
    expect(len(broken) == len(right) + 1, f"{sorted(broken)}")
    found = {name: each for name, each in broken.items() if each and name != "wrong.xml"}
    expect(not found, json.dumps(found, ensure_ascii=False, indent=1))
    expect(any("BR-CO-16" in each for each in broken["wrong.xml"]), f"a wrong sum was not found: {broken['wrong.xml']}")
    print(f"{len(broken)} invoices held against the rules")


if not PUBLISHED.exists():
    print("skipped: the published rules are not here")
    sys.exit(0)
with Relacja() as crm:
    main(crm, pathlib.Path(crm.folder))
