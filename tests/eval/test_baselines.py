from datetime import date

from eval.baselines import clause_baselines, usual_recipe

QUESTION = "饮酒后驾驶机动车的怎么处理"


def test_each_baseline_answers_with_its_best_passage(law_index, embedder):
    for asker in clause_baselines(law_index, embedder):
        answer = asker.ask([QUESTION], date(2024, 6, 1))
        assert answer["status"] == "answered"
        assert [citation["clause_id"] for citation in answer["citations"]] == ["l3"]
        assert answer["answer"] == law_index.clause("l3").text
        assert answer["retrieved"][0] == "l3"
        assert answer["as_of"] == "2024-06-01"


def test_a_channel_alone_ranks_by_itself(law_index, embedder):
    bm25 = clause_baselines(law_index, embedder)[0]
    # no word of the other articles is asked for
    assert bm25.ask(["驾驶证"], None)["retrieved"] == ["l3"]
    nothing = bm25.ask(["qqq"], None)
    assert nothing["status"] == "not_found" and nothing["citations"] == []


def test_turns_are_joined(law_index, embedder):
    answer = clause_baselines(law_index, embedder)[0].ask(["饮酒后驾驶", "怎么处理"], None)
    assert answer["standalone_question"] == "饮酒后驾驶 怎么处理"
    assert answer["question"] == "怎么处理"


def test_the_usual_recipe_cites_all_that_its_chunk_holds(law_index, embedder):
    answer = usual_recipe(law_index, embedder).ask(["加付赔偿金的标准"], None)
    # both articles of the one law stand in one chunk; the longer part of it comes first
    assert [citation["clause_id"] for citation in answer["citations"]] == ["l2", "l1"]
    assert "百分之五十" in answer["answer"] and "解除合同" in answer["answer"]
