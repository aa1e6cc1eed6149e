"""Trains the network from the corpus: ``python -m training.train --out training/runs/NAME``.

Enters: the corpus (and, where at hand, the sets named by options). Leaves: ``state.pt`` (weights and labels) after
every epoch, so that a run which was stopped goes on with ``--resume``; ``log.jsonl`` with losses and figures.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from training.corpus_format import MODES, SECTORS, STATUSES, TYPES, Item
from training.data import is_test, read_attributions, read_gold_shape, read_written, refuse_test_side, without
from training.examples import IGNORE, Batch, Example, collate, make_examples
from training.network import ROLES, Labels, Network
from training.pairs import PairExample, collate_pairs, read_pairs
from training.standoff import read_standoff

ROOTS = tuple(sorted(TYPES))


def make_labels() -> Labels:
    """The label sets, in fixed order."""
    return Labels(
        types=(*sorted(TYPES), "CUE"),
        modes=("none", *sorted(f"{t}/{m}" for t, modes in MODES.items() for m in modes.split())),
        statuses=tuple(sorted(STATUSES)),
        saliences=("background", "main"),
        sectors=tuple(sorted(SECTORS)),
        kinds=("country", "group", "organisation", "person"),
        roots=ROOTS,
    )


def losses(net: Network, batch: Batch) -> dict[str, Tensor]:
    """The loss of each head on one batch."""
    mask = torch.from_numpy(batch.mask)
    states = net.encoder(torch.from_numpy(batch.ids), torch.from_numpy(batch.kinds), mask)
    logits = net.trigger(states)
    weight = torch.from_numpy(batch.trigger_weight)
    target = torch.from_numpy(batch.trigger)
    hard = F.binary_cross_entropy_with_logits(logits, target, reduction="none", pos_weight=torch.tensor(2.0))
    out = {"trigger": (hard * weight).sum() / max(1.0, float(batch.mask.sum())) * 4}
    if batch.bags:
        k = len(net.labels.types)
        peaks = torch.stack([logits[row, first:last, k + kind].max() for row, kind, first, last in batch.bags])
        out["bags"] = F.binary_cross_entropy_with_logits(peaks, torch.ones_like(peaks)) * 0.3
    if len(batch.frames):
        frames = torch.from_numpy(batch.frames)
        vectors = net.frame_vectors(states, frames)
        attributes = torch.from_numpy(batch.attributes)
        for n, head in enumerate((net.mode, net.status, net.salience)):
            if (attributes[:, n] != IGNORE).any():
                name = ("mode", "status", "salience")[n]
                out[name] = F.cross_entropy(head(vectors), attributes[:, n], ignore_index=IGNORE) * 0.25
        role = net.role_logits(states, frames, vectors)
        soft = F.binary_cross_entropy_with_logits(
            role, torch.from_numpy(batch.roles), reduction="none", pos_weight=torch.tensor(2.0)
        )
        scale = torch.tensor([0.15 if name == "content" else 1.0 for name in ROLES * 2])
        out["roles"] = (soft * torch.from_numpy(batch.role_weight) * scale).sum() / len(frames) / 4
    if len(batch.parties):
        rows = torch.from_numpy(batch.parties)
        sums = torch.cat([torch.zeros_like(states[:, :1]), states.cumsum(1)], 1)
        mean = (sums[rows[:, 0], rows[:, 2]] - sums[rows[:, 0], rows[:, 1]]) / (rows[:, 2] - rows[:, 1])[:, None]
        out["sector"] = F.cross_entropy(net.sector(mean), rows[:, 3]) * 0.25
        out["kind"] = F.cross_entropy(net.kind(mean), rows[:, 4]) * 0.1
    return out


def pair_loss(net: Network, pairs: list[PairExample]) -> Tensor:
    """The loss of the pair classifier on some pairs."""
    ids, kinds, mask, marks, roots = collate_pairs(pairs)
    states = net.encoder(torch.from_numpy(ids), torch.from_numpy(kinds), torch.from_numpy(mask))
    logits = net.pair_logits(states, torch.from_numpy(mask), torch.from_numpy(marks))
    return F.cross_entropy(logits, torch.from_numpy(roots), label_smoothing=0.05)


@torch.no_grad()
def evaluate(net: Network, examples: list[Example], *, threshold: float = 0.5) -> dict[str, float]:
    """Token-level F1 of triggers and roles (given gold triggers), and accuracy of attributes, on unseen examples."""
    net.eval()
    k, r = len(net.labels.types), len(ROLES)
    hit = {"event": np.zeros(3), "cue": np.zeros(3)} | {name: np.zeros(3) for name in ROLES}
    right, seen = np.zeros(3), np.zeros(3)
    for at in range(0, len(examples), 16):
        batch = collate(examples[at : at + 16], net.labels)
        mask = torch.from_numpy(batch.mask)
        states = net.encoder(torch.from_numpy(batch.ids), torch.from_numpy(batch.kinds), mask)
        inside = (torch.sigmoid(net.trigger(states)).numpy()[..., k:] > threshold) & (batch.trigger_weight[..., k:] > 0)
        gold = batch.trigger[..., k:] > 0
        _count(hit["cue"], gold[..., -1], inside[..., -1])
        _count(hit["event"], gold[..., :-1], inside[..., :-1])
        if not len(batch.frames):
            continue
        frames = torch.from_numpy(batch.frames)
        vectors = net.frame_vectors(states, frames)
        role = torch.sigmoid(net.role_logits(states, frames, vectors)).numpy() > threshold
        for n, name in enumerate(ROLES):
            known = batch.role_weight[..., r + n] > 0
            _count(hit[name], batch.roles[..., r + n] > 0, role[..., r + n] & known)
        for n, head in enumerate((net.mode, net.status, net.salience)):
            ok = batch.attributes[:, n] != IGNORE
            right[n] += (head(vectors).argmax(1).numpy() == batch.attributes[:, n])[ok].sum()
            seen[n] += ok.sum()
    net.train()
    figures = {name: round(2 * c[0] / max(1.0, c[1] + c[2]), 3) for name, c in hit.items()}
    return figures | dict(
        zip(("mode", "status", "salience"), (right / np.maximum(seen, 1)).round(3).tolist(), strict=True)
    )


def _count(into: np.ndarray, gold: np.ndarray, got: np.ndarray) -> None:
    into += ((gold & got).sum(), gold.sum(), got.sum())


def gather(args: argparse.Namespace) -> tuple[list[Item], list[Item], list[Item]]:
    """Items to train on, items kept aside, and attribution articles (statements alone)."""
    items: list[Item] = []
    if args.written:
        items += read_written(args.written)
    if args.real:
        items += read_standoff(args.real, args.shared)
    if args.gold_train:
        items += read_gold_shape(args.gold_train / "articles", args.gold_train / "annotations")
    attributions = list(read_attributions(args.attributions)) if args.attributions else []
    if args.held_out:
        texts = [json.loads(p.read_text(encoding="utf-8"))["text"] for p in sorted(args.held_out.glob("*.json"))]
        items = refuse_test_side(items, texts)
        attributions = refuse_test_side(attributions, texts)
    kept = [] if args.all else [i for i in items if is_test(i)]
    return without(items, kept), kept, without(attributions, kept)


def batches(examples: list[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Batches of windows of like length, in random order."""
    order = sorted(examples, key=lambda e: len(e.window.ids) + rng.random() * 24)
    made = [order[at : at + size] for at in range(0, len(order), size)]
    rng.shuffle(made)
    return made


