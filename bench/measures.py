"""What is measured, each as a function of a served company that gives figures by name."""
import json, os, pathlib, random, statistics, subprocess, time

from company import Fault, Meanwhile, path_of
from settling import settling

CYRILLIC = dict(zip("абвгдѓежзѕијклљмнњопрстќуфхцчџш", "a b v g d gj e zh z dz i j k l lj m n nj o p r s t kj u f h c ch dj sh".split()))


class Bench:
    """A measuring run: the tool, the companies of one database, and one of them being served."""

    def __init__(self, tool, companies, say):
        self.tool, self.companies, self.say, self.company, self.number = str(tool), companies, say, None, 10_000_000

    def measure(self, what, **wish):
        wish = {"measure": what, **wish}
        if self.company and self.company.child:
            wish = {"port": self.company.port, "token": self.company.token, **wish}
        done = subprocess.run([self.tool], input=json.dumps(wish), capture_output=True, text=True)
        if done.returncode != 0:
            raise Fault(f"{what}: {done.stderr[-8000:]}")
        found = json.loads(done.stdout)
        if found.get("refused"):
            raise Fault(f"{what}: {found['refused']} of {found['answers']} refused, such as {found['first_refusal']}")
        return found

    def load(self, **wish):
        """With the processor time that the program took for each request."""
        before = self.company.processor_seconds()
        found = self.measure("load", first_number=self.number, **wish)
        self.number = found["last_number"]
        found["cpu_ms"] = (self.company.processor_seconds() - before) * 1000 / found["sent"]
        return found


def starting(bench):
    company = bench.company
    times = []
    for _ in range(5):
        company.stop()
        times.append(company.start())
    time.sleep(1)
    return {"start": statistics.median(times), "memory_idle": company.memory()[0]}


def columns_of(bench, name, fields=None):
    found = next(o for o in bench.company.get("meta")["objects"] if o["name"] == name)
    wanted = [f for f in found["fields"] if f["name"] not in ("id", "version", "deleted_at") and (not fields or f["name"] in fields)]
    if fields:
        wanted.sort(key=lambda f: fields.index(f["name"]))
    columns = []
    for f in wanted:
        columns.append({"name": f["name"], "kind": f["kind"], "to": (f.get("to") or [""])[0]})
        if f["kind"] == "money" and not fields:  # a whole row has the amount in the company's currency too
            columns.append({"name": f["name"] + "_base", "kind": "base", "to": bench.company.get("company")["currency"]})
    return columns


def lists(bench):
    company, place = bench.company, bench.companies.place(bench.company)
    filtered = {"kind": "person"}
    page = path_of("party", filter=filtered, sort="name", limit="50")
    rest = "WHERE \"deleted_at\" IS NULL AND \"kind\" = 'person' AND \"name_key\" IS NOT NULL ORDER BY \"name_key\", \"id\" LIMIT 50"
    whole = bench.measure("list", path=page, object="party", columns=columns_of(bench, "party"), rest=rest, **place)
    shown = ["name", "kind", "email", "phone", "lifecycle_stage", "owner", "tags"]
    few = bench.measure("list", path=page + "&fields=" + ",".join(shown), object="party", columns=columns_of(bench, "party", shown), rest=rest, **place)
    shown = ["name", "party", "stage", "amount", "owner", "closes_on"]
    own = bench.measure("list", path=path_of("deal", filter={"outcome": "open"}, sort="-amount_base", limit="50", fields=",".join(shown)), token=bench.seller,
                        object="deal", columns=columns_of(bench, "deal", shown),
                        rest=f"WHERE \"deleted_at\" IS NULL AND \"owner\" = {bench.seller_id} AND \"outcome\" = 'open' AND \"amount_base\" IS NOT NULL ORDER BY \"amount_base\" DESC, \"id\" DESC LIMIT 50", **place)
    return {f"{name}_{key}": found[key] for name, found in (("list", whole), ("list_few", few), ("list_own", own)) for key in ("ms", "bare_ms", "ratio", "way_ms", "own_ratio")}


def sample(bench, count):
    """Parties from many places of the table, with their names, phones and e-mails."""
    found = {}
    for sort in ("id", "-id", "email", "-email", "phone", "-phone"):
        page = bench.company.get("party", sort=sort, limit="200", fields="name,given_name,family_name,email,phone")
        found |= {p["id"]: p for p in page["items"]}
    people = list(found.values())
    random.Random(7).shuffle(people)
    return people[:count]


