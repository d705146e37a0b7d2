"""Companies to measure: made once for each size, copied for each run, served by the program."""
import http.client, json, os, pathlib, shutil, signal, socket, subprocess, tempfile, threading, time, urllib.parse


class Fault(Exception):
    pass


def run(*command, **more):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **more)
    if done.returncode != 0:
        raise Fault(f"{' '.join(str(c) for c in command)} ended with {done.returncode}: {(done.stdout + done.stderr)[-600:]}")
    return done.stdout


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def path_of(path, **arguments):
    """/api/v1/PATH?…; filters are given as Python values."""
    texts = {name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":")) for name, value in arguments.items()}
    return f"/api/v1/{path}" + ("?" + urllib.parse.urlencode(texts, quote_via=urllib.parse.quote) if texts else "")


class Company:
    """A company on one database: where it is, and the program that serves it."""

    def __init__(self, program, folder, address=None):
        self.program, self.folder, self.address, self.child, self.token = program, pathlib.Path(folder), address, None, None

    def options(self):
        return ["--data", str(self.folder)] + (["--database", self.address] if self.address else [])

    def sqlite_file(self):
        return str(self.folder / "relacja.db")

    def command(self, *arguments, text=None):
        return run(self.program, *arguments, *self.options(), input=text)

    def token_of(self, login, role=None):
        if role:
            self.command("user", "add", login, "--role", role, "--password-stdin", text="Correct-horse-7-battery\n")
        return self.command("token", "create", "--user", login, "--name", "bench").split()[-1]

    def launch(self, *arguments):
        self.port = free_port()
        self.log = tempfile.NamedTemporaryFile("w+", prefix="relacja-bench-", suffix=".log")
        self.child = subprocess.Popen([self.program, *arguments, "--listen", f"127.0.0.1:{self.port}", *self.options()], stdout=self.log, stderr=self.log)

    def start(self):
        """Serves it; gives the seconds until /readyz said yes."""
        begin = time.monotonic()
        self.launch("serve")
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 5) as s:
                    s.sendall(b"GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    if s.recv(64).startswith(b"HTTP/1.1 200"):
                        return time.monotonic() - begin
            except OSError:
                pass
            self.expect_alive()
            if time.monotonic() - begin > 120:
                raise Fault("the program does not answer in two minutes")
            time.sleep(0.001)

    def expect_alive(self):
        if self.child.poll() is not None:
            raise Fault("the program ended: " + pathlib.Path(self.log.name).read_text()[-600:])

    def stop(self):
        if self.child and self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
            self.child.wait(120)
        self.child = None

    def call(self, method, path, body=None, token=None, headers=None, expect=2):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        c.request(method, path, data, {"Authorization": "Bearer " + (token or self.token), "Content-Type": "application/json", **(headers or {})})
        answer = c.getresponse()
        text = answer.read()
        c.close()
        if answer.status // 100 != expect:
            raise Fault(f"{method} {path}: {answer.status} {text[:600]}")
        return json.loads(text) if text else None

    def get(self, path, token=None, **arguments):
        return self.call("GET", path_of(path, **arguments), token=token)

    def lines(self, path, **arguments):
        """How many lines the answer has, read piece by piece."""
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        c.request("GET", path_of(path, **arguments), headers={"Authorization": "Bearer " + self.token})
        answer, count = c.getresponse(), 0
        while piece := answer.read(1 << 20):
            count += piece.count(b"\n")
        c.close()
        return count

    def memory(self):
        """Resident memory now and at its highest, in MB."""
        lines = dict(line.split(":", 1) for line in pathlib.Path(f"/proc/{self.child.pid}/status").read_text().splitlines())
        return tuple(int(lines[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))

    def wait_until_quiet(self):
        """Until it has brought in order what was written: ten seconds with next to no work."""
        quiet, before = 0, self.processor_seconds()
        while quiet < 12:
            time.sleep(1)
            now = self.processor_seconds()
            quiet, before = quiet + 1 if now - before < 0.05 else 0, now

    def forget_highest_memory(self):
        pathlib.Path(f"/proc/{self.child.pid}/clear_refs").write_text("5")

    def processor_seconds(self):
        fields = pathlib.Path(f"/proc/{self.child.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def make_demo(company, parties, say):
    """Fills it and leaves it stopped."""
    company.launch("demo", "--scale", str(parties))
    shown = 0
    while True:
        text = pathlib.Path(company.log.name).read_text()
        if "The demo company is at" in text:
            break
        company.expect_alive()
        made = max([int(line.split()[0]) for line in text.splitlines() if line.endswith(" parties")] or [0])
        if made >= shown + parties // 10:
            shown = made
            say(f"  {made} parties")
        time.sleep(0.2)
    company.wait_until_quiet()
    company.stop()


class SqliteCompanies:
    name = "sqlite"

    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for each in ("run", "import"):
            shutil.rmtree(self.folder / each, ignore_errors=True)
        for each in self.folder.glob("bare.db*"):
            each.unlink()

    def empty(self, name):
        shutil.rmtree(self.folder / name, ignore_errors=True)
        return Company(self.program, self.folder / name)

    def of_size(self, parties, say):
        kept = self.folder / f"sqlite-{parties}"
        if not (kept / "complete").exists():
            say(f"Making {parties} parties on SQLite")
            make_demo(self.empty(kept.name), parties, say)
            (kept / "complete").touch()
        company = self.empty("run")
        shutil.copytree(kept, company.folder, ignore=shutil.ignore_patterns("complete", "*.sock", "*.lock"))
        return company

    def place(self, company):
        """What the measuring program opens by itself."""
        return {"sqlite": company.sqlite_file()}

    def bare_place(self):
        for each in self.folder.glob("bare.db*"):
            each.unlink()
        return str(self.folder / "bare.db")


class PostgresCompanies:
    """A private PostgreSQL on a unix socket with its settings as delivered, run as an ordinary user."""

    name = "postgresql"

    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)
        found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
        if not found:
            raise Fault("No PostgreSQL server is installed; bin/setup --tests installs it. Or measure with --database sqlite.")
        self.bin = found[-1]

    def as_user(self, program, *command):
        before = ["runuser", "-u", "nobody", "--"] if os.getuid() == 0 else []
        # pg_ctl leaves a server behind that would keep a pipe open
        done = subprocess.run([str(c) for c in [*before, self.bin / program, *command]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
        if done.returncode != 0:
            raise Fault(f"{program} {' '.join(str(c) for c in command)} ended with {done.returncode}")

    def __enter__(self):
        self.socket, self.cluster = tempfile.mkdtemp(prefix="relacja-bench-"), self.folder / "postgresql"
        is_new = not (self.cluster / "PG_VERSION").exists()
        if is_new:
            shutil.rmtree(self.cluster, ignore_errors=True)
            self.cluster.mkdir(parents=True)
        if os.getuid() == 0:
            shutil.chown(self.socket, "nobody")
            shutil.chown(self.cluster, "nobody")
        if is_new:
            self.as_user("initdb", "-D", self.cluster, "-U", "relacja", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.as_user("pg_ctl", "-D", self.cluster, "-w", "-t", "300", "-o", f"-k {self.socket} -c listen_addresses=", "-l", f"{self.socket}/log", "start")
        return self

    def __exit__(self, *_):
        self.as_user("pg_ctl", "-D", self.cluster, "-m", "fast", "-t", "300", "stop")
        shutil.rmtree(self.socket, ignore_errors=True)
        shutil.rmtree(self.folder / "run", ignore_errors=True)

    def address(self, name):
        return f"postgresql:///{name}?host={self.socket}&user=relacja"

    def client(self, program, *arguments):
        self.as_user(program, "-h", self.socket, "-U", "relacja", *arguments)

    def database(self, name, template=None):
        self.client("dropdb", "--if-exists", "--force", name)
        self.client("createdb", *(["-T", template, "--strategy=file_copy"] if template else []), name)
        shutil.rmtree(self.folder / "run", ignore_errors=True)
        return Company(self.program, self.folder / "run", self.address(name))

    def empty(self, name):
        return self.database(name)

    def of_size(self, parties, say):
        done = self.cluster / f"made_{parties}"
        if not done.exists():
            say(f"Making {parties} parties on PostgreSQL")
            make_demo(self.database(f"made_{parties}"), parties, say)
            self.client("vacuumdb", "--analyze", f"made_{parties}")
            done.touch()
        return self.database("run", f"made_{parties}")

    def place(self, company):
        return {"postgresql": company.address}

    def bare_place(self):
        company = self.database("bare")
        company.command("user", "list")  # makes the tables
        return company.address


class Meanwhile:
    """One person who writes ten times a second while something else goes on."""

    def __init__(self, company):
        self.company, self.ms, self.going = company, [], True
        self.thread = threading.Thread(target=self.write)

    def write(self):
        n = 0
        while self.going:
            begin = time.monotonic()
            self.company.call("POST", "/api/v1/party", {"kind": "organization", "name": f"Meanwhile {n}"})
            self.ms.append((time.monotonic() - begin) * 1000)
            n += 1
            time.sleep(max(0, 0.1 - (time.monotonic() - begin)))

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.going = False
        self.thread.join()
