package standard

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/gob"
	"encoding/json"
	"encoding/pem"
	"encoding/xml"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
	"text/template"
	"time"
)

func TestEncodings(t *testing.T) {
	if base64.StdEncoding.EncodeToString([]byte("hi")) != "aGk=" {
		t.Fatal()
	}
	var b bytes.Buffer
	binary.Write(&b, binary.BigEndian, struct{ A, B uint16 }{1, 2})
	if !bytes.Equal(b.Bytes(), []byte{0, 1, 0, 2}) {
		t.Fatal(b.Bytes())
	}
	p := pem.EncodeToMemory(&pem.Block{Type: "X", Bytes: []byte("a")})
	if bl, _ := pem.Decode(p); bl == nil || bl.Type != "X" {
		t.Fatal()
	}
}

func TestGob(t *testing.T) {
	var b bytes.Buffer
	type T struct {
		A int
		B string
	}
	if err := gob.NewEncoder(&b).Encode(T{1, "x"}); err != nil {
		t.Fatal(err)
	}
	var v T
	if err := gob.NewDecoder(&b).Decode(&v); err != nil || v.B != "x" {
		t.Fatal(err)
	}
}

func TestJSONXML(t *testing.T) {
	type P struct {
		Name string    `json:"name" xml:"name,attr"`
		Age  *int      `json:"age,omitempty" xml:"age,omitempty"`
		At   time.Time `json:"at" xml:"-"`
	}
	b, err := json.MarshalIndent(P{Name: "a"}, "", " ")
	if err != nil || !strings.Contains(string(b), `"name": "a"`) {
		t.Fatal(string(b))
	}
	x, err := xml.Marshal(P{Name: "a"})
	if err != nil || string(x) != `<P name="a"></P>` {
		t.Fatal(string(x), err)
	}
	var any map[string]any
	if err := json.Unmarshal([]byte(`{"a": [1, 2.5, null, true]}`), &any); err != nil || len(any["a"].([]interface{})) != 4 {
		t.Fatal(err)
	}
}

func TestTextTemplate(t *testing.T) {
	var b strings.Builder
	tm := template.Must(template.New("x").Funcs(template.FuncMap{"up": strings.ToUpper}).Parse("{{range $i, $x := .}}{{$i}}={{up $x}};{{end}}"))
	if err := tm.Execute(&b, []string{"a", "b"}); err != nil || b.String() != "0=A;1=B;" {
		t.Fatal(b.String(), err)
	}
}

func TestGoParser(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "a.go", "package a\nfunc f() {}", 0)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	ast.Inspect(f, func(ast.Node) bool { n++; return true })
	if n == 0 {
		t.Fatal()
	}
}
