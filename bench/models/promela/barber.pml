/* The sleeping barber: C customers, S seats */
#ifndef C
#define C 3
#endif
#ifndef S
#define S 1
#endif
bool mu, closed, sleeping, left_done; byte waiting, queue[C], wg; chan served[C] = [0] of { bool }; chan done = [0] of { bool };
proctype customer(byte c) {
  atomic { !mu -> mu = 1 };
  if
  :: waiting == S -> mu = 0
  :: else ->
     queue[waiting] = c;
     waiting++;
     sleeping = 0;
     mu = 0;
     served[c]?_
  fi;
  wg--
}
proctype barber() { byte c, i;
  do
  :: true ->
     atomic { !mu -> mu = 1 };
     do
     :: waiting == 0 && !closed -> atomic { sleeping = 1; mu = 0 }; !sleeping; atomic { !mu -> mu = 1 }
     :: else -> break
     od;
     if
     :: waiting == 0 -> mu = 0; break
     :: else ->
        c = queue[0];
        d_step { i = 0; do :: i < C - 1 -> queue[i] = queue[i+1]; i++ :: else -> break od; i = 0 };
        waiting--;
        mu = 0;
        served[c]!1
     fi
  od;
  done!1
}
init { byte i;
  atomic { wg = C; run barber(); do :: i < C -> run customer(i); i++ :: else -> break od; i = 0 };
  wg == 0;
  atomic { !mu -> mu = 1 };
  assert(waiting == 0);
  closed = 1; sleeping = 0; mu = 0;
  done?_
}
