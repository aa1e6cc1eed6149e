"""Small closed sets of words that the resolver goes by.

They are language, not facts about the world; the facts are in the knowledge package.
"""

from __future__ import annotations

from dragoman.knowledge.text import word_set

PRONOUNS_ONE = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself", "i", "me", "my"])
PRONOUNS_MANY = word_set("they them their theirs themselves we us our ours it its itself both")
PRONOUNS = (
    PRONOUNS_ONE
    | PRONOUNS_MANY
    | frozenset(["you", "your", "who", "whom", "which", "that", "this", "those", "these", "one"])
)
TITLES = word_set(
    "mr mrs ms miss dr prof professor sir lord lady dame sen rep gov gen col lt sgt maj capt cpl pte rev fr hon "
    "judge justice president prime minister senator congressman congresswoman representative king queen prince "
    "princess sheikh ayatollah pope cardinal archbishop bishop imam chief secretary chancellor governor mayor "
    "ambassador general colonel major captain lieutenant sergeant master officer inspector constable detective "
    "sheriff commissioner councillor cllr councilman mp mla attorney lawyer chairman ceo director spokesman "
    "spokeswoman spokesperson leader vice deputy foreign brigadier admiral father sister brother pastor "
    "reverend premier crown professor former ex the commander comrade engr barr alhaji alhaja otunba kgosi"
)
NEUTRAL = word_set(
    "spokesman spokeswoman spokesperson spokespersons spokesmen spokespeople official officials leader leaders "
    "chief chiefs head heads member members director directors chairman chairwoman chairperson chair president "
    "presidents vice secretary secretary-general representative representatives group groups source sources "
    "worker workers supporter supporters statement report staff employee employees leadership authorities "
    "administrator administrators agency agencies organisation organization coordinator manager coordinators "
    "communications deputy commissioner officer officers executive executives founder co-founder adviser "
    "advisor advisers aide aides delegation delegations media wing wings branch team teams commission committee "
    "committees service services body department office operatives operative general general-secretary "
    "treasurer federation association council delegate delegates volunteer volunteers observer observers "
    "mission forces force figure figures commander commanders guard guards candidate candidates board ministry "
    "fighter fighters boss bosses negotiator negotiators envoy spokesperson boss chairperson witness witnesses "
    "member followers "
    "president-general"
)
DOCUMENTS = word_set(
    "statement report reports letter message figures survey petition speech tweet document documents email "
    "emails note complaint lawsuit suit filing indictment affidavit release communique communiqué post memo "
    "review study poll research brief data comments remarks announcement account website page papers paper "
    "dispatch text video footage article interview editorial judgment"
)
BODIES = word_set(
    "agency council commission committee court ministry department university company party union organisation "
    "organization association bank church board authority institute foundation assembly parliament senate group "
    "institution college school hospital corporation office tribunal federation network center centre"
)
GOVERNMENT = word_set(
    "government authorities regime administration side delegation cabinet leadership state country nation "
    "capital kingdom republic centre center officials governments"
)
GOVERNMENT_NAMED = GOVERNMENT - frozenset(("officials", "cabinet", "delegation", "governments"))
FORMER = frozenset(
    [
        "former",
        "ex",
        "late",
        "retired",
        "one-time",
        "onetime",
        "ex-president",
        "deposed",
        "ousted",
        "erstwhile",
        "outgoing",
    ]
) - {"outgoing"}
MINISTRIES = {
    "foreign": "Ministry of Foreign Affairs",
    "defence": "Ministry of Defence",
    "defense": "Ministry of Defence",
    "interior": "Ministry of Interior",
    "finance": "Ministry of Finance",
    "health": "Ministry of Health",
    "energy": "Ministry of Energy",
    "justice": "Ministry of Justice",
    "education": "Ministry of Education",
    "oil": "Ministry of Petroleum",
    "trade": "Ministry of Trade",
    "agriculture": "Ministry of Agriculture",
    "economy": "Ministry of Economy",
    "transport": "Ministry of Transport",
    "environment": "Ministry of Environment",
    "information": "Ministry of Information",
    "commerce": "Ministry of Commerce",
    "culture": "Ministry of Culture",
    "home": "Ministry of Home Affairs",
}
LOCATIVE = word_set(
    "in at from near of to outside around across inside for via toward towards through leaving into over north "
    "south east west"
)
