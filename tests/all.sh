#!/usr/bin/env bash
# Everything that is too dear for each change: bin/test --all [PART…], the parts being tests, address, thread, tidy, fuzz,
# postgresql, axe. Goes on where one fails, says at the end how each went and how long it took.
set -uo pipefail
cd "$(dirname "$0")/.."
export CCACHE_BASEDIR="$PWD" CCACHE_NOHASHDIR=1
summary=()
failed=0
wanted=("$@")

part() { # NAME COMMAND…
  local name=$1 begun=$SECONDS how
  shift
  if [ ${#wanted[@]} -gt 0 ] && [[ " ${wanted[*]} " != *" $name "* ]]; then return; fi
  echo "== $name"
  if "$@"; then how=fine; else how=FAILED failed=1; fi
  summary+=("$(printf '%-12s %-7s %4d min' "$name" "$how" $(((SECONDS - begun) / 60)))")
}

# The rule and interface tests under a sanitizer, in a build of its own.
sanitized() { # FOLDER SANITIZERS CTEST-PATTERN LAYER…
  local folder=build/$1 sanitizers=$2 pattern=$3
  shift 3
  # Clang builds what is sanitized in a third of the time, unoptimised in half of that.
  cmake -S . -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ \
    -DRELACJA_SANITIZE="$sanitizers" >"$folder.log" 2>&1 || { cat "$folder.log"; return 1; }
  cmake --build "$folder" --target $(printf '%s_test ' "$@") || return 1
  # PostgreSQL's library and ICU keep some memory until the end on purpose.
  ASAN_OPTIONS=detect_leaks=0:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1 TSAN_OPTIONS=halt_on_error=1 \
    ctest --test-dir "$folder" --output-on-failure --no-tests=error -R "$pattern"
}

tidy() {
  python3 tests/tidy/layers.py && git ls-files 'src/*.cpp' | grep -v _fuzz.cpp | xargs -n 4 -P 2 clang-tidy --quiet -p build
}

bin/setup --all || exit 1
mkdir -p build
part tests bin/test
part address sanitized address address,undefined '^(base|http|(db|record|auth|jobs|modules|api|app)\.(sqlite|postgresql))$' base db http record auth jobs modules api app
part thread sanitized thread thread '^(http|(db|jobs)\.(sqlite|postgresql))$' db http jobs
part tidy tidy
part fuzz tests/fuzz/run.sh
part postgresql python3 tests/browser/on_postgresql.py build/relacja
part axe env RELACJA_ALL=1 RELACJA_PROGRAM=build/relacja bin/node node tests/browser/run.ts axe
printf '%s\n' "${summary[@]}"
exit $failed
