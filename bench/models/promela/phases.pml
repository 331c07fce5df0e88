/* N processes, K phases, a barrier with a lock and a condition */
#ifndef N
#define N 3
#endif
#ifndef K
#define K 2
#endif
bool mu;
byte arrived, phase, cell[N], wg;
bool asleep[N];
#define LOCK atomic { !mu -> mu = true }
#define UNLOCK mu = false
inline barrier() {
  LOCK;
  ph = phase;
  arrived++;
  if
  :: arrived == N ->
     arrived = 0;
     phase++;
     d_step { j = 0; do :: j < N -> asleep[j] = false; j++ :: else -> break od; j = 0 }
  :: else ->
     do
     :: ph == phase -> atomic { asleep[i] = true; mu = false }; !asleep[i]; LOCK
     :: else -> break
     od
  fi;
  ph = 0;
  UNLOCK
}
proctype p(byte i) { byte k, ph, j;
  do
  :: k < K ->
     cell[i] = k+1;
     barrier();
     assert(cell[(i+1)%N] == k+1);
     barrier();
     k++
  :: else -> break
  od;
  wg--
}
init { byte i;
  atomic { wg = N; do :: i < N -> run p(i); i++ :: else -> break od; i = 0 };
  wg == 0
}
