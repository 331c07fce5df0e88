/* Raft's election: N nodes, T terms */
#ifndef N
#define N 2
#endif
#ifndef T
#define T 2
#endif
#define NONE 255
mtype = { request, vote };
chan inbox[N] = [4*N*T] of { mtype, bool, byte, byte }; /* kind, granted, term, from */
byte leaders[T+1];
byte wg;
bool stop;
inline handle() {
  atomic {
    if :: t > term -> term = t; voted = NONE; votes = 0; leader = false :: else fi;
    if
    :: k == request ->
       if
       :: t == term && (voted == NONE || voted == from) -> voted = from; inbox[from]!vote(true, term, me)
       :: else -> inbox[from]!vote(false, term, me)
       fi
    :: k == vote && t == term && granted && voted == me ->
       votes++;
       if
       :: votes > N/2 && !leader ->
          leader = true; assert(leaders[term] == 0 || leaders[term] == me+1); leaders[term] = me+1
       :: else
       fi
    :: k == vote && !(t == term && granted && voted == me)
    fi;
    k = 0; granted = false; t = 0; from = 0
  }
}
proctype node(byte me) { byte term, voted, votes, t, from, i, n; bool leader, granted; mtype k;
  voted = NONE;
  do
  :: n < T ->
     if
     :: term < T ->
        d_step { term++; voted = me; votes = 1; leader = false };
        do
        :: i < N -> if :: i != me -> inbox[i]!request(false, term, me) :: else fi; i++
        :: else -> i = 0; break
        od
     :: skip
     fi;
     if
     :: inbox[me]?k(granted, t, from) -> handle()
     :: empty(inbox[me])
     fi;
     n++
  :: else -> break
  od;
  do
  :: inbox[me]?k(granted, t, from) -> handle()
  :: stop -> break
  od;
  wg--
}
init { byte i;
  atomic { wg = N; do :: i < N -> run node(i); i++ :: else -> break od; i = 0 };
  stop = true;
  wg == 0
}
