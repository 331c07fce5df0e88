#!/bin/bash
# Builds the native engine with sanitizers in an environment of its own and runs its tests.
#   tests/native/sanitize.sh [address|thread] [pytest arguments...]
# address: AddressSanitizer and UndefinedBehaviorSanitizer; thread: ThreadSanitizer.
set -euo pipefail
cd "$(dirname "$0")/../.."
kind=${1:-address}
shift || true
case $kind in
address) library=libasan.so ;;
thread) library=libtsan.so ;;
*) echo "usage: $0 [address|thread] [pytest arguments...]" >&2; exit 2 ;;
esac
unset PYTHONPATH  # sources have no core
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q '.[test]' -C "cmake.define.CHANCHECK_SANITIZE=$kind" -C cmake.build-type=RelWithDebInfo \
    -C "build-dir=$place/build"
cp -r pyproject.toml bench examples tests "$place"  # where the package's sources cannot be taken for the built one
# Python itself is not built with the sanitizer, so that its runtime has to be there first; what Python leaks is no news.
export LD_PRELOAD="$(c++ -print-file-name=$library) $(c++ -print-file-name=libstdc++.so.6)"  # the second for its exceptions
export ASAN_OPTIONS=detect_leaks=0:abort_on_error=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export TSAN_OPTIONS=halt_on_error=1
cd "$place"  # the reports are written past Python, so that only what Python prints is captured
"$place/venv/bin/python" -c 'import chancheck._core'
arguments=("$@")
[ ${#arguments[@]} -gt 0 ] || arguments=(tests/native tests/temporal/test_engines.py)
"$place/venv/bin/python" -m pytest -q --capture=sys -p no:cacheprovider "${arguments[@]}" \
    --deselect tests/native/test_native_header.py::test_the_header_is_up_to_date \
    --deselect tests/native/test_search.py::test_without_memory_it_says_what_it_knows \
    --deselect tests/native/test_lossy.py::test_memory_is_kept  # the first is about sources; sanitizers want all addresses, and much memory
