"""Average a checkpoint with the base, measure the averages, and export the one chosen.

``python -m training.ship sweep …`` prints the development figures of several averages;
``python -m training.ship export … --alpha A`` writes the served model. An average of the weights
(WiSE-FT, Wortsman et al. 2022) keeps what the base knew and most of what was learnt.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer

from index.model_export import export_served_model
from index.onnx_embedding import OnnxEmbedder
from training.measure import dev_pool, policy_figures, print_figures, statute_figures
from training.statutes import load_statutes
from training.train import Recipe

NAME = "tiaowen-e5-small"
LICENCE = "MIT"


def averaged(base: Path, checkpoint: Path, alpha: float) -> SentenceTransformer:
    """Return the encoder whose weights are ``alpha`` trained and 1 - ``alpha`` base."""
    encoder = SentenceTransformer(str(base), device="cpu")
    trained = torch.load(checkpoint, weights_only=True)
    bert = encoder[0].auto_model
    mixed = {
        name: torch.lerp(weight, trained[name], alpha) if weight.is_floating_point() else weight
        for name, weight in bert.state_dict().items()
    }
    bert.load_state_dict(mixed)
    return encoder.eval()


def sweep(arguments: argparse.Namespace) -> None:
    """Print the development figures of each average; alpha 0 is the base."""
    pool = dev_pool(load_statutes(arguments.shared / "statutes"), Recipe().seed)
    for alpha in arguments.alphas:
        with tempfile.TemporaryDirectory() as scratch:
            encoder = averaged(arguments.out / "base", arguments.out / arguments.checkpoint, alpha)
            export_served_model(encoder, Path(scratch), name=NAME, licence=LICENCE)
            served = OnnxEmbedder(Path(scratch), threads=arguments.threads)
            statutes = statute_figures(served, pool)
            policy = policy_figures(served, arguments.document)
        print_figures(f"alpha {alpha:.2f}", {"statutes": statutes, **policy})


def export(arguments: argparse.Namespace) -> None:
    """Write the served model directory of one average."""
    encoder = averaged(
        arguments.out / "base", arguments.out / arguments.checkpoint, arguments.alphas[0]
    )
    arguments.target.mkdir(parents=True, exist_ok=True)
    export_served_model(encoder, arguments.target, name=NAME, licence=LICENCE)


def main() -> None:
    """Run the step that the command line names."""
    parser = argparse.ArgumentParser(description="Choose and export the retrieval model.")
    parser.add_argument("step", choices=("sweep", "export"))
    parser.add_argument("--out", type=Path, default=Path("var/training"), help="of training.make")
    parser.add_argument("--checkpoint", required=True, help="a file name in --out")
    parser.add_argument(
        "--alphas", type=float, nargs="+", required=True, help="share of the trained"
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--document", type=Path, default=next(Path("source_docs").glob("*.txt")))
    parser.add_argument("--target", type=Path, default=Path("models/tiaowen"))
    parser.add_argument("--threads", type=int, default=None)
    arguments = parser.parse_args()
    {"sweep": sweep, "export": export}[arguments.step](arguments)


if __name__ == "__main__":
    main()