def mixed_load(bench, seconds):
    people = sample(bench, 1000)
    deals = [d["id"] for d in bench.company.get("deal", limit="200", fields="name")["items"]]
    each = [f"/api/v1/party/{p['id']}" for p in people]
    shown = "name,kind,email,phone,lifecycle_stage,owner,tags"
    kinds = [
        {"weight": 36, "paths": each},
        {"weight": 9, "paths": [f"/api/v1/deal/{id}" for id in deals]},
        {"weight": 18, "paths": [path_of("party", filter={"kind": kind}, sort="name", limit="25", fields=shown) for kind in ("person", "organization")]},
        {"weight": 9, "paths": [path_of("deal", filter={"owner": "me"}, limit="25", fields="name,party,stage,amount,owner,closes_on")]},
        {"weight": 9, "paths": [path + "/timeline?limit=25" for path in each]},
        {"weight": 9, "paths": [path_of("search", q=p["name"][: 3 + i % 5]) for i, p in enumerate(people[:200])]},
        {"weight": 5, "method": "PATCH", "paths": each, "body": "{\"source\":\"Load {n}\"}"},
        {"weight": 5, "method": "POST", "paths": ["/api/v1/activity"],
         "body": json.dumps({"kind": "call", "subject": "Load {n}", "party": people[0]["id"], "starts_at": "2026-06-01T10:00:00Z"})},
    ]
    found = bench.load(connections=64, seconds=seconds, kinds=kinds)
    time.sleep(1)
    names = ("record", "deal", "list", "own deals", "timeline", "search", "patch", "create")
    bench.say("  of the mixed load, p50 and p99 in ms: " + ", ".join(f"{n} {k['p50']} {k['p99']}" for n, k in zip(names, found["kinds"])))
    return {"mixed_per_second": found["per_second"], "mixed_p50": found["p50"], "mixed_p99": found["p99"], "mixed_cpu": found["cpu_ms"], "memory_after": bench.company.memory()[0]}


def creates(bench, seconds):
    plain = bench.load(connections=64, seconds=seconds, kinds=[{"method": "POST", "paths": ["/api/v1/party"], "body": "{\"kind\":\"organization\",\"name\":\"Load {n}\"}"}])
    parts = bench.load(connections=64, seconds=seconds, kinds=[{"method": "POST", "paths": ["/api/v1/party"], "body": json.dumps(
        {"kind": "person", "given_name": "Ana", "family_name": "Load {n}", "email": "ana{n}@load.example", "phone": "+486{n}"})}])
    found = {"creates": plain["per_second"], "creates_p99": plain["p99"], "creates_cpu": plain["cpu_ms"], "creates_parts": parts["per_second"], "creates_parts_cpu": parts["cpu_ms"]}
    place = bench.companies.place(bench.company)
    if "postgresql" in place:  # shares the cores, so what it can do at most is measured beside
        bench.company.stop()
        bare = bench.measure("bare creates", seconds=seconds, **place)["per_second"]
        bench.company.start()
        found |= {"creates_bare": bare, "creates_ratio": bare / plain["per_second"]}
    return found


def other_script(name):
    """A Macedonian name as a Latin keyboard types it; empty for others."""
    if not any(letter in CYRILLIC for letter in name.lower()):
        return ""
    return "".join(CYRILLIC.get(letter, letter) for letter in name.lower())


def search_queries(bench):
    queries = {"name": [], "other script": [], "phone tail": [], "e-mail part": []}
    for party in sample(bench, 600):
        name, last = party["name"], (party.get("family_name") or party["name"])
        queries["name"] += [(name[:4].strip(), None), (name, None)]
        if other := other_script(last):
            queries["other script"].append((other, None))
        if party.get("phone"):
            queries["phone tail"].append((party["phone"][-6:], party["id"]))
        if party.get("email"):
            queries["e-mail part"].append((party["email"].split("@")[0], party["id"]))
    return queries


def searches(bench):
    figures, everything = {}, []
    for kind, queries in search_queries(bench).items():
        queries = queries[:40]
        if not queries:
            raise Fault(f"the data has nothing to search by {kind}")
        missed = 0
        for typed, expected in queries:
            items = bench.company.get("search", q=typed)["items"]
            if not items or (expected and len(items) < 20 and expected not in [i["id"] for i in items]):
                missed += 1
                bench.say(f"  not found by {kind}: {typed}")
        paths = [path_of("search", q=typed) for typed, _ in queries]
        found = bench.measure("rounds", paths=paths, rounds=3)
        bench.say(f"  search by {kind}: p50 {found['p50']} ms, p95 {found['p95']} ms, {missed} of {len(queries)} not found")
        everything += paths
    found = bench.measure("rounds", paths=everything, rounds=3)
    return {"search_p50": found["p50"], "search_p95": found["p95"]}


