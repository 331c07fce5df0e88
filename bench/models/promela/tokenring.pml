/* token ring of N nodes with lossy links; the station sends each of K numbered tokens until it comes back */
#ifndef N
#define N 3
#endif
#ifndef K
#define K 2
#endif
chan c[N+1] = [0] of { byte };
chan wire[N] = [0] of { byte };
chan none = [0] of { byte }; /* nobody receives from it */
bool cclosed[N+1], wclosed[N];
byte holders, wg;
proctype link(byte i) { byte t;
  do
  :: c[i]?t -> if :: wire[i]!t :: skip fi; t = 0
  :: cclosed[i] -> break
  od;
  wclosed[i] = true
}
proctype node(byte i) { byte t, last;
  do
  :: wire[i]?t ->
     if
     :: t > last -> last = t; atomic { holders++; assert(holders == 1) }; holders--
     :: else
     fi;
     c[i+1]!t; t = 0
  :: wclosed[i] -> break
  od;
  cclosed[i+1] = true;
  wg--
}
init { byte i, round, t; chan out;
  atomic {
    wg = N;
    do :: i < N -> run link(i); run node(i); i++ :: else -> break od;
    i = 0
  };
  round = 1;
  do
  :: round <= K ->
     out = c[0];
     do
     :: out!round -> out = none
     :: c[N]?t -> if :: t == round -> break :: else fi
     :: out == none -> out = c[0]
     od;
     t = 0;
     round++
  :: else -> break
  od;
  cclosed[0] = true;
  do :: c[N]?t :: cclosed[N] -> break od;
  wg == 0
}
