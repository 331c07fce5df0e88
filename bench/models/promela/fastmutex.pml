/* Lamport's fast mutual exclusion: N processes, K turns each */
#ifndef N
#define N 2
#endif
#ifndef K
#define K 1
#endif
bool trying[N]; byte x, y, inside, done;
proctype P(byte me) { byte k, j;
  do
  :: k < K ->
start: trying[me] = 1; x = me + 1;
     if
     :: y != 0 -> trying[me] = 0; y == 0; goto start
     :: else
     fi;
     y = me + 1;
     if
     :: x == me + 1 -> goto in
     :: else
     fi;
     trying[me] = 0; j = 0;
     do
     :: j < N -> !trying[j]; j++
     :: else -> break
     od;
     if
     :: y == me + 1 -> goto in
     :: else
     fi;
     y == 0; goto start;
in:  inside++; assert(inside == 1); inside--;
     y = 0; trying[me] = 0; k++
  :: else -> break
  od;
  done++
}
init { byte i;
  atomic { do :: i < N -> run P(i); i++ :: else -> break od };
  done == N
}
