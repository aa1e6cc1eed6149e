"""The network: a BERT-shaped encoder with heads for triggers, attributes and roles (torch, training only)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

ROLES = ("actor", "recipient", "source", "place", "speaker", "content", "via")
DISTANCES = 32
ROLE_SIZE = 256


@dataclass(frozen=True)
class Labels:
    """The label sets of a model, in the order of its outputs; `modes` are ``TYPE/mode``."""

    types: tuple[str, ...]
    modes: tuple[str, ...]
    statuses: tuple[str, ...]
    saliences: tuple[str, ...]
    sectors: tuple[str, ...]
    kinds: tuple[str, ...]
    roots: tuple[str, ...]


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self, size: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(size, size) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(size, eps=1e-12), nn.LayerNorm(size, eps=1e-12)
        self.up, self.down = nn.Linear(size, inner), nn.Linear(inner, size)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, d = x.shape
        q, k, v = (
            f(x).view(b, t, self.heads, d // self.heads).transpose(1, 2) for f in (self.query, self.key, self.value)
        )
        drop = self.dropout if self.training else 0.0
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None, None, :], dropout_p=drop)
        seen = self.out(seen.transpose(1, 2).reshape(b, t, d))
        x = self.norm1(x + F.dropout(seen, drop, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), drop, self.training))


class Encoder(nn.Module):
    """Token states (batch, tokens, size) from token ids, kinds and a mask."""

    def __init__(
        self, *, size: int = 384, layers: int = 6, heads: int = 12, inner: int = 1536, dropout: float = 0.1
    ) -> None:
        super().__init__()
        self.words, self.positions, self.kinds = (
            nn.Embedding(30522, size),
            nn.Embedding(512, size),
            nn.Embedding(2, size),
        )
        self.norm, self.dropout = nn.LayerNorm(size, eps=1e-12), dropout
        self.layers = nn.ModuleList(Layer(size, heads, inner, dropout) for _ in range(layers))

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.positions(place)[None] + self.kinds(kinds))
        x = F.dropout(x, self.dropout, self.training)
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_bert(self, path: Path) -> None:
        """Take the weights of a BERT checkpoint in safetensors."""
        raw = {k.removeprefix("bert."): v for k, v in load_file(path).items()}
        take = {
            "words.weight": raw["embeddings.word_embeddings.weight"],
            "positions.weight": raw["embeddings.position_embeddings.weight"],
            "kinds.weight": raw["embeddings.token_type_embeddings.weight"],
            "norm.weight": raw["embeddings.LayerNorm.weight"],
            "norm.bias": raw["embeddings.LayerNorm.bias"],
        }
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for n in range(len(self.layers)):
            for ours, theirs in parts.items():
                for p in ("weight", "bias"):
                    take[f"layers.{n}.{ours}.{p}"] = raw[f"encoder.layer.{n}.{theirs}.{p}"]
        self.load_state_dict(take)


class Network(nn.Module):
    """Encoder and heads. A frame is a trigger range in one window, given as (window, start, end, type)."""

    def __init__(self, labels: Labels, *, size: int = 384, **encoder: int) -> None:
        super().__init__()
        self.labels = labels
        self.encoder = Encoder(size=size, **encoder)
        self.trigger = nn.Linear(size, 2 * len(labels.types))
        self.type_vectors = nn.Embedding(len(labels.types), size)
        self.frame = nn.Linear(size, size)
        self.mode, self.status = nn.Linear(size, len(labels.modes)), nn.Linear(size, len(labels.statuses))
        self.salience = nn.Linear(size, len(labels.saliences))
        self.role_token, self.role_frame = nn.Linear(size, ROLE_SIZE), nn.Linear(size, ROLE_SIZE)
        self.role_distance = nn.Embedding(2 * DISTANCES + 1, ROLE_SIZE)
        self.role_out = nn.Linear(ROLE_SIZE, 2 * len(ROLES))
        self.sector, self.kind = nn.Linear(size, len(labels.sectors)), nn.Linear(size, len(labels.kinds))
        self.pair, self.root = nn.Linear(3 * size, size), nn.Linear(size, len(labels.roots))
        for rare in (self.trigger, self.role_out):
            nn.init.constant_(rare.bias, -4.0)
        nn.init.normal_(self.type_vectors.weight, std=0.02)
        nn.init.normal_(self.role_distance.weight, std=0.02)

    def frame_vectors(self, states: Tensor, frames: Tensor) -> Tensor:
        """(frames, size) vectors of trigger ranges: mean of their states, joined with their type."""
        sums = torch.cat([torch.zeros_like(states[:, :1]), states.cumsum(1)], 1)
        w, a, b, kind = frames.unbind(1)
        mean = (sums[w, b] - sums[w, a]) / (b - a)[:, None]
        return torch.tanh(self.frame(mean) + self.type_vectors(kind))

    def role_logits(self, states: Tensor, frames: Tensor, vectors: Tensor) -> Tensor:
        """(frames, tokens, 2 * roles) logits: start and inside of each role."""
        w, a, b, _ = frames.unbind(1)
        place = torch.arange(states.shape[1], device=states.device)[None]
        far = torch.where(
            place < a[:, None], place - a[:, None], torch.where(place >= b[:, None], place - b[:, None] + 1, 0)
        )
        far = far.clamp(-DISTANCES, DISTANCES) + DISTANCES
        mixed = self.role_token(states)[w] + self.role_frame(vectors)[:, None] + self.role_distance(far)
        return self.role_out(F.gelu(mixed))

    def pair_logits(self, states: Tensor, mask: Tensor, marks: Tensor) -> Tensor:
        """(batch, roots) logits from the mean state and those of the two markers (`marks`: batch, 2 positions)."""
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        rows = torch.arange(len(states), device=states.device)
        both = torch.cat([mean, states[rows, marks[:, 0]], states[rows, marks[:, 1]]], 1)
        return self.root(F.gelu(self.pair(both)))