def train(args: argparse.Namespace) -> None:
    """Run the epochs; see the module's docstring."""
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    labels = make_labels()
    net = Network(labels)
    net.encoder.load_bert(args.base)
    for frozen in (net.encoder.words, net.encoder.positions, *net.encoder.layers[: args.frozen_layers]):
        frozen.requires_grad_(False)
    items, kept, attributions = gather(args)
    pairs = [p for path in args.pairs for p in read_pairs(path, ROOTS)]
    held = list(make_examples(kept, labels, rng, vary=False))
    print(
        f"{len(items)} items to learn from, {len(kept)} aside, {len(attributions)} attributions, {len(pairs)} pairs",
        flush=True,
    )
    head = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    body = [p for n, p in net.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    groups = [{"params": body, "lr": args.rate}, {"params": head, "lr": args.rate * 8}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    rough = sum(1 for _ in make_examples(items, labels, random.Random(0))) // args.batch
    total = args.epochs * (rough + min(args.attribution_windows, 10**6 * bool(attributions)) // args.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: _rate(s / max(1, total)))
    first = 0
    if args.start:
        net.load_state_dict(torch.load(args.start, weights_only=False)["net"])
    state = args.out / "state.pt"
    if args.resume and state.exists():
        saved = torch.load(state, weights_only=False)
        net.load_state_dict(saved["net"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        first = saved["epoch"] + 1
    args.out.mkdir(parents=True, exist_ok=True)
    for epoch in range(first, args.epochs):
        began, rng = time.time(), random.Random(args.seed * 1000 + epoch)
        examples = list(make_examples(items, labels, rng))
        if attributions:
            some = list(make_examples(rng.sample(attributions, min(len(attributions), 400)), labels, rng))
            examples += rng.sample(some, min(len(some), args.attribution_windows))
        sums: dict[str, float] = {}
        todo = batches(examples, args.batch, rng)
        for n, chunk in enumerate(todo):
            found = losses(net, collate(chunk, labels))
            if pairs and n % 2 == 0:
                found["pairs"] = pair_loss(net, rng.sample(pairs, 8))
            for name, factor in (("trigger", args.trigger_weight), ("roles", args.role_weight)):
                if name in found:
                    found[name] = found[name] * factor
            loss = torch.stack(list(found.values())).sum()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            for name, value in found.items():
                sums[name] = sums.get(name, 0.0) + float(value.detach()) / len(todo)
            if n % 20 == 0:
                print(
                    f"epoch {epoch} step {n}/{len(todo)} {time.time() - began:.0f}s loss {float(loss.detach()):.3f}",
                    flush=True,
                )
        figures = evaluate(net, held) if held else {}
        line = {"epoch": epoch, "seconds": round(time.time() - began), "loss": sums, "held": figures}
        print(json.dumps(line), flush=True)
        with (args.out / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")
        saved = {"net": net.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict()}
        torch.save(saved | {"epoch": epoch, "labels": dataclasses.asdict(labels)}, state)


def _rate(done: float) -> float:
    return max(0.02, min(1.0, done / 0.06) * 0.5 * (1 + math.cos(math.pi * min(1.0, done))))


def main(argv: list[str]) -> None:
    """Read the options and train."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--base", type=Path, required=True, help="BERT checkpoint (safetensors) to start from")
    ap.add_argument("--start", type=Path, help="state.pt of an earlier run to start from")
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--written", type=Path, help="folder of written items")
    ap.add_argument("--real", type=Path, help="folder of stand-off annotations")
    ap.add_argument("--shared", type=Path, help="folder that holds the texts of the stand-off annotations")
    ap.add_argument("--gold-train", type=Path, help="folder with articles/ and annotations/ in the rules' shape")
    ap.add_argument("--attributions", type=Path, help="archive in the shape of PolNeAR")
    ap.add_argument("--attribution-windows", type=int, default=600, help="attribution windows an epoch")
    ap.add_argument("--pairs", type=Path, nargs="*", default=[], help="sentences with two marked actors and their root")
    ap.add_argument("--held-out", type=Path, help="folder of articles no sentence of which may be learnt from")
    ap.add_argument("--all", action="store_true", help="keep nothing aside")
    ap.add_argument("--epochs", type=int, default=10)
    ap.add_argument("--batch", type=int, default=8)
    ap.add_argument("--rate", type=float, default=1e-4)
    ap.add_argument("--frozen-layers", type=int, default=2, help="lowest layers that keep their weights")
    ap.add_argument("--trigger-weight", type=float, default=1.0, help="factor of the trigger loss")
    ap.add_argument("--role-weight", type=float, default=1.0, help="factor of the role loss")
    ap.add_argument("--seed", type=int, default=13)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--resume", action="store_true")
    train(ap.parse_args(argv))


if __name__ == "__main__":
    main(sys.argv[1:])
