package standard

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"testing"
)

func TestTar(t *testing.T) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	w.WriteHeader(&tar.Header{Name: "a", Size: 2, Mode: 0600})
	w.Write([]byte("hi"))
	w.Close()
	r := tar.NewReader(&b)
	h, err := r.Next()
	if err != nil || h.Name != "a" {
		t.Fatal(err)
	}
}

func TestZip(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, _ := w.Create("a")
	f.Write([]byte("hi"))
	w.Close()
	r, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil || r.File[0].Name != "a" {
		t.Fatal(err)
	}
}

func TestGzip(t *testing.T) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte("hello hello"))
	w.Close()
	r, err := gzip.NewReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	d, err := io.ReadAll(r)
	if err != nil || string(d) != "hello hello" {
		t.Fatal(err, string(d))
	}
}

func TestFlate(t *testing.T) {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, 1)
	w.Write([]byte("abc"))
	w.Close()
	d, err := io.ReadAll(flate.NewReader(&b))
	if string(d) != "abc" {
		t.Fatal(err)
	}
}

func TestZlib(t *testing.T) {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte("abc"))
	w.Close()
	r, _ := zlib.NewReader(&b)
	d, err := io.ReadAll(r)
	if string(d) != "abc" {
		t.Fatal(err)
	}
}
