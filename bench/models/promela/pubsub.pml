/* A broker with N subscribers and P publishers of K messages each; who is too slow misses some. Closing ends all. */
#ifndef N
#define N 2
#endif
#ifndef P
#define P 1
#endif
#ifndef K
#define K 2
#endif
chan c[N] = [1] of { byte }; byte subs[N], n_subs, readers, pubs, ended; bool writer, closed, shut[N];
proctype subscriber(byte me) { byte m, last[P];
  atomic { !writer && readers == 0 -> writer = 1 };
  if
  :: closed -> shut[me] = 1
  :: else -> subs[n_subs] = me; n_subs++
  fi;
  writer = 0;
  do
  :: c[me]?m -> assert(m > last[m % P]); last[m % P] = m; m = 0
  :: empty(c[me]) && shut[me] -> break
  od;
  ended++
}
proctype publisher(byte me) { byte k = 1, i;
  do
  :: k <= K ->
     atomic { !writer -> readers++ };
     i = 0;
     do
     :: i < n_subs ->
        if
        :: atomic { nfull(c[subs[i]]) -> c[subs[i]]!k*P+me }
        :: full(c[subs[i]]) -> skip
        fi;
        i++
     :: else -> break
     od;
     readers--; i = 0; k++
  :: else -> break
  od;
  pubs++
}
init { byte i;
  atomic { do :: i < N -> run subscriber(i); i++ :: else -> break od; i = 0; do :: i < P -> run publisher(i); i++ :: else -> break od; i = 0 };
  pubs == P;
  atomic { !writer && readers == 0 -> writer = 1 };
  closed = 1;
  do
  :: i < n_subs -> shut[subs[i]] = 1; i++
  :: else -> break
  od;
  writer = 0;
  ended == N
}
