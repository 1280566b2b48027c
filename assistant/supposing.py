"""How likely a sentence does not say what a question supposes: its form, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from assistant.weights import logistic
from index.normalization import normalize
from index.tokenization import default_tokenizer

#: Ways to ask that suppose something of their own, and ways of a sentence to leave much open.
_ASKED: Mapping[str, re.Pattern[str]] = {
    "only": re.compile(
        r"只(?!读)|仅|光(?!伏|明)|(?<!造)就(?!业|读|学|诊|近)|单单|才(?!能培|会补)"
        r"|专门|一家|拢共|顶多"
    ),
    "all": re.compile(
        r"全(?!市|省|国|县|区|域|程|面|年|球|民|社会|新|体|文)|所有|一律|任何|随便|统统|都(?!是不是)|每"
    ),
    "must": re.compile(r"必须|一定|非得|硬性|绝对|肯定|保证|直接|非要"),
    "identifies": re.compile(r"(?<![我咱俺们不])是(?!不是|否|要|会|在|能|真|这|有)[^，。,？?]{2,}"),
    "open": re.compile(
        r"有没有|有无|支不支持|能不能|可不可以|行不行|开不开|管不管|算不算"
        r"|[^不]不(?:$|[？?])|支持吗|有吗|还.{1,6}[吗不]"
    ),
}
_SAID: Mapping[str, re.Pattern[str]] = {
    "hedges": re.compile(r"力争|争取|探索|鼓励|原则上|一般|适当|一定|逐步"),
    "supports": re.compile(r"支持|给予|补贴|补助|奖励|优惠|享受"),
}
#: What a sentence says that supposes the same.
_GRANTED: Mapping[str, re.Pattern[str]] = {
    "only": re.compile(r"只|仅|限(?!额)|专门|专项"),
    "all": re.compile(r"全(?:部|覆盖|域|额|程)|所有|均|任何|各|每|100%"),
    "must": re.compile(r"必须|须|应当|不得|禁止|确保"),
}
#: "是X": what a question says that something is.
_IS = re.compile(r"(?<![我咱俺们])是(?!不是|否|要|会|在|能|真|这|有)([^，。,？?吗吧]{2,12})")
_SIGN = re.compile(r"[\u4e00-\u9fff]")
_HOLLOW_SIGNS = frozenset("的了吗呢吧我你他们是在和跟也都还个这那有没不要能可以会上下里年今")
_HOLLOW_WORDS = frozenset(
    "我们 你们 他们 今年 这个 那个 可以 能不能 是不是 有没有 什么 怎么 听说 文件 政策 没有 不能"
    " 自己 现在 一个 那边 这边 有钱 真的 这么 时候 里面".split()
)


class SupposingWeights(NamedTuple):
    """A logistic model, fitted by ``training.fit_supposing``."""

    only: float = 0.73
    all: float = 0.35
    must: float = 0.24
    identifies: float = 0.69
    open: float = -0.5
    hedges: float = -0.14
    supports: float = -0.4
    rival_word: float = 0.55
    named_unsaid: float = 0.54
    coverage: float = -0.52
    bias: float = 0.08


_WEIGHTS = SupposingWeights()
#: From this probability on a question that nothing else decides is answered with a no.
SURELY_UNSAID = 0.6


def unsaid(question: str, sentence: str, coverage: float) -> float:
    """Return the probability that a sentence on its subject denies, or does not say, a question.

    ``coverage`` is the share of the question's words that the sentence, or its opening, holds.
    """
    features = features_of(normalize(question), normalize(sentence), coverage)
    weights = _WEIGHTS._asdict()
    return logistic(_WEIGHTS.bias + sum(weights[name] * value for name, value in features.items()))


def features_of(asked: str, said: str, coverage: float) -> dict[str, float]:
    """Return what the model weighs of two normalised texts, by the names of its weights."""
    return {
        **{name: float(_supposes(name, asked, said)) for name in _ASKED},
        **{name: float(bool(cue.search(said))) for name, cue in _SAID.items()},
        "rival_word": float(_rivalled(asked, said)),
        "named_unsaid": _named_unsaid(asked, said),
        "coverage": coverage,
    }


def _supposes(form: str, asked: str, said: str) -> bool:
    """Tell whether a question is put in a form that its sentence does not bear out."""
    granted = _GRANTED.get(form)
    return bool(_ASKED[form].search(asked)) and not (granted and granted.search(said))


def _rivalled(asked: str, said: str) -> bool:
    """Tell whether a word of one text is missing from the other, which has one of its kind.

    Chinese names a kind by the last sign: 港股 and A股, 火灾险 and 科技险.
    """
    words = default_tokenizer().words
    pairs = {said[at : at + 2] for at in range(len(said) - 1)}
    heads = {word[-1] for word in words(said) if len(word) > 1}
    return any(
        word[-1] in heads and pairs.isdisjoint(word[at : at + 2] for at in range(len(word) - 1))
        for word in words(asked)
        if len(word) > 1 and word not in _HOLLOW_WORDS
    )


def _named_unsaid(asked: str, said: str) -> float:
    """Return the share of the signs of "是X" that the other text does not hold."""
    signs = [
        sign
        for named in _IS.findall(asked)
        for sign in _SIGN.findall(named)
        if sign not in _HOLLOW_SIGNS
    ]
    return sum(sign not in said for sign in signs) / len(signs) if signs else 0.0
