from hypothesis import given
from hypothesis import strategies as st

from index.conditions import (
    All,
    AnyOf,
    AttributeCondition,
    Node,
    Not,
    both,
    deciding,
    either,
    evaluate,
    leaves,
    rewritten,
)

A, B, C = (AttributeCondition(name, (i, i + 1)) for i, name in enumerate("甲乙丙"))
VALUES = (True, False, None)


def test_all_is_refuted_by_one_and_any_is_met_by_one() -> None:
    values = {A: True, B: None, C: False}
    assert evaluate(All((A, B)), values.get) is None
    assert evaluate(All((A, B, C)), values.get) is False
    assert evaluate(AnyOf((A, B, C)), values.get) is True
    assert evaluate(AnyOf((B, C)), values.get) is None
    assert evaluate(Not(B), values.get) is None
    assert evaluate(Not(C), values.get) is True


def test_no_condition_holds_and_no_alternative_does_not() -> None:
    assert evaluate(All(()), {}.get) is True
    assert evaluate(AnyOf(()), {}.get) is False


def test_a_settled_branch_asks_nothing() -> None:
    tree = AnyOf((All((A, B)), C))
    values = {A: False, B: None, C: None}
    assert list(deciding(tree, values.get)) == [C]
    assert list(deciding(tree, {A: True, B: None, C: True}.get)) == []


nodes: st.SearchStrategy[Node] = st.recursive(
    st.sampled_from([A, B, C]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda x: All(tuple(x))),
        st.lists(inner, min_size=1, max_size=3).map(lambda x: AnyOf(tuple(x))),
        inner.map(Not),
    ),
    max_leaves=8,
)
assignments = st.fixed_dictionaries({leaf: st.sampled_from(VALUES) for leaf in (A, B, C)})


@given(nodes, assignments, st.sampled_from([A, B, C]), st.booleans())
def test_learning_a_fact_never_overturns_what_was_decided(tree, values, learnt, answer) -> None:
    before = evaluate(tree, values.get)
    if values[learnt] is None and before is not None:
        assert evaluate(tree, {**values, learnt: answer}.get) is before


@given(nodes, assignments)
def test_only_the_deciding_facts_can_decide(tree, values) -> None:
    asked = set(deciding(tree, values.get))
    others = {leaf: True for leaf in values if values[leaf] is None and leaf not in asked}
    if evaluate(tree, values.get) is None:
        assert asked
        assert evaluate(tree, {**values, **others}.get) is None


@given(nodes)
def test_rewriting_by_identity_changes_nothing(tree) -> None:
    assert rewritten(tree, lambda leaf: leaf) == tree
    assert list(leaves(tree)) == list(leaves(rewritten(tree, lambda leaf: leaf)))


def test_joining_flattens() -> None:
    assert both(All((A,)), None, B) == All((A, B))
    assert either([A]) is A
    assert either([A, B]) == AnyOf((A, B))
