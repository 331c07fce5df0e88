/* A stack without locks: N processes push and pop K times each */
#ifndef N
#define N 2
#endif
#ifndef K
#define K 2
#endif
byte top, nxt[N*K + 1]; byte sum, done;   /* node n + 1 has the value n */
proctype P(byte me) { byte k, n, old; bool ok;
  do
  :: k < K ->
     n = me * K + k + 1;
     do
     :: old = top; nxt[n] = old;
        atomic { if :: top == old -> top = n; ok = 1 :: else -> ok = 0 fi };
        if :: ok -> break :: else fi
     od;
     do
     :: old = top; assert(old != 0);
        n = nxt[old];
        atomic { if :: top == old -> top = n; ok = 1 :: else -> ok = 0 fi };
        if :: ok -> break :: else fi
     od;
     sum = sum + old - 1; old = 0; n = 0; k++
  :: else -> break
  od;
  done++
}
init { byte i;
  atomic { do :: i < N -> run P(i); i++ :: else -> break od };
  done == N; assert(sum == N*K*(N*K-1)/2)
}
