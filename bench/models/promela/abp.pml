/* The alternating bit protocol: K bodies over wires of B frames that lose some */
#ifndef K
#define K 3
#endif
#ifndef B
#define B 1
#endif
chan data = [B] of { bool, bool, byte }; chan delivered = [B] of { bool, bool, byte };
chan acks = [B] of { bool, bool }; chan acked = [B] of { bool, bool };
chan got = [0] of { bool, byte };
/* the first field: closed */
proctype lossy_data() { bool c, b; byte v;
  do
  :: data?c,b,v ->
     if
     :: c -> delivered!1,0,0; break
     :: else -> if :: skip :: delivered!0,b,v fi
     fi
  od
}
proctype lossy_acks() { bool c, b;
  do
  :: acks?c,b ->
     if
     :: c -> acked!1,0; break
     :: else -> if :: skip :: acked!0,b fi
     fi
  od
}
proctype receiver() { bool c, b, want; byte v;
  do
  :: delivered?c,b,v ->
     if
     :: c -> break
     :: else ->
        if :: b == want -> got!0,v; want = !want :: else fi;
        acks!0,b
     fi
  od;
  acks!1,0; got!1,0
}
proctype sender() { bool c, b, bb, done; byte k;
  do
  :: k < K ->
     done = false;
     do
     :: !done ->
        if
        :: data!0,bb,k
        :: acked?c,b -> done = (b == bb)
        fi
     :: else -> break
     od;
     bb = !bb; k++
  :: else -> break
  od;
  data!1,0,0;
  do :: acked?c,b -> if :: c -> break :: else fi od
}
init { byte next, v; bool c;
  atomic { run lossy_data(); run lossy_acks(); run receiver(); run sender() };
  do
  :: got?c,v -> if :: c -> break :: else -> assert(v == next); next++ fi
  od;
  assert(next == K)
}
