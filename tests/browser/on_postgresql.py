#!/usr/bin/env python3
"""Runs the journeys on a private PostgreSQL that is thrown away: on_postgresql.py PROGRAM [part of a name]"""
import os, pathlib, subprocess, sys

PROJECT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tests/process"))
from relacja import Postgres  # noqa: E402

with Postgres() as postgres:
    databases = {f"RELACJA_{name.upper()}_DATABASE": postgres.database(name) for name in ("demo", "serve", "serve_pl", "serve_mk", "big")}
    run = [PROJECT / "bin/node", "node", PROJECT / "tests/browser/run.ts", *sys.argv[2:]]
    status = subprocess.run(run, cwd=PROJECT, env={**os.environ, **databases, "RELACJA_PROGRAM": sys.argv[1]}).returncode
sys.exit(status)
