"""Starts the built program on a throw-away folder and talks to it as any client would."""
import http.client, json, os, pathlib, shutil, signal, socket, subprocess, sys, tempfile, time, urllib.parse

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve()) if len(sys.argv) > 1 else "build/relacja"


def fail(message):
    print(message)
    sys.exit(1)


def expect(condition, message):
    if not condition:
        fail(message)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Relacja:
    def __init__(self, database=None):
        self.folder = tempfile.mkdtemp(prefix="relacja-process-")
        self.database, self.child, self.token = database, None, None

    def options(self):
        return ["--data", self.folder + "/data"] + (["--database", self.database] if self.database else [])

    def run(self, *arguments, text=None, check=True):
        done = subprocess.run([PROGRAM, *arguments, *self.options()], cwd=self.folder, input=text, text=True, capture_output=True, timeout=300)
        if check:
            expect(done.returncode == 0, f"{arguments}: {done.returncode} {done.stdout[-400:]} {done.stderr[-400:]}")
        return done

    def administrator(self):
        self.run("user", "add", "admin@example.com", "--role", "administrator", "--password-stdin", text="Correct-horse-7-battery\n")
        self.token = self.run("token", "create", "--user", "admin@example.com", "--name", "test").stdout.split()[-1]
        return self

    def start(self):
        self.port = free_port()
        self.log = open(self.folder + "/log", "a")
        self.child = subprocess.Popen([PROGRAM, "serve", "--listen", f"127.0.0.1:{self.port}", *self.options()], stdout=self.log, stderr=self.log)
        for _ in range(600):
            try:
                if self.http("GET", "/readyz")[0] == 200:
                    return self
            except OSError:
                pass
            expect(self.child.poll() is None, "the server ended at start: " + open(self.folder + "/log").read()[-500:])
            time.sleep(0.05)
        fail("no answer in 30 s")

    def kill(self):
        self.child.send_signal(signal.SIGKILL)
        self.child.wait()

    def stop(self):
        if self.child and self.child.poll() is None:
            self.child.terminate()
            expect(self.child.wait(20) == 0, "the server did not end in order")

    def http(self, method, path, body=None, headers=None, connection=None):
        c = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        head = {"Content-Type": "application/json", **(headers or {})}
        if self.token:
            head["Authorization"] = "Bearer " + self.token
        c.request(method, path, json.dumps(body) if body is not None else None, head)
        r = c.getresponse()
        data = r.read()
        try:
            return r.status, json.loads(data)
        except ValueError:
            return r.status, data

    def count(self, obj):
        status, answer = self.http("GET", f"/api/v1/{obj}?limit=1&count=exact")
        expect(status == 200, f"count {obj}: {status} {answer}")
        return answer["count"]["value"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.child and self.child.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class Postgres:
    """A private PostgreSQL on a unix socket, run as an ordinary user, thrown away at the end."""

    def __enter__(self):
        found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
        expect(found, "no PostgreSQL server installed: bin/setup --tests installs it")
        self.bin, self.folder = found[-1], tempfile.mkdtemp(prefix="relacja-pg-")
        if os.getuid() == 0:
            shutil.chown(self.folder, "nobody")
        self.as_user(self.bin / "initdb", "-D", self.folder + "/db", "-U", "relacja", "--auth=trust", "-E", "UTF8", "--locale=C")
        self.as_user(self.bin / "pg_ctl", "-D", self.folder + "/db", "-w", "-o", f"-k {self.folder} -c listen_addresses=", "-l", self.folder + "/log", "start")
        return self

    def as_user(self, *command):
        command = [str(c) for c in command]
        if os.getuid() == 0:
            command = ["runuser", "-u", "nobody", "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")

    def database(self, name):
        self.as_user(self.bin / "createdb", "-h", self.folder, "-U", "relacja", name)
        return f"postgresql:///{name}?host={self.folder}&user=relacja"

    def __exit__(self, *_):
        self.as_user(self.bin / "pg_ctl", "-D", self.folder + "/db", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def on_both(test):
    with Relacja() as crm:
        test(crm)
        print("sqlite: fine")
    with Postgres() as pg, Relacja(pg.database("test")) as crm:
        test(crm)
        print("postgresql: fine")
