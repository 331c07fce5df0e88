// Says of each file whose path it reads whether go/types accepts it: "accept" or "reject".
package main

import (
	"bufio"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
)

func accepted(path string, imports types.Importer) bool {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return false
	}
	good := true
	config := types.Config{Importer: imports, Error: func(error) { good = false }}
	config.Check(file.Name.Name, set, []*ast.File{file}, nil)
	return good
}

func main() {
	imports := importer.ForCompiler(token.NewFileSet(), "source", nil)
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if accepted(lines.Text(), imports) {
			fmt.Println("accept")
		} else {
			fmt.Println("reject")
		}
	}
}
