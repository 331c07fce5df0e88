// Prints the exported names of each package of Go's standard library: "path Name Name ...", one package a line.
package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
)

func main() {
	root := filepath.Join(runtime.GOROOT(), "src")
	packages := map[string]map[string]bool{}
	filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		name := d.Name()
		if d.IsDir() && (name == "internal" || name == "vendor" || name == "testdata" || name == "cmd" || name == "syscall") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil || file.Name.Name == "main" {
			return nil
		}
		relative, _ := filepath.Rel(root, filepath.Dir(path))
		names := packages[filepath.ToSlash(relative)]
		if names == nil {
			names = map[string]bool{}
			packages[filepath.ToSlash(relative)] = names
		}
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				if decl.Recv == nil {
					names[decl.Name.Name] = true
				}
			case *ast.GenDecl:
				for _, spec := range decl.Specs {
					switch spec := spec.(type) {
					case *ast.TypeSpec:
						names[spec.Name.Name] = true
					case *ast.ValueSpec:
						for _, name := range spec.Names {
							names[name.Name] = true
						}
					}
				}
			}
		}
		return nil
	})
	var lines []string
	for path, names := range packages {
		var exported []string
		for name := range names {
			if ast.IsExported(name) {
				exported = append(exported, name)
			}
		}
		sort.Strings(exported)
		lines = append(lines, strings.TrimSpace(path+" "+strings.Join(exported, " ")))
	}
	sort.Strings(lines)
	fmt.Fprintln(os.Stdout, strings.Join(lines, "\n"))
}
