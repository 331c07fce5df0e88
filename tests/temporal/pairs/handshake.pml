bool p, q, r;
chan there = [0] of { bit };
chan back = [0] of { bit };

active proctype one() {
	do
	:: p = true; there!1; p = false; back?_; r = !r
	od
}

active proctype other() {
	do
	:: there?_; q = true; back!1; q = false
	od
}
