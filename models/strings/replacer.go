package strings

// A Replacer replaces strings by others: at each place the first of them that is there, in the order they were given.
type Replacer struct {
	oldnew []string
}

func NewReplacer(oldnew ...string) *Replacer {
	if len(oldnew)%2 == 1 {
		panic("strings.NewReplacer: odd argument count")
	}
	return &Replacer{append([]string(nil), oldnew...)}
}

func (r *Replacer) Replace(s string) string {
	out := ""
	matchedEmpty := false // an empty string is replaced once between two others
	for i := 0; i <= len(s); {
		n, text := r.at(s[i:], matchedEmpty)
		matchedEmpty = n == 0
		if n >= 0 {
			out += text
			i += n
		}
		if n > 0 {
			continue
		}
		if i < len(s) {
			out += s[i : i+1]
		}
		i++
		matchedEmpty = false
	}
	return out
}

// at is the length of what is replaced at the beginning of s, or -1, and what takes its place.
func (r *Replacer) at(s string, notEmpty bool) (int, string) {
	for i := 0; i < len(r.oldnew); i += 2 {
		if old := r.oldnew[i]; HasPrefix(s, old) && !(notEmpty && old == "") {
			return len(old), r.oldnew[i+1]
		}
	}
	return -1, ""
}
