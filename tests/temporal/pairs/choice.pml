bool p, q, r;
chan work = [1] of { bit };
chan stop = [1] of { bit };

active proctype source() {
	do
	:: work!1
	od
}

active proctype one() {
	stop!1;
	do
	:: work?_; p = !p
	:: stop?_; q = true; r = true; break
	od;
	do
	:: work?_; p = !p
	od
}
