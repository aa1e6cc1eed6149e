"""The compact notation in which the corpus is written and annotated.

Enters: text files of items (``corpus/written/**/*.txt``) or annotation files (``*.ann``) over a text that is kept
elsewhere. Leaves: `Item` objects with code point offsets, or the JSON shape of the annotation rules.
The notation exists so that a person can write, read and diff an annotation; ``corpus/README.md`` explains it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

TYPES = frozenset(
    [
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "COOPERATE",
        "AID",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    ]
)
MODES = {
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
}
STATUSES = frozenset(["occurred", "ongoing", "planned", "conditional", "denied"])
QUOTES = frozenset(["direct", "mixed", "indirect"])
KINDS = frozenset(["person", "organisation", "country", "group"])
SECTORS = frozenset(
    [
        "GOV",
        "LEG",
        "JUD",
        "MIL",
        "COP",
        "SPY",
        "PTY",
        "OPP",
        "REB",
        "UAF",
        "PRM",
        "BUS",
        "CVL",
        "CRM",
        "EDU",
        "ELI",
        "JRN",
        "LAB",
        "MED",
        "REL",
        "REF",
        "AGR",
        "SOC",
        "NGO",
        "IGO",
        "UNK",
    ]
)
Range = tuple[int, int]


class CorpusError(ValueError):
    """An item breaks the notation; the message names the item, the line and what is wrong."""


@dataclass(frozen=True)
class Party:
    """An actor as an annotation names it: its words (or None) and what it resolves to."""

    span: Range | None
    name: str | None
    country: str | None
    sector: str
    kind: str


@dataclass(frozen=True)
class EventLabel:
    """One event record: ranges are half-open code point offsets into the item's text."""

    type: str
    mode: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    status: str
    date: str | None
    place: tuple[Range | None, str | None] | None
    source: Party | None
    evidence: Range
    trigger: Range
    also: tuple[Range, ...]
    salience: str


@dataclass(frozen=True)
class StatementLabel:
    """One statement record; `content` holds one range, or several where the cue breaks it."""

    speaker: Party
    cue: Range
    content: tuple[Range, ...]
    quote: str
    via: Party | None
    sentence: Range


@dataclass(frozen=True)
class Item:
    """One annotated article: text, sentence ranges, and its records."""

    id: str
    title: str
    published: str | None
    text: str
    sentences: tuple[Range, ...]
    events: tuple[EventLabel, ...]
    statements: tuple[StatementLabel, ...]
    tags: tuple[tuple[str, str], ...] = ()


def join_lines(body: str) -> tuple[str, tuple[Range, ...]]:
    """Text and sentence ranges of a body with one sentence a line and an empty line between paragraphs."""
    text, sentences, gap = "", [], ""
    for line in body.strip("\n").split("\n"):
        line = line.strip()
        if not line:
            gap = "\n\n"
            continue
        text += gap if text else ""
        sentences.append((len(text), len(text) + len(line)))
        text += line
        gap = " "
    return text, tuple(sentences)


