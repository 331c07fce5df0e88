/* N accounts with inboxes, a client each that pays K times to the next account */
#ifndef N
#define N 3
#endif
#ifndef K
#define K 2
#endif
byte balance[N]; bool quit; byte running, clients;
chan inbox[N] = [0] of { byte, byte }; chan credit[N] = [N*K] of { byte }; chan reply[N] = [0] of { bool };
proctype account(byte me) { byte to, from, n;
  do
  :: inbox[me]?to,from ->
     if
     :: balance[me] < 1 -> reply[from]!0
     :: else -> balance[me]--; credit[to]!1; reply[from]!1
     fi
  :: credit[me]?n -> balance[me] = balance[me] + n; n = 0
  :: quit -> break
  od;
  running--
}
proctype client(byte me) { byte k;
  do
  :: k < K -> inbox[me]!((me + 1) % N),me; reply[me]?_; k++
  :: else -> break
  od;
  clients--
}
init { byte i, sum, n;
  atomic { running = N; clients = N; do :: i < N -> balance[i] = 1; run account(i); run client(i); i++ :: else -> break od; i = 0 };
  clients == 0; quit = 1; running == 0;
  do
  :: i < N -> sum = sum + balance[i]; do :: len(credit[i]) > 0 -> credit[i]?n; sum = sum + n :: else -> break od; i++
  :: else -> break
  od;
  assert(sum == N)
}
