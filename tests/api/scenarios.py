#!/usr/bin/env python3
"""Runs the scenarios tests/api/<module>/*.http against the built program, each file on a fresh company. Every answer on the
way must fit what openapi.json publishes for its path and status.

usage: scenarios.py PROGRAM sqlite|postgresql [FILE…]     CONTRIBUTING.md describes the form of a scenario.
"""
import http.client, json, pathlib, re, sys, time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "process"))
from published import Published  # noqa: E402
from relacja import Postgres, Relacja  # noqa: E402

METHODS = {"GET", "POST", "PATCH", "DELETE", "PUT", "HEAD"}
PATIENCE = 60  # seconds that an `until` waits


class Wrong(Exception):
    pass


def steps_of(text):
    """Lines as (number, words); an indented line belongs to the one above."""
    steps = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or (line.startswith("#") and not line.startswith("## ")):
            continue
        if line[0].isspace():
            if not steps:
                raise Wrong(f"line {number}: nothing stands above this indented line")
            steps[-1][2].append(line.strip())
        else:
            steps.append((number, line.strip(), []))
    return [(number, head, "\n".join(rest)) for number, head, rest in steps]


def difference(wanted, found, place="answer"):
    """What of `wanted` is not in `found`; objects may hold more. "*" stands for anything but null."""
    if wanted == "*":
        return None if found is not None else f"{place} is null"
    if isinstance(wanted, dict):
        if not isinstance(found, dict):
            return f"{place} is {found!r}, not an object"
        for name, value in wanted.items():
            if name not in found:
                return f"{place} has no {name}"
            if wrong := difference(value, found[name], f"{place}.{name}"):
                return wrong
        return None
    if isinstance(wanted, list):
        if not isinstance(found, list) or len(wanted) != len(found):
            return f"{place} has {len(found) if isinstance(found, list) else 'no'} items, not {len(wanted)}: {json.dumps(found)[:300]}"
        for i, (one, other) in enumerate(zip(wanted, found)):
            if wrong := difference(one, other, f"{place}[{i}]"):
                return wrong
        return None
    return None if wanted == found and type(wanted) is type(found) else f"{place} is {found!r}, not {wanted!r}"