@dataclass
class _Reader:
    """Turns annotation lines over one text into labels; collects what is wrong instead of stopping at once."""

    id: str
    text: str
    sentences: tuple[Range, ...]
    parties: dict[str, tuple[str | None, str | None, str, str]] = field(default_factory=dict)
    events: list[EventLabel] = field(default_factory=list)
    statements: list[StatementLabel] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    line: str = ""

    def fail(self, what: str) -> None:
        self.errors.append(f"{self.id}: {what} | in: {self.line[:110]}")

    def sentence(self, number: str) -> Range:
        if not number.isdigit() or not 1 <= int(number) <= len(self.sentences):
            self.fail(f"no sentence {number!r} (there are {len(self.sentences)})")
            return self.sentences[0]
        return self.sentences[int(number) - 1]

    def find(self, words: str, near: Range, *, inside: bool) -> Range:
        """Range of `words` from `near` on, else anywhere; ``first … last`` is a stretch, ``w#2`` the second ``w``."""
        words, nth = words.strip(), 1
        if hit := re.fullmatch(r"(.+)#(\d)", words):
            words, nth = hit[1], int(hit[2])
        first, _, last = words.partition(" … ")
        starts = [near[0], 0] if not inside else [near[0]]
        for begin in starts:
            at = begin - 1
            for _ in range(nth):
                at = self.at_word(first, at + 1)
                if at < 0:
                    break
            end = at + len(first)
            if last and at >= 0:
                end = self.text.find(last, end)
                end = end + len(last) if end >= 0 else -1
            if at >= 0 and end >= 0 and (not inside or end <= near[1]):
                return at, end
        self.fail(f"not in the {'sentence' if inside else 'text'}: {words[:70]!r}")
        return near

    def at_word(self, words: str, start: int) -> int:
        """Like str.find, but not in the middle of a word."""
        hit = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(self.text, start)
        return hit.start() if hit else -1

    def party(self, spec: str, near: Range) -> Party:
        handle, _, words = spec.strip().partition(":")
        handle = handle.strip()
        if handle not in self.parties:
            self.fail(f"no actor {handle!r}")
        name, country, sector, kind = self.parties.get(handle, (None, None, "UNK", "person"))
        return Party(self.find(words, near, inside=False) if words.strip() else None, name, country, sector, kind)

    def parties_of(self, specs: str, near: Range) -> tuple[Party, ...]:
        return tuple(self.party(s, near) for s in specs.split(";") if s.strip())

    def read_actor(self, rest: str) -> None:
        handle, _, about = rest.partition("=")
        name, _, codes = about.rpartition("|")
        fields = codes.split()
        if len(fields) != 3 or fields[1] not in SECTORS or fields[2] not in KINDS:
            self.fail("an actor is: A handle = Name | COUNTRY SECTOR kind")
            return
        if fields[0] != "-" and not re.fullmatch("[A-Z]{3}", fields[0]):
            self.fail(f"country {fields[0]!r}")
        known = None if name.strip() == "-" else name.strip()
        self.parties[handle.strip()] = (known, None if fields[0] == "-" else fields[0], fields[1], fields[2])

    def read_event(self, rest: str) -> None:
        head, who, *fields = [f.strip() for f in rest.split(" | ")]
        type_, _, mode = head.partition("/")
        if type_ not in TYPES or (mode and mode not in MODES.get(type_, "").split()):
            self.fail(f"type or mode {head!r}")
        got: dict[str, str] = {}
        for f in fields:
            key, _, value = f.partition(" ")
            got["status" if key in STATUSES else key] = f if key in STATUSES else value
        if unknown := set(got) - {"status", "at", "also", "in", "from", "background", "main"}:
            self.fail(f"unknown field {sorted(unknown)}")
        number, _, trigger = got.get("at", "").partition(" ")
        near = self.sentence(number)
        actors, _, recipients = who.partition(">")
        status, _, date = got.get("status", "").partition(" ")
        if not status or (date and not re.fullmatch(r"\d{4}(-\d\d){0,2}", date)):
            self.fail(f"status or date {got.get('status')!r}")
        event = EventLabel(
            type=type_,
            mode=mode or None,
            actors=self.parties_of(actors, near),
            recipients=self.parties_of(recipients, near),
            status=status,
            date=date or None,
            place=self.place(got["in"], near) if "in" in got else None,
            source=self.party(got["from"], near) if "from" in got else None,
            evidence=near,
            trigger=self.find(trigger, near, inside=True),
            also=tuple(self.sentence(n) for n in re.findall(r"\d+", got.get("also", ""))),
            salience="background" if "background" in got else "main",
        )
        if not event.actors:
            self.fail("no actor")
        self.events.append(event)

    def place(self, spec: str, near: Range) -> tuple[Range | None, str | None]:
        words, _, country = spec.rpartition(" ")
        if country != "-" and not re.fullmatch("[A-Z]{3}", country):
            self.fail(f"place {spec!r}: words, then a country code or -")
        return (
            self.find(words, near, inside=False) if words.strip(" -") else None,
            None if country == "-" else country,
        )

    def read_statement(self, rest: str) -> None:
        who, *fields = [f.strip() for f in rest.split(" | ")]
        got: dict[str, str] = {}
        for f in fields:
            key, _, value = f.partition(" ")
            got["quote" if key in QUOTES else key] = key if key in QUOTES else value
        if set(got) - {"via"} != {"at", "quote", "content"}:
            self.fail(f"a statement has at, quote, content and perhaps via; got {sorted(got)}")
            return
        number, _, cue = got["at"].partition(" ")
        near = self.sentence(number)
        before = self.sentences[max(0, int(number) - 2)] if number.isdigit() else near
        content = tuple(self.content(c, near, before) for c in got["content"].split(" ;; "))
        via = self.party(got["via"], near) if "via" in got else None
        self.statements.append(
            StatementLabel(self.party(who, near), self.find(cue, near, inside=True), content, got["quote"], via, near)
        )

    def content(self, words: str, near: Range, before: Range) -> Range:
        held = len(self.errors)
        found = self.find(words, near, inside=False)
        if found[0] < before[0] and len(self.errors) == held:
            return self.find(words, before, inside=False)
        return found

    def read(self, body: str) -> None:
        for line in body.strip().split("\n"):
            self.line = line = line.strip()
            kind, _, rest = line.partition(" ")
            if not line or line.startswith("#"):
                continue
            handler = {"A": self.read_actor, "E": self.read_event, "S": self.read_statement}.get(kind)
            if handler is None:
                self.fail("a line starts with A, E, S or #")
                continue
            try:
                handler(rest)
            except ValueError as error:
                self.fail(f"cannot be read ({error})")


