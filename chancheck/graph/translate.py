"""The translation of each kind of expression and statement."""

from __future__ import annotations

from chancheck.graph import (
    assignments,
    calls,
    closures,
    exits,
    literals,
    loops,
    members,
    operators,
    places,
    ranges,
    stmts,
    switches,
)
from chancheck.graph.builder import Tables
from chancheck.graph.inits import init_graph
from chancheck.graph.wrappers import operation_graph

TABLES = Tables(
    values={
        **places.VALUES,
        **members.VALUES,
        **literals.VALUES,
        **closures.VALUES,
        **operators.VALUES,
        **calls.VALUES,
    },
    statements={**stmts.STATEMENTS, **assignments.STATEMENTS, **exits.STATEMENTS, **loops.STATEMENTS},
    labelled={**loops.LABELLED, **ranges.LABELLED, **switches.LABELLED},
    operation_graph=operation_graph,
    init_graph=init_graph,
)
