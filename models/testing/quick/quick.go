// Package quick models tests with random values: a few rounds of values are tried, and nothing is known of the others.
//
//chancheck:rest
package quick

import (
	"internal/text"
	"math/rand"
	"reflect"
)

// Rounds are the rounds of values that are tried.
const Rounds = 2

func Check(f any, config *Config) error {
	call, t, ok := functionAndType(f)
	switch {
	case !ok:
		return SetupError("argument is not a function")
	case t.NumOut() != 1:
		return SetupError("function does not return one value")
	case t.Out(0).Kind() != reflect.Bool:
		return SetupError("function does not return a bool")
	}
	return rounds(t, config, func(count int, args []reflect.Value) error {
		if !call.Call(args)[0].Bool() {
			return &CheckError{count, toInterfaces(args)}
		}
		return nil
	})
}

func CheckEqual(f, g any, config *Config) error {
	one, t, ok := functionAndType(f)
	if !ok {
		return SetupError("f is not a function")
	}
	other, u, ok := functionAndType(g)
	switch {
	case !ok:
		return SetupError("g is not a function")
	case t != u:
		return SetupError("functions have different types")
	}
	return rounds(t, config, func(count int, args []reflect.Value) error {
		x, y := toInterfaces(one.Call(args)), toInterfaces(other.Call(args))
		if !reflect.DeepEqual(x, y) {
			return &CheckEqualError{CheckError{count, toInterfaces(args)}, x, y}
		}
		return nil
	})
}

// rounds tries a few values, as many as the test asks for at most; how it ends for others is unknown.
func rounds(t reflect.Type, config *Config, try func(count int, args []reflect.Value) error) error {
	if config == nil {
		config = &Config{}
	}
	random := config.Rand
	if random == nil {
		random = rand.New(rand.NewSource(0))
	}
	args := make([]reflect.Value, t.NumIn())
	for count := 1; count <= Rounds; count++ {
		if err := arbitraryValues(args, t, config, random); err != nil {
			return err
		}
		if err := try(count, args); err != nil {
			return err
		}
		if count == config.MaxCount && tried(t) {
			return nil
		}
	}
	if text.UnknownInt("how package testing/quick fares with values that were not tried", 0) != 0 {
		return SetupError("")
	}
	return nil
}

// tried says that all values of the parameters are: they have two each.
func tried(t reflect.Type) bool {
	for i := range t.NumIn() {
		if t.In(i).Kind() != reflect.Bool {
			return false
		}
	}
	return true
}
