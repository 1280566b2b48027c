"""Small documents for the index's tests."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def labour_law(articles) -> Path:
    return articles(
        {
            "l1": ("劳动合同法第三十八条", "用人单位未及时支付劳动报酬的，劳动者可以解除合同。"),
            "l2": ("劳动合同法第八十五条", "逾期不支付的，责令加付赔偿金。加付标准为百分之五十。"),
            "l3": ("道路交通安全法第九十一条", "饮酒后驾驶机动车的，处暂扣六个月机动车驾驶证。"),
        }
    )
