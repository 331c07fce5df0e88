/* rate limiter: bucket of B tickets, N clients, K requests each */
#ifndef N
#define N 2
#endif
#ifndef K
#define K 1
#endif
#ifndef B
#define B 1
#endif
chan bucket = [B] of { bit };
bool stop, refilled;
byte served, late, wg;
proctype refill() {
  do
  :: stop -> break
  :: true -> atomic { if :: nfull(bucket) -> bucket!1 :: full(bucket) fi }
  od;
  refilled = true
}
proctype client() { byte k; bool expired;
  do
  :: k < K ->
     do
     :: !expired -> expired = true
     :: bucket?_ -> served++; break
     :: expired -> late++; break
     od;
     expired = false;
     k++
  :: else -> break
  od;
  wg--
}
init { byte i;
  atomic {
    wg = N;
    do :: i < B -> bucket!1; i++ :: else -> break od;
    i = 0;
    run refill();
    do :: i < N -> run client(); i++ :: else -> break od;
    i = 0
  };
  wg == 0;
  stop = true;
  refilled;
  assert(served + late == N*K)
}
