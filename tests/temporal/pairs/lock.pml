bool p, q, r, locked;

active proctype one() {
	do
	:: atomic { !locked -> locked = true }; p = true; p = false; locked = false; r = !r
	od
}

active proctype other() {
	do
	:: atomic { !locked -> locked = true }; q = true; q = false; locked = false
	od
}
