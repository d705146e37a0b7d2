"""Invoices by the hundred thousand: issued, paid, aged, and the statement of one customer printed."""
import statistics, time

from company import Fault

PARTIES = 2000
AT_ONCE = 500  # operations of a batch


def batch(company, operations):
    made = []
    for first in range(0, len(operations), AT_ONCE):
        answer = company.call("POST", "/api/v1/batch", {"atomic": True, "operations": operations[first : first + AT_ONCE]})
        made += [each["body"].get("id") for each in answer["results"]]
    return made


def sale(at, party, paid, reference):
    """An invoice of two lines, issued, and its payment: all of it, a part, or none. `at`: the place of the first operation in its batch."""
    invoice = f"${at}"
    line = {"invoice": invoice, "unit": "szt.", "vat_rate": "23"}
    operations = [
        {"method": "POST", "path": "invoice", "body": {"party": party, "payment_method": "transfer"}},
        {"method": "POST", "path": "invoice_line", "body": {**line, "name": "Mill", "quantity": "2", "unit_price": "100.00"}},
        {"method": "POST", "path": "invoice_line", "body": {**line, "name": "Coffee", "quantity": "3", "unit_price": "33.33"}},
        {"method": "POST", "path": f"invoice/{invoice}/issue"},
    ]
    if paid:
        operations += [
            {"method": "POST", "path": "payment", "body": {"party": party, "amount": {"amount": paid, "currency": "PLN"}, "reference": reference}},
            {"method": "POST", "path": f"payment/${at + 4}/allocate", "body": {"invoice": invoice}},
        ]
    return operations


def sell(company, parties, invoices):
    """Seconds in which the invoices were issued and paid."""
    begin, waiting = time.monotonic(), []
    for i in range(invoices):
        if len(waiting) + 6 > AT_ONCE:
            batch(company, waiting)
            waiting = []
        waiting += sale(len(waiting), parties[i % len(parties)], (None, "368.99", "100.00", "368.99")[i % 4], f"T{i}")
    batch(company, waiting)
    return time.monotonic() - begin


def median_ms(ask, times):
    took = []
    for _ in range(times):
        begin = time.monotonic()
        ask()
        took.append((time.monotonic() - begin) * 1000)
    return statistics.median(took)


def settling(bench, scale):
    """A tenth as many invoices as parties are measured with, of 2,000 customers."""
    invoices = scale // 10
    company = bench.company = bench.companies.empty("settling")
    company.token = company.token_of("money@example.com", "administrator")
    company.start()
    company.call("PATCH", "/api/v1/company", {"name": "Bench", "currency": "PLN", "country": "PL", "more": {"tax_id": "5260250995", "address_1": "ul. Prosta 1", "address_2": "00-001 Warszawa"}})
    people = [{"method": "POST", "path": "party", "body": {"kind": "organization", "name": f"Customer {i}"}} for i in range(min(PARTIES, invoices))]
    parties = batch(company, people)
    seconds = sell(company, parties, invoices)
    ageing = company.get("ledger_account/report/ageing")
    owed = sum(round(float(total["total"]) * 100) for total in ageing["totals"])
    if owed != sum((36899, 0, 26899, 0)[i % 4] for i in range(invoices)):
        raise Fault(f"the customers owe {owed}: {ageing['totals']}")
    return {
        "invoices": invoices / seconds,
        "ageing": median_ms(lambda: company.get("ledger_account/report/ageing"), 5),
        "statement": median_ms(lambda: company.get("ledger_account/report/statement", party=parties[0]), 20),
    }