def board(bench):
    """What the page asks for the board of deals."""
    pipeline = bench.company.get("pipeline", filter={"is_default": True})["items"][0]["id"]
    stages = [s["id"] for s in bench.company.get("stage", filter={"pipeline": pipeline}, limit="50")["items"]]
    totals = {"measure": "count,sum:amount_base", "filter": {"stage": {"in": stages}}}
    paths = [path_of("deal/aggregate", group="stage,probability", **totals)]
    paths += [path_of("deal", filter={"stage": id}, sort="-amount_base", limit="25", count="capped") for id in stages]
    return {"board": bench.measure("rounds", paths=paths, connections=6, rounds=15)["round_p50"]}


def first_page(bench):
    """What the first page asks for somebody who owns a fifth of all: planned, tasks, given away, own figures and deals."""
    me = bench.company.get("meta", bench.chief)["me"]["id"]
    day = time.strftime("%Y-%m-%dT00:00:00Z"), time.strftime("%Y-%m-%dT23:59:59Z")
    own, year = {"owner": {"in": ["me"]}}, time.strftime(f"{int(time.strftime('%Y')) - 1}-%m-01")
    is_mine = {"or": [{"owner": me}, {"assigned_to": me}, {"attendees": {"has": me}}]}
    planned = {"kind": {"in": ["meeting", "call", "visit", "task"]},
               "or": [{"starts_at": {"gte": day[0], "lt": day[1]}, **is_mine}, {"due_at": {"gte": day[0], "lt": day[1]}, "assigned_to": me}]}
    lists = [("activity", planned, "starts_at", 100), ("activity", {"kind": "task", "done": False, "assigned_to": "me", "due_at": {"lt": day[1]}}, "due_at", 100),
             ("activity", {"kind": "task", "done": False, "owner": me, "assigned_to": {"ne": me}}, "due_at", 12), ("activity", {}, "-created_at", 14),
             ("notification", {"user": me}, "-created_at", 30), ("deal", {**own, "stalled": True, "outcome": "open"}, "-amount_base", 12)]
    paths = [path_of(name, filter=filter, sort=sort, limit=str(limit), count="capped") for name, filter, sort, limit in lists]
    opens = {**own, "outcome": {"in": ["open"]}}
    won = {**own, "outcome": {"in": ["won"]}}
    figures = [opens, {**won, "closed_on": {"within": "this_quarter"}}, {**opens, "closes_on": {"within": "this_month"}}, {**opens, "stalled": True}]
    paths += [path_of("deal/aggregate", measure="count,sum:amount_base", filter=filter) for filter in figures]
    paths += [path_of("deal/aggregate", group="stage", measure="count,sum:amount_base", filter=opens),
              path_of("deal/aggregate", group="closed_on:month", measure="sum:amount_base", filter={**won, "closed_on": {"gte": year}}),
              path_of("deal/aggregate", group="created_at:month", measure="sum:amount_base", filter={**opens, "created_at": {"gte": year}})]
    for path in paths:
        if (alone := bench.measure("rounds", paths=[path], rounds=3, token=bench.chief)["round_p50"]) > 50:
            bench.say(f"  {path[:160]}: {alone} ms")
    return {"first_page": bench.measure("rounds", paths=paths, connections=6, rounds=5, token=bench.chief)["round_p50"]}


def page(bench):
    """What the page costs a browser: the main thread until the data is shown, rounds of requests behind the first, script."""
    project = pathlib.Path(__file__).resolve().parents[1]
    run = [project / "bin/node", "node", project / "tests/browser/weigh.ts"]
    done = subprocess.run(run, cwd=project, env={**os.environ, "RELACJA_URL": f"http://127.0.0.1:{bench.company.port}"}, capture_output=True, text=True)
    if done.returncode != 0:
        raise Fault(f"page: {done.stderr[-4000:]}")
    weights = json.loads(done.stdout)
    figures = {f"page_{name}": weight["processor"] for name, weight in weights.items()}
    figures["page_script"] = max(weight["script"] for weight in weights.values()) / 1000
    figures["page_rounds"] = weights["record"]["rounds"] - 1  # the first asks what there is
    figures["page_shift"] = max(weight["shift"] for weight in weights.values())
    return figures


