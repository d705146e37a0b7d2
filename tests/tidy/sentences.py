#!/usr/bin/env python3
"""Every sentence with which the engine and the interface refuse has its Polish and Macedonian words in the tables of
record/sentences.hpp, unless it comes in three languages already. A sentence is what is thrown or handed to whoever
throws: a concatenation whose parts that are no literals are gaps ({})."""
import pathlib, re, sys

src = pathlib.Path("src")
looked_at = [p for d in ("base", "db", "record", "auth", "wire", "api", "jobs", "modules") for p in sorted((src / d).rglob("*.[ch]pp"))]
# Of http, with what a request is refused; the rest is said at start, or by our own client on the command line.
looked_at += [src / "http" / name for name in ("connection.cpp", "multipart.cpp", "reader.cpp", "target.cpp")]
left_out = {
    # What only the command line prints, before there is anybody whose language is known.
    "record/check.cpp", "record/dump.cpp", "record/dump_file.cpp", "record/migrations.cpp", "record/engine.cpp",
    "modules/orders/register_entry.cpp", "modules/orders/settlement.cpp", "modules/orders/ksef_document.cpp",
    # What is said while a database is made or filled from a file.
    "db/postgres_founding.cpp", "db/postgres_schema.cpp", "db/sqlite_founding.cpp", "db/copied_row.cpp",
    # What the description of the interface says, which is in English.
    "api/openapi.cpp", "api/openapi_schemas.cpp", "api/json_type.cpp",
}
# Calls whose sentences are for programmers and administrators: logs, faults of our own, the description of the
# interface, metrics, the reason with which a WebSocket is closed.
not_for_callers = {"log", "require", "tells", "asks", "hears", "answers", "counter", "close", "runtime_error", "gap"}
# Helpers that make a sentence of what they are given: its beginning, the arguments that stand in it, its end.
of_helpers = {
    "refuse_unknown": ("", (3, 4), "."),
    "unknown": ("", (0,), ' "{}".'),
    "only_members": ("", (2,), ' has no "{}".'),
    "wrong": ('"{}" is not ', (1,), "."),
    "cannot": ("The key file {} cannot be ", (1,), ". Please ask the administrator to check that it is there and "
                                                  "belongs to the user who runs Relacja."),
    "named": ("There is no ", (2,), ' "{}" here.'),
    "miss": ("The JSON ends too early: ", (0,), " is missing."),
}
made_by_helpers = {before + "{}" + after for before, places, after in of_helpers.values() if len(places) == 1}
tails = ['Did you mean "{}"?', "There is {}.", "It was left out.", "It was left empty."]

token = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<mark>\w*)\((?P<raw>.*?)\)(?P=mark)"|"(?P<text>(?:[^"\\\n]|\\.)*)"'
    r"|'(?:[^'\\\n]|\\.)+'|[A-Za-z_]\w*|\d[\w.']*|->|::|<<|&&|\|\||[=!<>+]=|\S", re.S)
sql = re.compile("SELECT |UPDATE |DELETE |INSERT |[*]")
escapes = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
opening, closing = {"(", "[", "{"}, {")", "]", "}"}


def tokens_of(source):
    """(kind, text, line): kind is "text" of a literal and "code" of all else; neighbouring literals are one."""
    found, line, seen = [], 1, 0
    for each in token.finditer(source):
        line += source.count("\n", seen, each.start())
        seen = each.start()
        literal = each["raw"] if each["raw"] is not None else each["text"]
        if each.group().startswith(("//", "/*")):
            continue
        if literal is None:
            found.append(("code", each.group(), line))
            continue
        if each["raw"] is None:
            literal = re.sub(r"\\(.)", lambda escape: escapes.get(escape[1], escape[1]), literal)
        if found and found[-1][0] == "text":
            found[-1] = ("text", found[-1][1] + literal, found[-1][2])
        else:
            found.append(("text", literal, line))
    return found


def step(each):
    return each[0] == "code" and (each[1] in opening) - (each[1] in closing)


def parts_of(tokens, separator):
    """`tokens` split at the separators that stand in no brackets."""
    parts, depth = [[]], 0
    for each in tokens:
        depth += step(each)
        if depth == 0 and each[:2] == ("code", separator):
            parts.append([])
        else:
            parts[-1].append(each)
    return parts


def inside(tokens, at):
    """What stands between the bracket at `at` and its pair."""
    depth = 0
    for end in range(at, len(tokens)):
        depth += step(tokens[end])
        if depth == 0:
            return tokens[at + 1 : end]
    return tokens[at + 1 :]


class File:
    def __init__(self, path):
        self.path, self.tokens = path, tokens_of(path.read_text(encoding="utf-8"))
        words = [each[1] if each[0] == "code" else "" for each in self.tokens]
        self.named = [(at, words[at - 1], words[at]) for at in range(1, len(words))
                      if words[at] in ("=", "+=") and re.match(r"[a-z_]\w*$", words[at - 1])]

    def until_its_end(self, at):
        depth = 0
        for end in range(at, len(self.tokens)):
            depth += step(self.tokens[end])
            if depth < 0 or (depth == 0 and self.tokens[end][:2] in (("code", ";"), ("code", ","))):
                return self.tokens[at:end]
        return self.tokens[at:]

    def variable(self, name, before):
        """What a variable can hold where it is used: what it was set to last, and what was put behind it."""
        here = [(at, how) for at, what, how in self.named if what == name and at < before]
        first = max((i for i, (_, how) in enumerate(here) if how == "="), default=None)
        if first is None:
            return ["{}"]
        values = self.values(self.until_its_end(here[first][0] + 1), here[first][0])
        if not any(re.search("[A-Za-z]{2}", value.replace("{}", "")) for value in values):
            return ["{}"]
        for at, _ in here[first + 1 :]:
            values += [value + more for value in values for more in self.values(self.until_its_end(at + 1), at)]
        return values

    def values(self, tokens, at):
        """The patterns an expression can come to."""
        depth, waiting, question = 0, 0, None
        for i, each in enumerate(tokens):
            depth += step(each)
            if depth or each[0] != "code":
                continue
            if each[1] == "?":
                waiting, question = waiting + 1, i if question is None else question
            elif each[1] == ":" and waiting:
                waiting -= 1
                if not waiting:
                    return self.values(tokens[question + 1 : i], at) + self.values(tokens[i + 1 :], at)
        patterns = [""]
        for part in parts_of(tokens, "+"):
            patterns = [before + after for before in patterns for after in self.operand(part, at)]
        return list(dict.fromkeys(re.sub(r"(\{\})+", "{}", each) for each in patterns))

    def operand(self, part, at):
        if len(part) == 1:
            kind, text, _ = part[0]
            if kind == "text":
                return [text]
            if re.fullmatch("'.'", text):
                return [text[1]]
            if re.match(r"[a-z_]\w*$", text):
                return self.variable(text, at)
        begin = next((i for i, each in enumerate(part) if each[:2] in (("code", "("), ("code", "{"))), None)
        name = "".join(each[1] for each in part[:begin]) if begin is not None else ""
        if name in ("", "std::string", "std::move") and begin is not None:
            held = inside(part, begin)
            if begin + len(held) + 2 == len(part) and len(parts_of(held, ",")) == 1:
                return self.values(held, at)
        return ["{}"]

    def sentences(self):
        """(line, pattern) of everything that a caller may be told."""
        for at, (kind, text, line) in enumerate(self.tokens):
            if kind == "text":
                continue
            called = at + 1 < len(self.tokens) and self.tokens[at + 1][:2] == ("code", "(")
            if called and text in ("Error", "at", *of_helpers):
                given = parts_of(inside(self.tokens, at + 1), ",")
                yield from ((line, each) for each in self.thrown(at, text, given))
        for at, each in enumerate(self.tokens):
            if each[0] == "text":
                begin, around = self.begin_of(at)
                if around in not_for_callers or self.in_three_languages(begin):
                    continue
                for pattern in self.values(self.until_its_end(begin), begin):
                    if re.match(r'["A-Z].* .*[.?]$', pattern, re.S) and not sql.match(pattern):
                        yield each[2], pattern

    def thrown(self, at, name, given):
        before = [each[1] for each in self.tokens[max(0, at - 2) : at]]
        if name == "Error" and len(given) > 1 and given[0] and given[0][-1][1] != "defect":
            yield from self.values(given[1], at)
            for pair in parts_of(inside(given[2], 0), ",") if len(given) > 2 and given[2][0][1] == "{" else []:
                said = parts_of(inside(pair, 0), ",") if pair and pair[0][1] == "{" else []
                if len(said) == 2:
                    yield from self.values(said[1], at)
        elif name == "at" and before == ["Error", "::"] and len(given) == 2:
            yield from self.values(given[1], at)
        elif name in of_helpers:
            before, places, after = of_helpers[name]
            if len(given) > max(places) and any(each[0] == "text" for place in places for each in given[place]):
                said = [before]
                for place in places:
                    said = [each + ("{}" if place != places[0] else "") + more for each in said
                            for more in self.values(given[place], at)]
                yield from (re.sub(r"(\{\})+", "{}", each + after) for each in said)

    def begin_of(self, at):
        """Where the expression around a literal begins, and the name of the call that takes it."""
        depth = 0
        while at > 0:
            kind, text, _ = self.tokens[at - 1]
            before = self.tokens[at - 2][1] if at > 1 else ""
            if kind == "code" and text in closing and (depth or text == ")"):
                depth += 1
            elif kind == "code" and depth and text in opening:
                depth -= 1
            elif kind == "code" and not depth:
                if text == "(" and (before in ("return", "string", "<<", "+", "(", "?", ":", "=")):
                    pass
                elif text in opening or text in (";", "=", "+=", "return", "<<", "==", "!=", "&&", "||", "throw", "}", ","):
                    break
            at -= 1
        begin, depth = at, 0
        while at > 0:  # the call around: over what was given before
            kind, text, _ = self.tokens[at - 1]
            if kind == "code":
                if text in (";", "}") and not depth:
                    return begin, ""
                if text in closing:
                    depth += 1
                elif depth and text in opening:
                    depth -= 1
                elif text == "(":
                    return begin, self.tokens[at - 2][1]
            at -= 1
        return begin, ""

    def in_three_languages(self, begin):
        """A sentence that stands in a list with its Macedonian words, or is these or the Polish ones."""
        at, depth = begin, 0
        while at > 0 and not (depth == 0 and self.tokens[at - 1][0] == "code" and self.tokens[at - 1][1] in ("{", "(", ";")):
            depth -= step(self.tokens[at - 1])
            at -= 1
        if self.tokens[at - 1][1] != "{":
            return False
        held = parts_of(inside(self.tokens, at - 1), ",")
        return len(held) == 3 and any(re.search("[а-шѓќљњџѕј]", each[1]) for each in held[2])


def table():
    """The English of all entries, each as the pattern it is."""
    found = {}
    for path in sorted((src / "record").glob("*sentences.cpp")):
        tokens = tokens_of(path.read_text(encoding="utf-8"))
        for at in range(len(tokens) - 6):
            group = tokens[at : at + 7]
            if [each[1] for each in group[::2]] == ["{", ",", ",", "}"] and all(each[0] == "text" for each in group[1::2]):
                found[group[1][1]] = group[3][1]
    return found


class Said:
    """Whether the entries have the words of a pattern: none may vanish in a gap that is not translated itself."""

    def __init__(self, entries):
        self.entries, self.known = [], {}
        for english, polish in entries.items():
            parts = english.split("{}")
            self.entries.append((parts[0], parts[-1], re.compile("(.*?)".join(map(re.escape, parts)), re.S), polish))

    def __call__(self, pattern):
        if pattern not in self.known:
            self.known[pattern] = self.whole(pattern) or self.with_tail(pattern)
        return self.known[pattern]

    def whole(self, pattern):
        if not re.search("[A-Za-z]{2}", pattern.replace("{}", "")):
            return True
        for begin, end, form, polish in self.entries:
            if not pattern.startswith(begin) or not pattern.endswith(end):
                continue
            found = form.fullmatch(pattern)
            if found and all(
                not re.search("[A-Za-z]{2}", value.replace("{}", "")) or ("{%d*}" % number in polish and self(value))
                for number, value in enumerate(found.groups(), 1)
            ):
                return True
        return False

    def with_tail(self, pattern):
        for tail in tails:
            cut = pattern.rfind(" " + tail.split("{}")[0])
            form = re.escape(tail).replace(re.escape("{}"), ".*")
            if cut > 0 and re.fullmatch(form, pattern[cut + 1 :]) and self(tail) and self(pattern[:cut]):
                return True
        # A helper puts one of the tails behind it.
        return pattern.endswith((".{}", "?{}")) and self(pattern[:-2])


def main():
    entries, faults = table(), {}
    says = Said(entries)
    for path in looked_at:
        name = str(path.relative_to(src))
        if name in left_out or path.stem.endswith(("_test", "_fuzz", "_for_tests", "sentences")) or "fixture" in path.stem:
            continue
        for line, pattern in File(path).sentences():
            if pattern not in made_by_helpers and not says(pattern):
                faults.setdefault((name, pattern), line)
    for (name, pattern), line in faults.items():
        print(f"src/{name}:{line}: has no Polish and Macedonian words: {pattern}")
    print(f"{len(faults)} faults" if faults else f"all said in three languages, by {len(entries)} sentences")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
