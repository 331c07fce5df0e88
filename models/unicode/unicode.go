// Package unicode models the classes of characters, for ASCII and Latin-1.
//
//chancheck:fallback
package unicode

const (
	MaxRune         = '\U0010FFFF'
	ReplacementChar = '\uFFFD'
	MaxASCII        = '\u007F'
	MaxLatin1       = '\u00FF'
)

func IsDigit(r rune) bool { return '0' <= r && r <= '9' }

func IsNumber(r rune) bool {
	return IsDigit(r) || r == '²' || r == '³' || r == '¹' || '¼' <= r && r <= '¾'
}

func IsUpper(r rune) bool { return 'A' <= r && r <= 'Z' || 'À' <= r && r <= 'Þ' && r != '×' }

func IsLower(r rune) bool {
	return 'a' <= r && r <= 'z' || 'ß' <= r && r <= 'ÿ' && r != '÷' || r == 'µ'
}

func IsLetter(r rune) bool { return IsUpper(r) || IsLower(r) || r == 'ª' || r == 'º' }

func IsSpace(r rune) bool {
	switch r {
	case '\t', '\n', '\v', '\f', '\r', ' ', '\u0085', '\u00A0', '\u1680', '\u2028', '\u2029', '\u202f', '\u205f', '\u3000':
		return true
	}
	return '\u2000' <= r && r <= '\u200a'
}

func IsControl(r rune) bool { return 0 <= r && r < ' ' || '\u007F' <= r && r < '\u00A0' }

func IsPunct(r rune) bool {
	switch r {
	case '!', '"', '#', '%', '&', '\'', '(', ')', '*', ',', '-', '.', '/', ':', ';', '?', '@', '[', '\\', ']', '_', '{', '}',
		'¡', '§', '«', '¶', '·', '»', '¿':
		return true
	}
	return false
}

func ToUpper(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z', 'à' <= r && r <= 'þ' && r != '÷':
		return r - 32
	case r == 'ÿ':
		return 'Ÿ'
	case r == 'µ':
		return 'Μ'
	}
	return r
}

func ToLower(r rune) rune {
	if IsUpper(r) {
		return r + 32
	}
	return r
}