def read_annotations(body: str, *, id: str, text: str, sentences: tuple[Range, ...]) -> tuple[_Reader, list[str]]:
    """Labels of annotation lines over a text, and what is wrong with them."""
    reader = _Reader(id, text, sentences)
    reader.read(body)
    return reader, reader.errors


def read_item(block: str) -> tuple[Item | None, list[str]]:
    """One item of a corpus file (without its ``===`` line's marker), and what is wrong with it."""
    parts = re.split(r"^---\s*$", block, flags=re.M)
    first = block.strip().split("\n")[0].strip()
    if len(parts) != 3:
        return None, [f"{first}: an item has three parts, set apart by lines of ---; got {len(parts)}"]
    head = parts[0].strip().split("\n")
    tags = tuple((k.strip(), v.strip()) for k, _, v in (line.partition(":") for line in head[1:]))
    text, sentences = join_lines(parts[1])
    reader, errors = read_annotations(parts[2], id=first, text=text, sentences=sentences)
    known = dict(tags)
    published = known.get("published") or None
    if published and not re.fullmatch(r"\d{4}(-\d\d){0,2}", published):
        errors.append(f"{first}: published {published!r}")
    extra = tuple((k, v) for k, v in tags if k not in {"title", "published"})
    item = Item(
        first, known.get("title", ""), published, text, sentences, tuple(reader.events), tuple(reader.statements), extra
    )
    return item, errors


def read_corpus(folder: Path) -> Iterator[tuple[Item | None, list[str]]]:
    """Items of all ``*.txt`` files below a folder, in order of path."""
    for path in sorted(folder.rglob("*.txt")) if folder.is_dir() else [folder]:
        for block in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
            yield read_item(block)


def to_gold(item: Item) -> dict[str, object]:
    """The JSON shape of the annotation rules, with passages as words."""

    def words(r: Range | None) -> str | None:
        return None if r is None else item.text[r[0] : r[1]]

    def actor(p: Party | None) -> dict[str, object] | None:
        if p is None:
            return None
        return {"text": words(p.span), "name": p.name, "country": p.country, "sector": p.sector, "kind": p.kind}

    def event(e: EventLabel) -> dict[str, object]:
        return {
            "type": e.type,
            "mode": e.mode,
            "actors": [actor(p) for p in e.actors],
            "recipients": [actor(p) for p in e.recipients],
            "status": e.status,
            "date": e.date,
            "place": e.place and {"text": words(e.place[0]), "country": e.place[1]},
            "source": actor(e.source),
            "evidence": words(e.evidence),
            "trigger": words(e.trigger),
            "also": [words(r) for r in e.also],
            "salience": e.salience,
        }

    def statement(s: StatementLabel) -> dict[str, object]:
        content = [words(r) for r in s.content]
        return {
            "speaker": actor(s.speaker),
            "cue": words(s.cue),
            "content": content[0] if len(content) == 1 else content,
            "quote": s.quote,
            "via": actor(s.via),
            "sentence": words(s.sentence),
        }

    return {
        "id": item.id,
        "events": [event(e) for e in item.events],
        "statements": [statement(s) for s in item.statements],
    }


def check(paths: list[Path]) -> int:
    """Print what is wrong in corpus files, and a count; the number of errors."""
    bad, items, events, statements, seen = 0, 0, 0, 0, set[str]()
    for path in paths:
        for item, errors in read_corpus(path):
            if item is not None:
                items, events, statements = items + 1, events + len(item.events), statements + len(item.statements)
                if item.id in seen:
                    errors = [*errors, f"{item.id}: id used twice"]
                seen.add(item.id)
            bad += len(errors)
            for e in errors:
                print(e)
    print(f"{items} items, {events} events, {statements} statements, {bad} errors")
    return bad


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] == "show":
        for found, _ in read_corpus(Path(sys.argv[2])):
            if found is not None:
                print(json.dumps(to_gold(found), indent=1, ensure_ascii=False))
    else:
        sys.exit(bool(check([Path(p) for p in sys.argv[1:]])))
