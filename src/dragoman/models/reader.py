"""Runs the trained encoder over an article and decodes the frames it finds.

Enters: title, text, sentence ranges. Leaves: `Frame` objects: a trigger with its type, attributes and roles.
One window is run at a time, so that the answer for an article does not depend on what is read beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.errors import KnowledgeError
from dragoman.model import Frame, Role, Span, sentence_of
from dragoman.models.pairs import mark_pair
from dragoman.models.spans import runs_of, stretches_of, trim_quotes
from dragoman.models.windows import Window, make_windows

Floats = npt.NDArray[np.float32]
CUE = "CUE"
SHIPPED = Path(__file__).parent / "coder"
DISTANCES = 32
NEEDED = frozenset({"actor", "recipient", "speaker"})
FAINTEST = 0.2


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Least probabilities at which a trigger of an event, a cue, and a word of a role are taken."""

    event: float = 0.5
    cue: float = 0.5
    role: float = 0.5


class Reader:
    """The encoder with its heads; weights are loaded on first use. Safe to share between threads."""

    name = "encoder"

    def __init__(self, folder: Path = SHIPPED, *, threads: int = 1, thresholds: Thresholds | None = None) -> None:
        self.folder = folder
        self.threads = threads
        self._thresholds = thresholds

    @cached_property
    def card(self) -> dict[str, Any]:
        """Labels, thresholds and version of the weights, as ``labels.json`` holds them."""
        path = self.folder / "labels.json"
        try:
            loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise KnowledgeError(f"{path}: weights cannot be read ({error}); install the package again") from error
        return loaded

    @property
    def version(self) -> str:
        """Version of the weights."""
        return str(self.card["version"])

    @cached_property
    def thresholds(self) -> Thresholds:
        """Thresholds given, or those that the weights came with."""
        return self._thresholds or Thresholds(**self.card.get("thresholds", {}))

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(
                str(self.folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise KnowledgeError(
                f"{self.folder / 'encoder.onnx'}: cannot be loaded ({error}); install again"
            ) from error

    @cached_property
    def _heads(self) -> dict[str, Floats]:
        with np.load(self.folder / "heads.npz") as stored:
            return {name: stored[name].astype(np.float32) for name in stored.files}

    def states(self, ids: npt.NDArray[np.int64], kinds: npt.NDArray[np.int64]) -> Floats:
        """(tokens, size) states of one window."""
        found: Floats = self._session.run(None, {"ids": ids[None], "kinds": kinds[None]})[0][0]
        return found

    def read(self, text: str, sentences: Sequence[Span], *, title: str | None = None) -> tuple[Frame, ...]:
        """All frames of an article, in order of text."""
        found: list[Frame] = []
        for window in make_windows(text, sentences, title=title):
            found.extend(self._frames(text, sentences, window))
        return tuple(sorted(found, key=lambda f: (f.trigger, f.label)))

    def classify(self, text: str, source: str | None, target: str | None) -> tuple[tuple[str, float], ...]:
        """Probabilities of the roots for the act between two actors of a sentence, best first."""
        pair = mark_pair(text, source, target)
        states = self.states(pair.ids, np.zeros_like(pair.ids))
        both = np.concatenate([states.mean(0), states[pair.marks[0]], states[pair.marks[1]]])
        logits = _linear(_gelu(_linear(both, self._heads, "pair")), self._heads, "root")
        return _ranked(_softmax(logits), self.card["roots"])

    def _frames(self, text: str, sentences: Sequence[Span], window: Window) -> Iterator[Frame]:
        states = self.states(window.ids, window.kinds)
        chances = _sigmoid(_linear(states, self._heads, "trigger"))
        types: list[str] = self.card["types"]
        tokens = _linear(states, self._heads, "role_token")
        for kind, label in enumerate(types):
            least = self.thresholds.cue if label == CUE else self.thresholds.event
            starts, insides = chances[:, kind], chances[:, len(types) + kind]
            for first, last in runs_of(starts, insides, window, text, least=least, within=window.core):
                span = Span(int(window.starts[first]), int(window.ends[last - 1]))
                sentence = sentence_of(span, sentences)
                if sentence is None:
                    continue
                vector = np.tanh(
                    _linear(states[first:last].mean(0), self._heads, "frame") + self._heads["type_vectors"][kind]
                )
                yield Frame(
                    label=label,
                    trigger=span,
                    sentence=sentence,
                    score=float(insides[first:last].max()),
                    roles=tuple(self._roles(text, window, tokens, vector, (first, last), label, sentence)),
                    attributes=() if label == CUE else self._attributes(vector, label, states),
                )

    def _attributes(
        self, vector: Floats, label: str, states: Floats
    ) -> tuple[tuple[str, tuple[tuple[str, float], ...]], ...]:
        modes: list[str] = self.card["modes"]
        logits = _linear(vector, self._heads, "mode")
        allowed = [n for n, m in enumerate(modes) if m == "none" or m.startswith(label + "/")]
        mode = _ranked(_softmax(logits[allowed]), [modes[n].partition("/")[2] or "none" for n in allowed])
        status = _ranked(_softmax(_linear(vector, self._heads, "status")), self.card["statuses"])
        salience = _ranked(_softmax(_linear(vector, self._heads, "salience")), self.card["saliences"])
        return (("mode", mode), ("status", status), ("salience", salience))

    def _roles(
        self,
        text: str,
        window: Window,
        tokens: Floats,
        vector: Floats,
        trigger: tuple[int, int],
        label: str,
        sentence: Span,
    ) -> Iterator[Role]:
        place = np.arange(len(tokens))
        far = np.where(place < trigger[0], place - trigger[0], np.where(place >= trigger[1], place - trigger[1] + 1, 0))
        near = self._heads["role_distance"][np.clip(far, -DISTANCES, DISTANCES) + DISTANCES]
        mixed = _gelu(tokens + _linear(vector, self._heads, "role_frame") + near)
        chances = _sigmoid(_linear(mixed, self._heads, "role_out"))
        roles: list[str] = self.card["roles"]
        wanted = ("speaker", "via") if label == CUE else ("actor", "recipient", "source", "place")
        for n, name in enumerate(roles):
            if name not in wanted:
                continue
            least = self.thresholds.role
            starts, insides = chances[:, n], chances[:, len(roles) + n]
            if name in NEEDED and not (insides[window.starts >= 0] >= least).any():
                least = max(FAINTEST, 0.6 * float(insides[window.starts >= 0].max(initial=0.0)))
            for first, last in runs_of(starts, insides, window, text, least=least):
                span = Span(int(window.starts[first]), int(window.ends[last - 1]))
                yield Role(name, span, float(insides[first:last].mean()))
        if label == CUE:
            insides = chances[:, len(roles) + roles.index("content")]
            for first, last in stretches_of(insides, window, text, sentence=sentence, cut=trigger):
                span = trim_quotes(text, Span(int(window.starts[first]), int(window.ends[last - 1])))
                if span.end > span.start:
                    yield Role("content", span, float(insides[first:last].mean()))


def _linear(x: Floats, heads: dict[str, Floats], name: str) -> Floats:
    found: Floats = x @ heads[f"{name}.weight"].T + heads[f"{name}.bias"]
    return found


def _gelu(x: Floats) -> Floats:
    """The tanh form of GELU, within .001 of the exact one."""
    found: Floats = (0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3)))).astype(np.float32)
    return found


def _sigmoid(x: Floats) -> Floats:
    found: Floats = (1 / (1 + np.exp(-np.clip(x, -30, 30)))).astype(np.float32)
    return found


def _softmax(x: Floats) -> Floats:
    raised = np.exp(x - x.max())
    found: Floats = (raised / raised.sum()).astype(np.float32)
    return found


def _ranked(chances: Floats, names: Sequence[str]) -> tuple[tuple[str, float], ...]:
    order = np.argsort(-chances, kind="stable")
    return tuple((names[n], float(chances[n])) for n in order)
