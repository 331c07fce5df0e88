/* Lamport's bakery: N processes, K turns each; waiting is blocking */
#ifndef N
#define N 2
#endif
#ifndef K
#define K 1
#endif
bool choosing[N]; byte number[N]; byte inside, left;
proctype p(byte me) { byte k, i, most, n;
  do
  :: k < K ->
     choosing[me] = true;
     i = 0; most = 0;
     do
     :: i < N -> n = number[i]; if :: n > most -> most = n :: else fi; i++
     :: else -> break
     od;
     number[me] = most + 1;
     choosing[me] = false;
     i = 0;
     do
     :: i < N ->
        if
        :: i == me
        :: else ->
           !choosing[i];
           (number[i] == 0 || number[i] > most + 1 || (number[i] == most + 1 && i > me))
        fi;
        i++
     :: else -> break
     od;
     inside++; assert(inside == 1); inside--;
     number[me] = 0; n = 0; most = 0; i = 0;
     k++
  :: else -> break
  od;
  left--
}
init { byte i; atomic { left = N; do :: i < N -> run p(i); i++ :: else -> break od; i = 0 }; left == 0 }