MEASURES = [
    ("deal", {"group": "stage", "measure": "count,sum:amount_base", "filter": {"outcome": "open"}}),
    ("deal", {"group": "owner", "measure": "count,sum:amount_base", "filter": {"outcome": "won"}}),
    ("deal", {"group": "closes_on:month", "measure": "count,sum:amount_base"}),
    ("deal", {"group": "source", "measure": "count,sum:amount_base"}),
    ("party", {"group": "lifecycle_stage", "measure": "count"}),
    ("party", {"group": "created_at:month", "measure": "count", "filter": {"created_at": {"within": "this_year"}}}),
    ("activity", {"group": "kind", "measure": "count", "filter": {"starts_at": {"within": "last_30_days"}}}),
    ("activity", {"group": "owner", "measure": "count", "filter": {"starts_at": {"within": "this_month"}}}),
]


def dashboard(bench):
    paths = [path_of(f"{name}/aggregate", **arguments) for name, arguments in MEASURES]
    for path, (name, arguments) in zip(paths, MEASURES):
        alone = bench.measure("rounds", paths=[path], rounds=3)["round_p50"]
        bench.say(f"  {name} by {arguments['group']}: {alone} ms")
    return {"dashboard": bench.measure("rounds", paths=paths, connections=6, rounds=5)["round_p50"]}


def own_fields(bench):
    """A list of ten built-in columns, before and after an administrator adds 300 fields and fills them where it looks."""
    company, fields = bench.company, "name,kind,email,phone,lifecycle_stage,owner,tags,country,language,created_at"
    path = path_of("party", sort="name", limit="50", fields=fields)

    def processor_time():
        return bench.load(connections=1, seconds=4, kinds=[{"paths": [path]}])["cpu_ms"]

    without, values = processor_time(), {}
    given = {"text": "some text", "whole": 7, "day": "2026-01-02", "choice": "a"}
    for i in range(300):
        kind = list(given)[i % len(given)]
        choices = {"choices": [{"name": "a", "label": "A"}, {"name": "b", "label": "B"}]} if kind == "choice" else {}
        made = company.call("POST", "/api/v1/meta/object/party/field", {"label": f"Own {i}", "kind": kind, **choices}, token=bench.chief)
        values[made["name"]] = given[kind]
    for party in company.get("party", sort="name", limit="50", fields="name")["items"]:
        company.call("PATCH", f"/api/v1/party/{party['id']}", values, token=bench.chief)
    return {"own_fields_without": without, "own_fields": (with_them := processor_time()), "own_fields_ratio": with_them / without}


GIVEN = ["Anna", "Jan", "Łucja", "Марија", "Стефан", "Grace", "Oliver", "Zofia"]
FAMILY = ["Nowak", "Żuraw", "Петровски", "Ристова", "Walker", "Dąbek", "Hughes", "Стојков"]
DOMAIN = "h.test"  # short: a million rows with five contact points stay below the largest file that is taken
CITIES = ["Kraków", "Gdańsk", "Скопје", "Битола", "Leeds", "York"]


def write_csv(path, rows, first=0):
    """From another row than the first on, every fifth person has moved."""
    with open(path, "w", encoding="utf-8") as out:
        out.write("given_name,family_name,email,phone,city\n")
        for i in range(first, first + rows):
            moved = 1 if first and i % 5 == 0 else 0
            out.write(f"{GIVEN[i % 8]},{FAMILY[i // 8 % 8]} {i},a{i}@{DOMAIN},+48 60{i % 10**7:07},{CITIES[(i + moved) % 6]}\n")


def write_wide_csv(path, rows):
    """People with five contact points each."""
    with open(path, "w", encoding="utf-8") as out:
        out.write("given_name,family_name,email,contact_point[work].value,phone,contact_point[home].value,contact_point[fax].value,city\n")
        for i in range(rows):
            number = f"{i % 10**7:07}"
            out.write(f"{GIVEN[i % 8]},{FAMILY[i // 8 % 8]} {i},a{i}@{DOMAIN},b{i}@w.test,+4860{number},+4822{number},+4812{number},{CITIES[i % 6]}\n")


EPOCH = 1_735_689_600_000  # what ids count milliseconds from: 2025-01-01Z
WIDE = {"columns": {"city": "address.city"}, "beside": {f"contact_point[{name}]": {"kind": kind} for name, kind in (("work", "email"), ("home", "phone"), ("fax", "fax"))}}


