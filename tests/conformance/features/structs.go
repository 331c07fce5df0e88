package main

import "fmt"

type Animal interface {
	Name() string
	Sound() string
}

type Base struct{ name string }

func (b Base) Name() string     { return b.name }
func (b *Base) Rename(n string) { b.name = n }
func (b Base) Describe() string { return "base " + b.name }

type Dog struct {
	Base
	*Tag
	Age int
}

type Tag struct{ ID int }

func (t *Tag) Bump() int { t.ID++; return t.ID }

func (d Dog) Sound() string    { return "woof" }
func (d Dog) Describe() string { return "dog " + d.Base.Describe() }

type Deep struct {
	Dog
	name string
}

type Point struct{ X, Y int }

func (p Point) Add(q Point) Point { return Point{p.X + q.X, p.Y + q.Y} }
func (p *Point) Scale(k int)      { p.X *= k; p.Y *= k }

func (p Point) String() string { return fmt.Sprintf("<%d,%d>", p.X, p.Y) }

type Line struct{ From, To Point }

type Celsius float64
type Names []string

func (n Names) Len() int { return len(n) }

func main() {
	d := Dog{Base{"rex"}, &Tag{1}, 3}
	d.Rename("max")
	e := d
	e.Rename("copy")
	e.Bump()
	fmt.Println(d.Name(), e.name, d.ID, d.Sound(), d.Describe(), d.Base.Describe())
	var a Animal = d
	d.Rename("later")
	fmt.Println(a.Name(), a.(Dog).Age)
	deep := Deep{Dog: d, name: "own"}
	fmt.Println(deep.name, deep.Dog.name, deep.Name(), deep.Bump())
	p := Point{1, 2}
	add := p.Add
	scale := p.Scale
	p.X = 100
	scale(2)
	fmt.Println(add(Point{1, 1}), p, Point.Add(p, p), p == Point{200, 4})
	l := Line{To: Point{3, 4}}
	l2 := l
	l2.To.Scale(2)
	fmt.Printf("%v %+v %d %v %+v\n", l, l2, l.To, &l, struct {
		A int
		B *int
		c any
	}{1, nil, "x"})
	anon := struct{ A, B int }{1, 2}
	var other struct{ A, B int } = anon
	other.A = 9
	fmt.Println(anon, other, anon == other, Celsius(36.6), Names{"a", "b"}.Len())
	var zero Dog
	fmt.Println(zero.Name() == "", zero.Tag == nil, zero.Age)
	func() {
		defer func() { fmt.Println(recover()) }()
		zero.Bump()
	}()
	pp := &p
	(*pp).Y = 5
	pp.Y++
	fmt.Println(*pp, pp.Add(*pp), [2]Point{{1, 2}, {3, 4}}, []*Point{pp}[0].X, map[Point]string{{1, 2}: "k"})
}