class Scenario:
    def __init__(self, crm):
        self.crm, self.tokens, self.names, self.whole = crm, {"admin": crm.token, "nobody": None}, {}, {}
        self.who, self.title, self.request, self.answer = "admin", "", None, None
        self.connection = http.client.HTTPConnection("127.0.0.1", crm.port, timeout=60)
        self.published = None  # read when it is asked for, and anew after each change of shape

    def filled(self, text):
        def value(match):
            if match[1] not in self.names:
                raise Wrong(f"nothing was kept as {match[1]}")
            return self.names[match[1]]

        return re.sub(r"\{\{(\w+)\}\}", value, text)

    def description(self):
        if self.published is None:
            self.connection.request("GET", "/api/v1/openapi.json", headers={"Authorization": "Bearer " + self.tokens["admin"]})
            self.published = Published(json.loads(self.connection.getresponse().read()))
        return self.published

    def send(self, method, path, body, headers, who):
        head = dict(headers)
        if body is not None:
            head.setdefault("Content-Type", "application/json")
        if self.tokens[who] and "Authorization" not in head:
            head["Authorization"] = "Bearer " + self.tokens[who]
        target = path.replace(" ", "%20").replace('"', "%22")
        self.connection.request(method, target, body, head)
        reply = self.connection.getresponse()
        text = reply.read().decode("utf-8", "replace")
        try:
            parsed = json.loads(text)
        except ValueError:
            parsed = None
        self.answer = (reply.status, {name.lower(): value for name, value in reply.getheaders()}, text, parsed)
        if method != "GET" and path.startswith("/api/v1/meta/"):
            self.published = None
        if path.startswith(("/api/", "/healthz", "/readyz", "/metrics")):
            if wrong := self.description().complaint(method, target, body if "json" in head.get("Content-Type", "") else None, reply.status, self.answer[1].get("content-type", ""), text):
                raise Wrong(f"{wrong}: {text[:600]}")

    def as_admin(self, method, path, body):
        self.send(method, path, json.dumps(body).encode(), {}, "admin")
        if self.answer[0] >= 300:
            raise Wrong(f"{path}: {self.answer[0]} {self.answer[2]}")
        return self.answer[3]

    def role(self, name, definition):
        self.names["role_" + name] = self.as_admin("POST", "/api/v1/role", {"name": name, **json.loads(self.filled(definition))})["id"]

    def user(self, words):
        login, role, *team = words
        if "role_" + role not in self.names:
            self.send("GET", f'/api/v1/role?filter={{"name":"{role}"}}', None, {}, "admin")
            found = self.answer[3]["items"]
            if not found:
                raise Wrong(f"there is no role {role}")
            self.names["role_" + role] = found[0]["id"]
        body = {"login": login, "name": login.title(), "roles": [self.names["role_" + role]]}
        if team:
            body["team"] = self.names[team[0]]
        self.names["user_" + login] = self.as_admin("POST", "/api/v1/user", body)["id"]
        self.tokens[login] = self.crm.run("token", "create", "--user", login, "--name", "test").stdout.split()[-1]

    def ask(self):
        method, path, body, headers = self.request
        self.send(method, self.filled(path), None if body is None else self.filled(body).encode(), [(n, self.filled(v)) for n, v in headers], self.who)

    def expect(self, status, subset):
        if self.answer[0] != status:
            raise Wrong(f"answered {self.answer[0]}, not {status}: {self.answer[2][:600]}")
        if subset:
            if wrong := difference(json.loads(self.filled(subset)), self.answer[3]):
                raise Wrong(f"{wrong}: {self.answer[2][:600]}")

    def refusal(self):
        """The present answer, ids and the request's number taken out, so that two can be compared."""
        if self.answer is None:
            self.ask()
        status, _, text, _ = self.answer
        return status, re.sub(r"\d{3,}", "ID", re.sub(r'"request":"[^"]*"', "", text))

    def keep(self, name, place):
        if place.startswith("header "):
            value = self.answer[1].get(place[7:].lower())
        else:
            value = self.answer[3]
            for part in place.split("."):
                value = value[int(part)] if part.isdigit() else value[part]
        if value is None:
            raise Wrong(f"there is no {place} to keep")
        self.names[name] = str(value)

    def step(self, head, rest):
        word, _, more = head.partition(" ")
        if word == "##":
            self.title, self.who, self.request = more, "admin", None
        elif word == "as":
            if more not in self.tokens:
                raise Wrong(f"nobody is named {more}")
            self.who = more
        elif word == "role":
            self.role(more, rest)
        elif word == "user":
            self.user(more.split())
        elif word in METHODS:
            self.request, self.answer = (word, more, rest or None, []), None
        elif word == "with":
            name, _, value = more.partition(": ")
            self.request[3].append((name, value))
        elif word == "sends":
            self.request = (*self.request[:2], json.loads(more), self.request[3])
        elif word == "until":
            end = time.monotonic() + PATIENCE
            while True:
                self.ask()
                try:
                    return self.expect(int(more), rest)
                except Wrong:
                    if time.monotonic() > end:
                        raise
        elif re.fullmatch(r"\d{3}", word):
            self.ask()
            self.expect(int(word), rest)
        elif word == "keep" and " " not in more:
            self.whole[more] = self.refusal()
        elif word == "same":
            if (found := self.refusal()) != self.whole[more]:
                raise Wrong(f"the answer differs:\n    {self.whole[more]}\n    {found}")
        elif word == "keep":
            self.keep(*more.split(" ", 1))
        elif word == "header":
            name, _, value = more.partition(": ")
            if self.answer[1].get(name.lower()) != self.filled(value):
                raise Wrong(f"the header {name} is {self.answer[1].get(name.lower())}")
        elif word in ("has", "lacks"):
            if (self.filled(more) in self.answer[2]) != (word == "has"):
                raise Wrong(f"the answer {'lacks' if word == 'has' else 'has'} {self.filled(more)}: {self.answer[2][:600]}")
        else:
            raise Wrong(f"what does {word} mean?")


def run(path, crm):
    scenario, wrong, skipping = Scenario(crm), 0, False
    for number, head, rest in steps_of(path.read_text()):
        if skipping and not head.startswith("## "):
            continue
        skipping = False
        try:
            scenario.step(head, rest)
        except (Wrong, KeyError, IndexError, TypeError, ValueError, OSError) as fault:
            print(f"{path.relative_to(HERE)}:{number}: {scenario.title}\n  {head}\n  {type(fault).__name__ + ': ' if not isinstance(fault, Wrong) else ''}{fault}", flush=True)
            wrong += 1
            skipping = True  # the rest of this scenario builds on it
            scenario.connection.close()
    return wrong


def main():
    database, names = sys.argv[2], sys.argv[3:]
    files = sorted(p for p in HERE.glob("*/*.http") if not names or any(name in str(p) for name in names))
    if not files:
        sys.exit("there are no such scenarios")
    wrong = 0

    def run_all(address):
        nonlocal wrong
        for place, path in enumerate(files):
            with Relacja(address(place)) as crm:
                crm.administrator().start()
                wrong += run(path, crm)

    if database == "sqlite":
        run_all(lambda _: None)
    else:
        with Postgres() as postgres:
            run_all(lambda place: postgres.database(f"scenario{place}"))
    print(f"{len(files)} files of scenarios on {database}: {wrong} wrong")
    sys.exit(1 if wrong else 0)


main()