def file_of(bench, name, write, rows):
    path = pathlib.Path(bench.companies.folder) / f"{name}-{rows}.csv"
    if not path.exists():
        write(path, rows)
    return path


def bring_in(company, csv, rows, order):
    """An import while somebody else writes: seconds, processor time, highest memory, p99 of the other, the operation when it is over."""
    company.forget_highest_memory()
    begin, processor = time.monotonic(), company.processor_seconds()
    with Meanwhile(company) as meanwhile:
        file = company.call("POST", "/api/v1/file", csv.read_bytes(), headers={"X-File-Name": "people.csv", "Content-Type": "text/csv"})
        operation = company.call("POST", "/api/v1/import", {"object": "party", "file": file["id"], **order})
        state = wait_for(company, operation)
        seconds = time.monotonic() - begin
    if sum(state.get(kind, 0) for kind in ("created", "updated", "skipped")) != rows:
        raise Fault(f"the import ended as {state}")
    waits = sorted(meanwhile.ms)
    return seconds, company.processor_seconds() - processor, company.memory()[1], waits[min(len(waits) - 1, int(len(waits) * 0.99))], state


def importing(bench, rows):
    """Name, e-mail, phone, city; then out again, and undone."""
    company = bench.company = bench.companies.empty("import")
    company.token = company.token_of("import@example.com", "administrator")
    csv = file_of(bench, "people", write_csv, rows)
    company.start()
    seconds, processor, memory, others, state = bring_in(company, csv, rows, {"columns": {"city": "address.city"}})
    company.stop()
    bare = bench.measure("bare import", to=bench.companies.bare_place(), least=max(1, rows // 2), **bench.companies.place(company))
    bench.say(f"  the import wrote {bare['rows']} rows ({bare['tables']})")
    company.start()
    found = {"import_seconds": seconds, "import_rows": rows / seconds, "import_bare": bare["seconds"], "import_ratio": seconds / bare["seconds"], "import_cpu": processor,
             "import_memory": memory, "import_others": others}
    begin, processor = time.monotonic(), company.processor_seconds()
    lines = company.lines("party/export", format="csv", fields="name,email,phone,address")
    found |= {"export_seconds": time.monotonic() - begin, "export_cpu": company.processor_seconds() - processor}
    if lines <= rows:
        raise Fault(f"the export has {lines} lines")
    undo, processor, _ = timed(company, f"/api/v1/operation/{state['id']}/undo")
    return found | {"undo_seconds": undo, "undo_cpu": processor}


def importing_wide(bench, rows):
    """With five contact points; then half of them again, found by their e-mail, a fifth of those in another town, with as many new ones."""
    company = bench.company = bench.companies.empty("import")
    company.token = company.token_of("import@example.com", "administrator")
    company.start()
    wide = bring_in(company, file_of(bench, "wide", write_wide_csv, rows), rows, WIDE)
    company.stop()
    place, bare_place = bench.companies.place(company), bench.companies.bare_place()
    bare = bench.measure("bare import", to=bare_place, least=max(1, rows // 2), **place)
    bench.say(f"  the import wrote {bare['rows']} rows ({bare['tables']})")
    company.start()
    time.sleep(2)  # ids may be given a second ahead of the clock
    newest = (int(time.time() * 1000) - EPOCH) << 22
    matched = bring_in(company, file_of(bench, "matched", lambda path, n: write_csv(path, n, n // 2), rows), rows, {"columns": {"city": "address.city"}, "match": ["email"], "mode": "create_or_update"})
    bench.say("  of the matched: " + ", ".join(f"{matched[4][kind]} {kind}" for kind in ("created", "updated", "skipped")))
    company.stop()
    again = bench.measure("bare import", to=bare_place, least=max(1, rows // 4), after=newest, **place)
    bench.say(f"  of these {again['rows']} new rows ({again['tables']})")
    names = ("seconds", "cpu", "memory", "others")
    against = {"wide_bare": bare["seconds"], "wide_ratio": wide[0] / bare["seconds"], "match_bare": again["seconds"], "match_ratio": matched[0] / again["seconds"]}
    return against | {f"wide_{name}": value for name, value in zip(names, wide)} | {f"match_{name}": value for name, value in zip(names, matched)}


def wait_for(company, operation):
    """The operation when it is over."""
    while True:
        state = company.get(f"operation/{operation['id']}")
        if state["state"] not in ("queued", "running"):
            if state["state"] != "done":
                raise Fault(f"the operation ended as {state}")
            return state
        time.sleep(0.02)


def timed(company, path, body=None):
    """An operation ordered, until it is over: seconds, processor time, highest memory."""
    company.forget_highest_memory()
    begin, processor = time.monotonic(), company.processor_seconds()
    answer = company.call("POST", path, body)
    wait_for(company, answer.get("operation", answer))
    return time.monotonic() - begin, company.processor_seconds() - processor, company.memory()[1]


def who_is_this(bench):
    """The half-typed record that a form sends: name, e-mail, phone, town."""
    times = []
    for party in sample(bench, 300):
        typed = {key: party[key] for key in ("name", "given_name", "family_name", "email", "phone") if party.get(key)} | {"address": {"city": "Opole"}}
        begin = time.monotonic()
        bench.company.call("POST", "/api/v1/party/alike", typed)
        times.append((time.monotonic() - begin) * 1000)
    times.sort()
    return {"alike_p50": times[len(times) // 2], "alike_p95": times[int(len(times) * 0.95)]}


def merging(bench, links=5000):
    """Two customers become one, each with so many activities; and apart again."""
    company = bench.company
    ids = []
    for name in ("Kept", "Gone"):
        ids.append(company.call("POST", "/api/v1/party", {"kind": "organization", "name": f"Bench {name}"})["id"])
        for _ in range(links // 500):
            calls = [{"method": "POST", "path": "/api/v1/activity", "body": {"kind": "note", "subject": "Bench", "party": ids[-1], "about": {"object": "party", "id": ids[-1]}}}] * 500
            company.call("POST", "/api/v1/batch", {"atomic": True, "operations": calls})
    begin = time.monotonic()
    answer = company.call("POST", f"/api/v1/party/{ids[0]}/merge", {"with": [ids[1]]})
    wait_for(company, answer["operation"])
    merged = time.monotonic() - begin
    undo, _, _ = timed(company, f"/api/v1/operation/{answer['operation']['id']}/undo")
    return {"merge_seconds": merged, "merge_undo_seconds": undo}


def duplicates(bench):
    seconds, processor, memory = timed(bench.company, "/api/v1/party/duplicates")
    found = {"finder_seconds": seconds, "finder_cpu": processor, "finder_memory": memory}
    return found | who_is_this(bench) | merging(bench)


def give_role(company, chief, login, name, grants):
    """The user's only role from now on."""
    role = company.call("POST", "/api/v1/role", {"name": name, "grants": grants}, chief)
    user = company.get("user", chief, filter={"login": login})["items"][0]["id"]
    company.call("PATCH", f"/api/v1/user/{user}", {"roles": [role["id"]]}, chief)
    return user


STEPS = {"starting": starting, "lists": lists, "searches": searches, "board": board, "first_page": first_page, "dashboard": dashboard, "page": page, "duplicates": duplicates, "mixed": mixed_load, "creates": creates, "own_fields": own_fields,
         "importing": importing, "importing_wide": importing_wide, "settling": settling}
FROM_NOTHING = ("importing", "importing_wide", "settling")  # these begin with an empty company


def measure_company(bench, scale, seconds, wanted):
    """The wanted measures of one size, the writing ones last."""
    figures = {}
    if set(wanted) - set(FROM_NOTHING):
        figures |= measure_full_company(bench, scale, seconds, wanted)
    for name in FROM_NOTHING:
        if name in wanted:
            try:
                figures |= STEPS[name](bench, scale)
            finally:
                bench.company.stop()
    return figures


def measure_full_company(bench, scale, seconds, wanted):
    figures = {}
    company = bench.company = bench.companies.of_size(scale, bench.say)
    try:
        company.token = company.token_of("bench@example.com", "manager")
        chief = bench.chief = company.token_of("demo@example.com")
        bench.seller = company.token_of("jan@example.com")
        company.start()
        give_role(company, chief, "bench@example.com", "writes_all", [{"object": name, "read": True, "create": True, "update": True, "delete": True} for name in ("party", "deal", "activity")])
        bench.seller_id = give_role(company, chief, "jan@example.com", "own_deals", [{"object": "party", "read": True}, {"object": "deal", "read": {"rows": "mine"}}])
        for name, step in STEPS.items():
            if name in wanted and name not in FROM_NOTHING:
                figures |= step(bench, seconds) if name in ("mixed", "creates") else step(bench)
    finally:
        company.stop()
    return figures
