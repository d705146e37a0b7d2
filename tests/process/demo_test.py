#!/usr/bin/env python3
"""A demo company that stays is made once; one whose making was broken off is not served as if it were whole."""
import pathlib, subprocess, sys, tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from relacja import PROGRAM, expect


def demo(folder, scale):
    return subprocess.Popen([PROGRAM, "demo", "--scale", str(scale), "--data", folder, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def until(child, words):
    """What it said up to a line with these words; all of it where it ended before."""
    said = ""
    for line in child.stdout:
        said += line
        if words in line:
            break
    return said


with tempfile.TemporaryDirectory(prefix="relacja-process-") as folder:
    child = demo(folder + "/half", 50_000)
    said = until(child, "Making the company's people")
    expect("Making the company's people" in said, said)
    child.kill()
    child.wait()
    again = demo(folder + "/half", 50_000)
    said = until(again, "Sign in as")
    expect(again.wait(60) == 1 and "there in part only" in said, said)
    for time in ("made", "found again"):
        child = demo(folder + "/whole", 200)
        said = until(child, "Sign in as")
        expect("Sign in as" in said, f"{time}: {said}")
        expect(("Making" in said) == (time == "made"), f"{time}: {said}")
        child.terminate()
        expect(child.wait(20) == 0, f"{time}: it did not end in order")
print("fine")
