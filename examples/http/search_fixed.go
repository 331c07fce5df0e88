// A search endpoint: the result stays in the buffer when the client leaves, and the goroutine ends.
//
//chancheck:expect proved
package main

import (
	"fmt"
	"log"
	"net/http"
)

type index struct{ pages map[string]string }

func (x index) find(word string) string { return x.pages[word] }

func (x index) search(w http.ResponseWriter, r *http.Request) {
	found := make(chan string, 1)
	go func() { found <- x.find(r.PathValue("word")) }()
	select {
	case page := <-found:
		fmt.Fprintln(w, page)
	case <-r.Context().Done():
		log.Print("the client left")
	}
}

func main() {
	x := index{pages: map[string]string{"go": "go.dev"}}
	http.HandleFunc("GET /search/{word}", x.search)
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}
