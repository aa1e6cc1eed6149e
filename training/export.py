"""Turns a training state into what ships: ``python -m training.export RUN/state.pt src/dragoman/models/coder``.

Leaves: ``encoder.onnx`` (int8 per channel), ``heads.npz`` (float16), ``labels.json`` (label sets, thresholds, version).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.network import ROLES, Encoder, Labels, Network


class _Alone(nn.Module):
    """The encoder with a mask of ones, as one unpadded window needs it."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, kinds: Tensor) -> Tensor:
        e = self.encoder
        x = e.norm(e.words(ids) + e.positions(torch.arange(ids.shape[1]))[None] + e.kinds(kinds))
        for layer in e.layers:
            b, t, d = x.shape
            q, k, v = (
                f(x).view(b, t, layer.heads, d // layer.heads).transpose(1, 2)
                for f in (layer.query, layer.key, layer.value)
            )
            seen = torch.softmax(q @ k.transpose(2, 3) / (d // layer.heads) ** 0.5, -1) @ v
            x = layer.norm1(x + layer.out(seen.transpose(1, 2).reshape(b, t, d)))
            x = layer.norm2(x + layer.down(nn.functional.gelu(layer.up(x))))
        return x


def export(state: Path, out: Path, *, version: str, thresholds: dict[str, float], quantise: bool = True) -> None:
    """Write the shipped files of a training state."""
    saved = torch.load(state, weights_only=False)
    labels = Labels(**{k: tuple(v) for k, v in saved["labels"].items()})
    net = Network(labels)
    net.load_state_dict(saved["net"])
    net.eval()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        ids = torch.randint(1000, 2000, (1, 24))
        torch.onnx.export(
            _Alone(net.encoder),
            (ids, torch.zeros_like(ids)),
            str(plain),
            input_names=["ids", "kinds"],
            output_names=["states"],
            dynamic_axes={"ids": {1: "tokens"}, "kinds": {1: "tokens"}, "states": {1: "tokens"}},
            opset_version=17,
            dynamo=False,
        )
        if quantise:
            quantize_dynamic(
                plain, out / "encoder.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
            )
        else:
            onnx.save(onnx.load(plain), out / "encoder.onnx")
    heads = {k: v.numpy().astype(np.float16) for k, v in net.state_dict().items() if not k.startswith("encoder.")}
    heads["type_vectors"] = heads.pop("type_vectors.weight")
    heads["role_distance"] = heads.pop("role_distance.weight")
    np.savez(out / "heads.npz", **heads)
    digest = hashlib.sha256((out / "encoder.onnx").read_bytes()).hexdigest()
    card = {k: list(v) for k, v in saved["labels"].items()} | {
        "roles": list(ROLES),
        "version": version,
        "sha256": digest,
        "thresholds": thresholds,
    }
    (out / "labels.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("state", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("--version", default="1")
    ap.add_argument("--event", type=float, default=0.5)
    ap.add_argument("--cue", type=float, default=0.5)
    ap.add_argument("--role", type=float, default=0.5)
    ap.add_argument("--float", action="store_true", help="leave the encoder in float32")
    a = ap.parse_args()
    wanted = {"event": a.event, "cue": a.cue, "role": a.role}
    export(a.state, a.out, version=a.version, thresholds=wanted, quantise=not a.float)
