//chancheck:expect proved
package real

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

type Store interface {
	Put(key string, val []byte) error
	Get(key string) ([]byte, error)
}

var ErrNotFound = errors.New("not found")

type memStore struct {
	mu   sync.RWMutex
	data map[string][]byte
}

func (m *memStore) Put(k string, v []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.data[k] = append([]byte{}, v...)
	return nil
}

func (m *memStore) Get(k string) ([]byte, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	v, ok := m.data[k]
	if !ok {
		return nil, fmt.Errorf("%q: %w", k, ErrNotFound)
	}
	return v, nil
}

func newStore(t *testing.T) Store {
	t.Helper()
	s := &memStore{data: map[string][]byte{}}
	t.Cleanup(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		clear(s.data)
	})
	return s
}

func TestStore(t *testing.T) {
	tests := []struct {
		name    string
		key     string
		put     []byte
		wantErr error
	}{
		{name: "present", key: "a", put: []byte("1")},
		{"absent", "b", nil, ErrNotFound},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newStore(t)
			if tt.put != nil {
				if err := s.Put(tt.key, tt.put); err != nil {
					t.Fatalf("put: %v", err)
				}
			}
			got, err := s.Get(tt.key)
			if !errors.Is(err, tt.wantErr) {
				t.Errorf("Get(%q) error = %v, want %v", tt.key, err, tt.wantErr)
			}
			if string(got) != string(tt.put) {
				t.Errorf("Get(%q) = %q, want %q", tt.key, got, tt.put)
			}
		})
	}
}

func TestConcurrentStore(t *testing.T) {
	if testing.Short() {
		t.Skip("short")
	}
	s := newStore(t)
	done := make(chan struct{})
	var once sync.Once
	stop := func() { once.Do(func() { close(done) }) }
	defer stop()
	var wg sync.WaitGroup
	for i := 0; i < 2; i++ {
		wg.Add(1)
		go func(id int) {
			defer wg.Done()
			for {
				select {
				case <-done:
					return
				default:
				}
				if err := s.Put(strings.Repeat("k", id+1), []byte{byte(id)}); err != nil {
					t.Error(err)
					return
				}
				time.Sleep(time.Millisecond)
			}
		}(i)
	}
	_, _ = s.Get("k")
	stop()
	wg.Wait()
	if os.Getenv("NEVER") != "" {
		t.Logf("env %v", os.Args)
	}
}
