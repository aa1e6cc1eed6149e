"""Words by which lines of furniture give themselves away; `lines` turns them into features, never into verdicts."""

from __future__ import annotations

import re

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]{1,2}|[^\W\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+")
SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»)\]]*$")
INNER_END = re.compile(r"[.!?…]['\"”’»)]*\s+['\"“‘«(]?[^\W\d_a-zß-ÿа-я]")
CLOCK = re.compile(r"\b[0-2]?\d[:.][0-5]\d\b")
LEXICON = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\b(?:share|tweet|facebook|twitter|whatsapp|linkedin|pinterest|reddit|email|print|instagram|youtube)\b",
        r"\b(?:comments?|reply|replies|log ?in|sign (?:in|up)|register|subscri\w+|newsletters?|account|password)\b",
        r"\b(?:cookies?|privacy|terms of|all rights reserved|copyright|advert\w*|sponsored|disclaimer)\b|©",
        r"\b(?:related|read (?:more|also|next)|see (?:also|more)|more (?:from|on|stories|news)|recommended"
        r"|trending|most (?:read|popular)|latest|you may|don'?t miss|next article|previous|also read|editor'?s pick)\b",
        r"\b(?:photo|image|picture|credit|getty|caption|file photo|reuters pictures|handout|screenshot|courtesy)\b",
        r"^(?:by|written by|posted by|from)\b|\b(?:staff writer|correspondent|reporter|contributor|is a writer)\b",
        r"\b(?:published|updated|posted|last modified|first published|\d+ (?:min(?:ute)?s?|hours?|days?)"
        r" (?:read|ago))\b",
        r"\b(?:click|download|watch|video|listen|follow us|contact us|about us|help|faq|shop|buy|menu|search|home)\b",
        r"https?://|www\.|@\w+|\.(?:com|org|net)\b",
        r"\b(?:said|says|told|according to|announced|added|reported)\b",
        r"\b(?:you|your|yours|our|us)\b",
        r"\b(?:i|i'm|i've|my|me)\b",
        r"\b(?:consent|personal data|third part(?:y|ies)|rights|terms|policy|moderat\w+|violat\w+|inbox"
        r"|breaking news)\b",
        r"\((?:image|photo|picture)|/\s?(?:ap|reuters|getty|afp)\b|\b(?:ap|getty|afp) (?:photo|images)|\bpictured\b"
        r"|\d of ?\d",
        r"^(?:image|photo|picture|video|credit|source|watch|read|more|related|see|also|must read|click)\b"
        r"[^.]{0,20}[:|]",
    )
)
SECTIONS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"^\W*\d*\W*(?:comments?|replies|responses?|reactions|leave a (?:reply|comment)"
        r"|join the (?:conversation|discussion)"
        r"|kommentare?|comentários?|commentaires?|komentar\w*|discussion|top rated comments?)\b",
        r"^\W*(?:related|read (?:more|next|also)|more (?:from|on|stories|in|news)|most (?:read|popular|viewed)"
        r"|recommended|trending|latest|popular|you may|you might|don'?t miss|up next|top stories|editor'?s|sponsored"
        r"|promoted|weiterlesen)\b",
        r"^\W*(?:about (?:the )?author|subscribe|newsletter|sign up|get the|tags?|topics?|filed under|share this"
        r"|follow|contact)\b",
        r"^\W*(?:copyright|©|terms|privacy|cookie|impressum|legal|advertis\w+)\b",
    )
)
