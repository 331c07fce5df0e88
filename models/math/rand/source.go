//chancheck:fallback
package rand

func newSource(seed int64) *source { return &source{} }
