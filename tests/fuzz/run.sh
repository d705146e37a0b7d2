#!/usr/bin/env bash
# Fuzzes every reader of what comes from outside, each a fixed number of runs from its corpus, under the address and
# undefined-behaviour sanitizers. What breaks one is left in build/fuzz/broken and belongs into the corpus once mended.
set -euo pipefail
cd "$(dirname "$0")/../.."
runs=${1:-20000}
export CCACHE_BASEDIR="$PWD" CCACHE_NOHASHDIR=1
cmake -S . -B build/fuzz -G Ninja -DCMAKE_BUILD_TYPE=Release -DRELACJA_FUZZ=ON -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ \
  -DRELACJA_SANITIZE=fuzzer-no-link,address,undefined >build/fuzz.configure.log 2>&1 || { cat build/fuzz.configure.log; exit 1; }
cmake --build build/fuzz --target fuzz
mkdir -p build/fuzz/broken
failed=0
for program in build/fuzz/*_fuzz; do
  name=$(basename "$program" _fuzz)
  found=build/fuzz/found/$name
  mkdir -p "$found" "tests/fuzz/corpus/$name"
  echo "Fuzzing $name"
  "$program" -runs="$runs" -seed=1 -max_len=4096 -timeout=20 -rss_limit_mb=2048 -print_final_stats=0 -verbosity=0 \
    -artifact_prefix="build/fuzz/broken/$name-" "$found" "tests/fuzz/corpus/$name" || { echo "$name broke"; failed=1; }
done
exit $failed
