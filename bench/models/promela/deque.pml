/* A queue that its owner pushes to and pops from at one end, and T thieves steal from at the other (Chase and Lev) */
#ifndef T
#define T 1
#endif
#ifndef K
#define K 2
#endif
short top, bottom; byte tasks[K + 2], taken[K + 1], done;
inline do_task(v) { if :: v != 0 -> taken[v]++; assert(taken[v] <= 1) :: else fi; v = 0 }
proctype thief() { byte k, v; short t; bool ok;
  do
  :: k < K ->
     t = top;
     if
     :: t >= bottom -> v = 0
     :: else ->
        v = tasks[t];
        atomic { if :: top == t -> top = t + 1; ok = 1 :: else -> ok = 0 fi };
        if :: ok :: else -> v = 0 fi
     fi;
     do_task(v); t = 0; ok = 0; k++
  :: else -> break
  od;
  done++
}
inline pop() {
  bottom = bottom - 1; b = bottom;
  t = top;
  if
  :: t > b -> bottom = t; v = 0
  :: else ->
     v = tasks[b];
     if
     :: t == b ->
        atomic { if :: top == t -> top = t + 1 :: else -> v = 0 fi };
        bottom = t + 1
     :: else
     fi
  fi;
  do_task(v); t = 0; b = 0
}
init { byte i, v; short t, b;
  atomic { do :: i < T -> run thief(); i++ :: else -> break od };
  i = 1;
  do
  :: i <= K -> b = bottom; tasks[b] = i; bottom = b + 1; b = 0;
     if :: i % 2 == 0 -> pop() :: else fi;
     i++
  :: else -> break
  od;
  i = 0;
  do
  :: i < K -> pop(); i++
  :: else -> break
  od;
  done == T;
  i = 1;
  do
  :: i <= K -> assert(taken[i] == 1); i++
  :: else -> break
  od
}
