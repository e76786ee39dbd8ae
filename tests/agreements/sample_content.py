"""What do frozen versions look like? Builders around one invented neighbourhood, het Lijsterkwartier."""

import copy
import hashlib
import json

GEMEENTE = {
    "name": "gemeente Eskerveen",
    "short": "de gemeente",
    "legal_form": "gemeente",
    "place": "Eskerveen",
    "kvk": "",
    "representative": "de wethouder Energie en Wonen",
    "side": "municipality",
}
INITIATIEF = {
    "name": "Coöperatie Warm Lijsterkwartier U.A.",
    "short": "het initiatief",
    "legal_form": "coöperatie",
    "place": "Eskerveen",
    "kvk": "00000000",
    "representative": "de voorzitter en de penningmeester samen",
    "side": "initiative",
}
VEENHOF = {
    "name": "Stichting Woningbeheer De Veenhof",
    "short": "De Veenhof",
    "legal_form": "stichting",
    "place": "Eskerveen",
    "kvk": "00000000",
    "representative": "de directeur-bestuurder",
    "side": "partner",
}
SIGNATURES = [
    {"party": GEMEENTE["name"], "functions": ["wethouder Energie en Wonen"], "side": "municipality"},
    {"party": INITIATIEF["name"], "functions": ["voorzitter", "penningmeester"], "side": "initiative"},
    {"party": VEENHOF["name"], "functions": ["directeur-bestuurder"], "side": "partner"},
]


def spans(*parts):
    return [{"t": part} if isinstance(part, str) else part for part in parts]


def p(*parts):
    return {"type": "p", "spans": spans(*parts)}


def bullets(*items):
    return {
        "type": "list",
        "ordered": False,
        "items": [spans(*i) if isinstance(i, tuple) else spans(i) for i in items],
    }


def v(value, name="veld"):
    return {"v": value, "name": name}


def blank(name, label, **more):
    return {"blank": name, "label": label, **more}


def ref(key, text):
    return {"ref": f"a-{key}", "t": text}


def table(name, kind, columns, rows, *, caption="", wide=False, totals=()):
    return {
        "type": "table",
        "kind": kind,
        "name": name,
        "caption": caption,
        "wide": wide,
        "columns": [
            {"key": f"k{place}", "label": label, "width": width, "align": align[0] if align else "start"}
            for place, (label, width, *align) in enumerate(columns)
        ],
        "rows": [[spans(*cell) if isinstance(cell, tuple) else spans(cell) for cell in row] for row in rows],
        "totals": list(totals),
    }


TASK_COLUMNS = [("Taak", 33), ("Wie", 15), ("Wie beslist", 17), ("Wie helpt", 19), ("Klaar op", 16)]
BUDGET = table(
    "kosten",
    "budget_table",
    [("Post", 44), ("Bedrag", 16, "end"), ("Betaald door", 20), ("Zekerheid", 20)],
    [
        ("Technisch ontwerp en onderzoek ondergrond", "92.000", "gemeente", "toegezegd"),
        ("Procesbegeleiding en buurtbegeleider", "34.500", "provincie", "aangevraagd"),
        ("Buurtavonden, drukwerk en vertaling", "18.900", "gemeente", "toegezegd"),
        ("Juridisch en financieel advies coöperatie", "21.000", "nog te vinden", "nog te vinden"),
        ("Onderzoek huurwoningen", "14.000", "De Veenhof", "toegezegd"),
        ("Vergoeding inzet bewoners", "6.000", "gemeente", "toegezegd"),
    ],
    caption="Begroting fase Ontwikkelen, in euro inclusief btw",
    wide=True,
    totals=[
        {"label": "Totaal", "amount": "186.400", "style": "totaal"},
        {"label": "waarvan toegezegd", "amount": "130.900", "style": "waarvan"},
        {"label": "waarvan aangevraagd", "amount": "34.500", "style": "waarvan"},
        {"label": "Nog niet gedekt", "amount": "21.000", "style": "ongedekt"},
    ],
)


def _opening(parties):
    return [
        (
            "partijen",
            "Partijen",
            [
                p("Deze afspraken maken:"),
                {"type": "parties", "items": parties},
                p('Samen noemen we hen "de partijen" of "wij".'),
            ],
        ),
        (
            "mandaat",
            "Wie mag tekenen",
            [
                p(
                    "Voor gemeente Eskerveen tekent: de wethouder Energie en Wonen. Besluit van: het college, op ",
                    blank("gemeente_besluit_datum", "datum van het collegebesluit"),
                    ".",
                ),
                p(
                    "Voor Coöperatie Warm Lijsterkwartier U.A. tekenen: de voorzitter en de penningmeester samen. ",
                    "Besluit van: de ledenvergadering, op ",
                    v("4 november 2026", "initiatief_besluit_datum"),
                    ".",
                ),
                p(
                    "Voor De Veenhof tekent: de directeur-bestuurder. De raad van commissarissen heeft dit goedgekeurd."
                ),
            ],
        ),
        (
            "aanleiding",
            "Waarom we dit afspreken",
            [
                p("Dit ging eraan vooraf:"),
                bullets(
                    (
                        {"t": "Het initiatief:", "b": True},
                        " bewoners van het Lijsterkwartier willen zelf bepalen hoe hun buurt van het aardgas gaat. ",
                        "Sinds 2024 praten zij daarover aan de keukentafel, op straat en in het buurthuis. ",
                        "214 huishoudens zijn lid.",
                    ),
                    (
                        {"t": "De gemeente:", "b": True},
                        " het Lijsterkwartier is een van de eerste buurten in het warmteprogramma. De gemeente wil dat ",
                        "bewoners daar een beslissende stem in hebben.",
                    ),
                    (
                        {"t": "De Veenhof:", "b": True},
                        " 168 van haar huurwoningen worden voor 2031 opgeknapt. Zij wil dat in één keer goed doen.",
                    ),
                    "Eerdere stappen: intentieovereenkomst (maart 2025), buurtonderzoek en plan op hoofdlijnen.",
                ),
            ],
        ),
        (
            "begrippen",
            "Wat woorden betekenen",
            [
                p("In dit stuk bedoelen we met:"),
                table(
                    "begrippen",
                    "definition_list",
                    [("Woord", 26), ("Betekenis", 74)],
                    [
                        (
                            "Aardgasvrij",
                            "een woning heeft geen aardgas meer nodig om te verwarmen en te koken.",
                        ),
                        ("Deelname", "een bewoner of eigenaar heeft getekend dat hij of zij meedoet."),
                        (
                            "Fase Ontwikkelen",
                            "de tijd waarin we een plan maken dat uitgevoerd en betaald kan worden.",
                        ),
                        ("Steun", "een bewoner vindt het plan goed, zonder dat die al hoeft te tekenen."),
                    ],
                ),
            ],
        ),
        (
            "gebied",
            "Om welk gebied het gaat",
            [
                p(
                    "Deze afspraken gaan over: het Lijsterkwartier (Eskerveen, gemeente Eskerveen). In het gebied staan ",
                    "ongeveer 612 woningen. Er zijn ook 23 andere gebouwen, waaronder buurthuis 't Nest. ",
                    "De grens staat op de kaart: ",
                    {"ref": "bijlage-1", "t": "bijlage 1"},
                    ".",
                )
            ],
        ),
        (
            "juridische_status",
            "Wat voor afspraak dit is",
            [
                p(
                    'Wij zijn aan deze afspraken gebonden. Waar "inspannen" staat, beloven wij ons best te doen en niet ',
                    "een bepaald resultaat.",
                )
            ],
        ),
    ]


def _aims():
    return [
        (
            "stip_op_de_horizon",
            "Onze stip op de horizon",
            [
                p(
                    "In ",
                    v("2034", "horizon_jaar"),
                    " willen we dat dit waar is: alle bewoners van het Lijsterkwartier wonen comfortabel zonder ",
                    "aardgas, voor een prijs die ook met een klein inkomen te betalen is, en bewoners beslissen mee.",
                ),
                p("We weten nog niet precies hoe. We toetsen elke stap aan deze stip."),
            ],
        ),
        (
            "uitgangspunten",
            "Hoe we samenwerken",
            [
                p("Wij spreken af:"),
                bullets(
                    "We zijn gelijkwaardig. Niemand neemt een besluit over de buurt zonder de anderen te horen.",
                    "We zeggen op tijd wat we niet weten of niet kunnen.",
                    "Wat vrijwilligers doen, past in hun tijd. We vragen het eerst.",
                    "Iedereen in de buurt kan meedoen: huurders en eigenaren, ook wie weinig Nederlands leest.",
                ),
            ],
        ),
        (
            "doelen",
            "Doelen en resultaten",
            [
                p("Aan het eind van deze fase, op 1 maart 2029, willen we dit hebben bereikt:"),
                table(
                    "doelen",
                    "goal_list",
                    [("Doel", 34), ("Hoe we het zien", 28), ("Streefwaarde", 20), ("Wanneer", 18)],
                    [
                        (
                            "Er is een uitvoeringsplan waar de partijen achter staan",
                            "plan vastgesteld",
                            "1 plan",
                            "december 2028",
                        ),
                        (
                            "Genoeg bewoners steunen het plan",
                            "enquête onder alle adressen",
                            "65%",
                            "mei 2028",
                        ),
                        (
                            "Genoeg bewoners doen mee",
                            "getekende verklaringen",
                            "50% van de woningen",
                            "november 2028",
                        ),
                        (
                            "De organisatie is klaar voor de volgende fase",
                            "besluit van de leden",
                            "rechtsvorm gekozen",
                            "januari 2029",
                        ),
                    ],
                    caption="Doelen van de fase Ontwikkelen",
                    wide=True,
                ),
                p("Bij elk doel staat hoe we zien dat het gehaald is."),
            ],
        ),
        (
            "warmteoplossing",
            "De warmteoplossing",
            [
                p("Onze voorkeur is nu:"),
                bullets(
                    "buurtwarmtenet op lage temperatuur (samen; warmtebron: aquathermie uit de Esker)",
                    "warmtepomp per woning, waar het net niet komt (per woning; warmtebron: buitenlucht)",
                ),
                p("We leggen die naast andere oplossingen voordat we kiezen."),
                p("Een oplossing past alleen als die voldoet aan:"),
                bullets(
                    "de maandlasten gaan gemiddeld niet omhoog",
                    "een bewoner kan zelf iets anders kiezen",
                    "het stroomnet kan het aan",
                ),
            ],
        ),
    ]


def _work():
    return [
        (
            "rolverdeling",
            "Taken en verantwoordelijkheden",
            [
                p("Zo verdelen we het werk:"),
                table(
                    "taken",
                    "task_list",
                    TASK_COLUMNS,
                    [
                        (
                            "Technisch ontwerp laten maken",
                            "gemeente",
                            "stuurgroep",
                            "netbeheerder",
                            "1 november 2027",
                        ),
                        (
                            "Bewoners informeren en hun vragen verzamelen",
                            "initiatief",
                            "initiatief",
                            "gemeente, buurtbegeleider",
                            "doorlopend",
                        ),
                        (
                            "Huurders betrekken bij ontwerp en planning",
                            "De Veenhof",
                            "De Veenhof",
                            "initiatief, huurderscommissie",
                            "1 maart 2028",
                        ),
                        (
                            "Kosten per soort woning doorrekenen",
                            "gemeente",
                            "werkgroep techniek",
                            "De Veenhof, initiatief",
                            "15 januari 2028",
                        ),
                        (
                            "Vergunningen en ondergrond uitzoeken",
                            "gemeente",
                            "gemeente",
                            "netbeheerder",
                            (blank("taken", "klaar op", anchor="v-taken_4_klaar"),),
                        ),
                        (
                            "Organisatievorm uitwerken met de leden",
                            "initiatief",
                            "ledenvergadering",
                            "adviseur coöperaties",
                            "1 december 2028",
                        ),
                    ],
                    caption="Taken in de fase Ontwikkelen",
                    wide=True,
                ),
                p("Staat een taak er niet bij? Dan bespreken we in het eerstvolgende overleg wie haar doet."),
            ],
        )
    ]


def _plan():
    return [
        (
            "plan_van_aanpak",
            "Plan van aanpak voor de volgende fase",
            [
                p("In de fase Ontwikkelen werken we langs deze sporen:"),
                table(
                    "werksporen",
                    "workstream_list",
                    [("Spoor", 19), ("Resultaat", 30), ("Trekker", 23), ("Van", 13), ("Tot", 15)],
                    [
                        (
                            "Techniek en ontwerp",
                            "ontwerp dat aanbesteed kan worden",
                            "projectleider gemeente",
                            "maart 2027",
                            "juni 2028",
                        ),
                        (
                            "Betaalbaarheid",
                            "aanbod per soort woning",
                            "penningmeester initiatief",
                            "juni 2027",
                            "oktober 2028",
                        ),
                        (
                            "Buurt",
                            "steun en deelname gemeten",
                            "voorzitter initiatief",
                            "maart 2027",
                            "november 2028",
                        ),
                        (
                            "Organisatie en recht",
                            "rechtsvorm, eigendom en toezicht gekozen",
                            "projectleider gemeente",
                            "januari 2028",
                            "januari 2029",
                        ),
                    ],
                    caption="Werksporen",
                    wide=True,
                ),
                p(
                    "Het volledige plan staat in ",
                    {"ref": "bijlage-2", "t": "bijlage 2"},
                    ". Het plan mag tussentijds wijzigen zonder dat we dit stuk opnieuw tekenen. Wie de wijziging ",
                    "goedkeurt: de stuurgroep.",
                ),
            ],
        ),
        (
            "planning",
            "Planning",
            [
                p("We beginnen op 1 maart 2027. Dit zijn de mijlpalen:"),
                table(
                    "mijlpalen",
                    "milestone_list",
                    [("Mijlpaal", 50), ("Datum", 25), ("Wie", 25)],
                    [
                        ("Startbijeenkomst met de hele buurt", "20 maart 2027", "initiatief"),
                        ("Ontwerp op hoofdlijnen klaar", "1 november 2027", "gemeente"),
                        ("Uitslag buurtenquête", "15 mei 2028", "initiatief"),
                        ("Uitvoeringsplan naar de raad", "1 december 2028", "gemeente"),
                    ],
                    caption="Mijlpalen",
                ),
                p("Loopt een mijlpaal meer dan een maand uit, dan maken we samen een nieuwe planning."),
            ],
        ),
        (
            "beslismomenten",
            "Doorgaan of stoppen",
            [
                p("Op deze momenten besluit elke partij of zij verdergaat:"),
                table(
                    "beslismomenten",
                    "gate_list",
                    [
                        ("Moment", 20),
                        ("Wat dan bekend moet zijn", 21),
                        ("Drempel", 21),
                        ("Wie beslist", 24),
                        ("Uiterlijk", 14),
                    ],
                    [
                        (
                            "1. Na het ontwerp",
                            "ontwerp en raming",
                            "raming hoogstens € 28.500 per woning",
                            "college\nledenvergadering\ndirecteur-bestuurder",
                            "1 februari 2028",
                        ),
                        (
                            "2. Na de enquête",
                            "steun per straat",
                            "65% steun",
                            "college\nbestuur\ndirecteur-bestuurder",
                            "1 juli 2028",
                        ),
                        (
                            "3. Voor het plan",
                            "deelname, aanbod en dekking",
                            "50% deelname",
                            "raad\nledenvergadering\nraad van commissarissen",
                            "1 december 2028",
                        ),
                    ],
                    caption="Beslismomenten",
                    wide=True,
                ),
                p(
                    "Stopt een partij, dan legt zij uit waarom. Daarna geldt ",
                    ref("beeindiging", 'artikel 26 ("Eerder stoppen")'),
                    ".",
                ),
            ],
        ),
        (
            "participatie",
            "De buurt betrekken",
            [
                p("Coöperatie Warm Lijsterkwartier U.A. neemt de leiding bij het betrekken van de buurt."),
                p("Wij willen dat deze groepen kunnen meedoen:"),
                bullets(
                    "huurders en eigenaren",
                    "bewoners die weinig Nederlands lezen",
                    "ondernemers, school en buurthuis",
                ),
                p("Dit organiseren we:"),
                table(
                    "activiteiten",
                    "task_list",
                    [("Activiteit", 33), *TASK_COLUMNS[1:]],
                    [
                        (
                            "Keukentafelgesprekken in elke straat",
                            "initiatief",
                            "initiatief",
                            "buurtbegeleider",
                            "1 oktober 2027",
                        ),
                        (
                            "Buurtavonden per deelgebied (6 keer)",
                            "initiatief",
                            "werkgroep buurt",
                            "gemeente",
                            "1 april 2028",
                        ),
                        ("Inloopspreekuur in 't Nest", "gemeente", "gemeente", "De Veenhof", "elke dinsdag"),
                    ],
                    caption="Activiteiten in de buurt",
                    wide=True,
                ),
                p("Na elke ronde laten we weten wat er met de inbreng is gedaan."),
            ],
        ),
        (
            "draagvlak",
            "Steun en deelname meten",
            [
                p("Steun is: bewoners vinden het plan goed. Deelname is: bewoners tekenen dat zij meedoen."),
                p(
                    "We tellen: elk adres één keer. Huurders tellen altijd mee. Voor steun streven wij naar 65%."
                ),
                p("De telling is openbaar. Namen van bewoners zijn dat niet."),
            ],
        ),
    ]


def _meetings():
    return [
        (
            "overlegstructuur",
            "Overleg",
            [
                p("Zo overleggen we:"),
                table(
                    "overleggen",
                    "meeting_rhythm_list",
                    [
                        ("Overleg", 14),
                        ("Waarvoor", 20),
                        ("Wie erbij zijn", 27),
                        ("Hoe vaak", 14),
                        ("Voorzitter", 13),
                        ("Verslag", 12),
                    ],
                    [
                        (
                            "Werkoverleg",
                            "voortgang, taken en vragen",
                            "projectleider, gebiedsmanager, kernteam",
                            "elke twee weken",
                            "om en om",
                            "gemeente",
                        ),
                        (
                            "Stuurgroep",
                            "besluiten, geld en planning",
                            "wethouder, voorzitter, directeur-bestuurder",
                            "elk kwartaal",
                            "wethouder",
                            "buurtbegeleider",
                        ),
                        (
                            "Buurtraad",
                            "meedenken en toetsen",
                            "bewoners per straat, alle partijen",
                            "twee keer per jaar",
                            "initiatief",
                            "initiatief",
                        ),
                    ],
                    caption="Overlegritme",
                    wide=True,
                ),
                p("Elk overleg heeft een agenda. Het verslag met besluiten is binnen 7 dagen bij iedereen."),
                p("We besluiten alleen als we het samen eens zijn."),
            ],
        ),
        (
            "aanspreekpunten",
            "Vaste aanspreekpunten en overdracht",
            [
                p(
                    "Aanspreekpunt bij de gemeente: projectleider Aardgasvrije Buurten. Die mag zelf beslissen over: planning, inzet van uren en uitgaven tot € 5.000 (inclusief btw)."
                ),
                p(
                    "Aanspreekpunt bij het initiatief: coördinator. Vervanging: ",
                    blank("vervanging", "wie vervangt de coördinator"),
                    ".",
                ),
                p(
                    "Vertrekt iemand, dan meldt die partij dat zo vroeg mogelijk. De opvolger wordt in 4 weken ingewerkt met het gezamenlijke dossier. Deze afspraken blijven gelden, ook na verkiezingen."
                ),
            ],
        ),
        (
            "escalatie",
            "Als we er niet uitkomen",
            [
                p("Meningsverschillen horen erbij. We lossen ze zo op:"),
                {
                    "type": "steps",
                    "items": [
                        {
                            "who": spans("De aanspreekpunten van de betrokken partijen praten met elkaar."),
                            "within": "10 dagen",
                        },
                        {
                            "who": spans(
                                "De wethouder en de voorzitter, en als het De Veenhof raakt ook de directeur-bestuurder, gaan om tafel."
                            ),
                            "within": "20 dagen daarna",
                        },
                        {
                            "who": spans(
                                "Een mediator die alle partijen vertrouwen helpt ons eruit te komen."
                            ),
                            "within": "30 dagen daarna",
                        },
                    ],
                },
                p("Zolang we hiermee bezig zijn, gaan we door met wat wel kan."),
            ],
        ),
        (
            "evaluatie",
            "Terugkijken en bijstellen",
            [
                p(
                    "We kijken elk half jaar terug, voor het eerst op 1 september 2027. Ook de wethouder en het bestuur van het initiatief doen mee. Wat we willen veranderen, leggen we vast als besluit of als wijziging van dit stuk."
                )
            ],
        ),
    ]


def _money():
    return [
        (
            "financiering",
            "Geld",
            [
                p("De kosten van deze fase zijn begroot op € 186.400 (inclusief btw)."),
                BUDGET,
                p(
                    "Zolang het geld dat nog niet gedekt is er niet is, hoeven we de taken die ervan afhangen niet te doen."
                ),
                p("Kosten die niet in de begroting staan, betaalt de partij die ze maakt."),
                p("Betaling:"),
                table(
                    "betaling",
                    "payment_schedule",
                    [("Bedrag", 20, "end"), ("Wanneer", 30), ("Als dit er is", 50)],
                    [
                        ("9.000", "1 april 2027", "deze overeenkomst is getekend"),
                        ("9.000", "1 februari 2028", "kort verslag van het eerste jaar"),
                        ("6.900", "1 maart 2029", "eindverslag"),
                    ],
                    caption="Betaling door de gemeente aan het initiatief",
                ),
            ],
        )
    ]


def _rules():
    return [
        (
            "voorbehoud_bevoegdheid",
            "Wat de gemeente apart moet besluiten",
            [
                p(
                    "De gemeente heeft ook andere taken: zij weegt alle belangen en neemt besluiten volgens de wet. Deze afspraken veranderen dat niet."
                ),
                p("De raad besluit in elk geval over:"),
                bullets("het uitvoeringsplan", "de wijziging van het omgevingsplan", "het budget na 2028"),
                p(
                    "Ook het initiatief heeft een voorbehoud. Zijn leden besluiten over elke verplichting boven € 10.000."
                ),
            ],
        ),
        (
            "privacy",
            "Persoonsgegevens",
            [
                p("We verzamelen alleen persoonsgegevens die nodig zijn:"),
                table(
                    "gegevens",
                    "data_list",
                    [("Welke gegevens", 40), ("Waarvoor", 32), ("Grond in de wet", 28)],
                    [
                        ("Naam, adres, e-mail van leden", "uitnodigen en informeren", "toestemming"),
                        ("Adres en energielabel", "kosten doorrekenen", "algemeen belang"),
                        ("Deelnameverklaring", "deelname tellen", "overeenkomst"),
                    ],
                    caption="Persoonsgegevens",
                ),
                p("Verantwoordelijk is: elke partij voor de gegevens die zij zelf verzamelt."),
                p("We bewaren ze 2 jaar en daarna wissen we ze."),
                p(
                    "Gegevens over woningen of bewoners delen we alleen met toestemming van de bewoner, of als er een andere grond in de wet is."
                ),
            ],
        ),
        (
            "aansprakelijkheid",
            "Aansprakelijkheid en verzekering",
            [
                p(
                    "Elke partij is zelf verantwoordelijk voor haar eigen werk. Gaat er iets mis, dan vergoeden we elkaar alleen directe schade. Het maximum is € 25.000, behalve bij opzet."
                ),
                p(
                    "Bewoners die als vrijwilliger helpen, zijn niet persoonlijk aansprakelijk voor het werk van een ander."
                ),
            ],
        ),
        (
            "duur",
            "Hoe lang dit geldt",
            [
                p(
                    "Deze afspraken gaan in op ",
                    {"line": "ingangsdatum", "label": "datum"},
                    " en duren tot 1 maart 2029.",
                ),
                p("Drie maanden voor het einde bespreken we hoe het verdergaat."),
            ],
        ),
        (
            "beeindiging",
            "Eerder stoppen",
            [
                p(
                    "Elke partij mag stoppen. Zij praat eerst met de anderen en zegt daarna schriftelijk op, met de reden. De opzegtermijn in maanden is: 3."
                ),
                p("Meteen stoppen kan als:"),
                bullets("een partij failliet gaat", "een besluit van de raad de uitvoering onmogelijk maakt"),
                p("Als we stoppen, ronden we af:"),
                bullets(
                    "lopende gesprekken met bewoners",
                    "het overdragen van onderzoek",
                    "een bericht aan alle adressen",
                ),
                p("Kosten die al gemaakt of toegezegd zijn, worden betaald volgens de begroting."),
            ],
        ),
        (
            "geschillen",
            "Recht en rechter",
            [
                p(
                    "Op deze afspraken is het Nederlandse recht van toepassing. Komen we er ook met ",
                    ref("escalatie", 'artikel 19 ("Als we er niet uitkomen")'),
                    " niet uit, dan beslist de rechter in het arrondissement waarin Eskerveen ligt.",
                )
            ],
        ),
    ]


def _close(signatures):
    return [
        (
            "bijlagen",
            "Bijlagen",
            [
                p("Bij dit stuk horen:"),
                {
                    "type": "annexes",
                    "items": [
                        {
                            "anchor": "bijlage-1",
                            "title": "Kaart van het Lijsterkwartier",
                            "version": "",
                            "date": "2026-11-03",
                            "pages": 1,
                        },
                        {
                            "anchor": "bijlage-2",
                            "title": "Projectplan fase Ontwikkelen",
                            "version": "1.2",
                            "date": "2026-11-10",
                            "pages": 18,
                        },
                        {
                            "anchor": "bijlage-3",
                            "title": "Begroting met toelichting",
                            "version": "0.9",
                            "date": "2026-11-17",
                            "pages": 4,
                        },
                    ],
                },
                p("Spreken ze elkaar tegen, dan geldt: dit stuk gaat voor."),
            ],
        ),
        (
            "ondertekening",
            "Ondertekening",
            [
                p(
                    "Getekend in ",
                    {"line": "plaats_tekenen", "label": "plaats"},
                    " op ",
                    {"line": "datum_tekenen", "label": "datum"},
                    ". Er zijn 3 exemplaren, een voor elke partij.",
                ),
                {"type": "signatures", "items": signatures},
            ],
        ),
    ]


SUMMARY = [
    (
        "Wat we willen",
        "Een buurt die comfortabel woont zonder aardgas, voor iedereen te betalen.",
        "stip_op_de_horizon",
    ),
    (
        "Wat we gaan doen",
        "In twee jaar maken we samen een plan dat uitgevoerd en betaald kan worden.",
        "plan_van_aanpak",
    ),
    (
        "Wie doet wat",
        "Het initiatief trekt het gesprek met de buurt. De gemeente trekt techniek, recht en besluiten.",
        "rolverdeling",
    ),
    ("Wat het kost", "€ 186.400. Daarvan is € 21.000 nog niet gedekt.", "financiering"),
    ("Wanneer we kiezen", "Op drie momenten besluit elke partij: doorgaan of stoppen.", "beslismomenten"),
    (
        "Als het anders loopt",
        "We praten eerst. Stoppen kan, met een opzegtermijn van drie maanden.",
        "beeindiging",
    ),
]


def content(parts, *, status="draft", parties=None, **more):
    """Numbers the articles, fills the summary and freezes the hash, as publishing a version does."""
    number, lettered, titles = 0, [], {}
    for letter, (title, articles) in zip("ABCDEFGHIJ", parts, strict=False):
        numbered = []
        for key, name, blocks, *state in articles:
            number += 1
            titles[key] = (number, name)
            numbered.append(
                {
                    "number": number,
                    "key": key,
                    "anchor": f"a-{key}",
                    "title": name,
                    "state": state[0] if state else "open",
                    "note": state[1] if len(state) > 1 else "",
                    "blocks": blocks,
                }
            )
        lettered.append({"letter": letter, "title": title, "articles": numbered})
    parties = parties or [GEMEENTE, INITIATIEF, VEENHOF]
    made = {
        "schema": 1,
        "kind": "sok",
        "kind_title": "Samenwerkingsovereenkomst",
        "length": "long",
        "title": "Warm Lijsterkwartier",
        "subtitle": "Samen een plan maken voor een buurt zonder aardgas. Fase Ontwikkelen, van 1 maart 2027 tot 1 maart 2029.",
        "status": status,
        "number": 3,
        "date": "2026-11-22",
        "language": "nl",
        "parties": parties,
        "summary": [
            {
                "question": question,
                "text": text,
                "anchor": f"a-{key}",
                "article": titles[key][0],
                "article_title": titles[key][1],
            }
            for question, text, key in SUMMARY
            if key in titles
        ],
        "parts": lettered,
        "missing": [],
        "not_agreed": [],
        "annexes": [],
        "topics": {"covered": [], "open": []},
        **more,
    }
    return freeze(made)


def freeze(made):
    text = {
        "parties": made["parties"],
        "articles": [article["blocks"] for part in made["parts"] for article in part["articles"]],
    }
    canonical = json.dumps(text, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    made["text_hash"] = hashlib.sha256(canonical.encode()).hexdigest()
    return copy.deepcopy(made)


def long_parts(parties=None, signatures=None):
    return [
        ("Opening", _opening(parties or [GEMEENTE, INITIATIEF, VEENHOF])),
        ("Wat we willen bereiken", _aims()),
        ("Wie doet wat", _work()),
        ("Plan, planning en buurt", _plan()),
        ("Overleg en bijsturen", _meetings()),
        ("Geld", _money()),
        ("Spelregels", _rules()),
        ("Slot", _close(signatures or SIGNATURES)),
    ]


def with_states(parts):
    states = {
        "rolverdeling": ("open", "De Veenhof vraagt wie betaalt als het doorrekenen langer duurt."),
        "beslismomenten": (
            "open",
            "Over de drempel van moment 2 zijn we het nog niet eens: het initiatief stelt 60% voor.",
        ),
        "financiering": ("open", "Wachten op de provincie: besluit over € 34.500 verwacht in januari 2027."),
        "aansprakelijkheid": (
            "parked",
            "Tot het overleg van 14 januari 2027, met advies van de verzekeraar.",
        ),
    }
    return [
        (title, [(key, name, blocks, *states.get(key, ("standing",))) for key, name, blocks in articles])
        for title, articles in parts
    ]


def long_concept():
    """Ten pages, in concept: articles that stand, are open and are parked, and three facts still missing."""
    made = content(with_states(long_parts()), not_agreed=["Communicatie", "Kennis en resultaten"])
    made["missing"] = [
        {"anchor": "v-gemeente_besluit_datum", "label": "datum van het collegebesluit", "article": 2},
        {"anchor": "v-taken_4_klaar", "label": "klaar op", "article": 11},
        {"anchor": "v-vervanging", "label": "wie vervangt de coördinator", "article": 18},
    ]
    return made


def long_first_concept():
    """The same, as this release makes it: every article still open."""
    return content(long_parts(), not_agreed=["Communicatie"])


def filled(parts):
    """The same parts with every blank answered."""
    answers = {
        "gemeente_besluit_datum": "10 november 2026",
        "vervanging": "de secretaris",
        "taken": "1 mei 2028",
    }

    def walk(node):
        if isinstance(node, dict):
            if "blank" in node:
                return v(answers[node["blank"]], node["blank"])
            return {key: walk(value) for key, value in node.items()}
        if isinstance(node, (list, tuple)):
            return type(node)(walk(item) for item in node)
        return node

    return walk(parts)


def long_final():
    """Everything agreed and filled in: ready for the pen."""
    return content(filled(long_parts()), status="final")


def eight_pages():
    """An agreement of eight pages, always the same one, to measure by."""
    parts = [part for part in filled(long_parts()) if part[0] not in ("Geld", "Spelregels")]
    return content(parts, status="final")


def long_names():
    """Two people whose names need the second face, and an organisation whose name does not fit a line."""
    parties = [
        GEMEENTE | {"name": "gemeente Nieuw-Eskerveen en Oosterlijsterbroek-Buiten"},
        INITIATIEF
        | {"name": "Energiecoöperatie Ş. Ćosić-van ’t Hof en Bewonersvereniging Đorđević-Wałęsa U.A."},
        VEENHOF,
        VEENHOF
        | {
            "name": "Warmtenetbeheermaatschappij Lijsterkwartier-Merelveld-Zanglijsterdreef B.V.",
            "short": "het warmtebedrijf",
        },
    ]
    signatures = [
        {
            "party": parties[0]["name"],
            "functions": ["de wethouder Energie, Wonen, Openbare Ruimte en Burgerparticipatie"],
            "side": "municipality",
        },
        {
            "party": parties[1]["name"],
            "functions": ["Ş. Ćosić-van ’t Hof, voorzitter", "K. Đorđević-Wałęsa, penningmeester"],
            "side": "initiative",
        },
        {"party": parties[2]["name"], "functions": ["directeur-bestuurder"], "side": "partner"},
        {"party": parties[3]["name"], "functions": ["statutair directeur"], "side": "partner"},
    ]
    return content(
        with_states(long_parts(parties, signatures)),
        parties=parties,
        title="Samen warm wonen in het Lijsterkwartier, het Merelveld en de Zanglijsterdreef",
    )


def short_articles():
    return [
        (
            "partijen",
            "Partijen",
            [p("Deze afspraken maken:"), {"type": "parties", "items": [GEMEENTE, INITIATIEF]}],
        ),
        (
            "gebied",
            "Om welk gebied het gaat",
            [p("Deze afspraken gaan over het Lijsterkwartier in Eskerveen, met ongeveer 612 woningen.")],
        ),
        (
            "juridische_status",
            "Wat voor afspraak dit is",
            [
                p(
                    "Dit is een afspraak over wat wij willen. Wij spannen ons ervoor in. Niemand kan naar de rechter om uitvoering te eisen."
                )
            ],
        ),
        (
            "intentie",
            "Wat we van plan zijn",
            [
                p(
                    "Wij willen samen uitzoeken hoe het Lijsterkwartier zonder aardgas warm wordt, en met de hele buurt een plan op hoofdlijnen maken."
                ),
                p(
                    "Als dat lukt, leggen we de volgende stap vast in een samenwerkingsovereenkomst. We streven naar mei 2027."
                ),
            ],
        ),
        (
            "stip_op_de_horizon",
            "Onze stip op de horizon",
            [
                p(
                    "In ",
                    v("2034", "horizon_jaar"),
                    " wonen alle bewoners comfortabel zonder aardgas, voor een prijs die te betalen is.",
                )
            ],
        ),
        (
            "rolverdeling",
            "Taken en verantwoordelijkheden",
            [
                p("Zo verdelen we het werk:"),
                bullets(
                    "het initiatief praat met de buurt en houdt de ledenlijst bij",
                    "de gemeente levert gegevens en betaalt het buurtonderzoek",
                    "samen kiezen we de adviseur",
                ),
            ],
        ),
        (
            "eerste_stappen",
            "De eerste stappen",
            [
                p("Dit doen we als eerste:"),
                bullets(
                    "buurtavond in 't Nest, voor 1 februari 2027", "buurtonderzoek, klaar op 1 april 2027"
                ),
                p("Op 15 april 2027 kijken we samen of het zo gaat als bedoeld."),
            ],
        ),
        (
            "ondertekening",
            "Ondertekening",
            [
                {
                    "type": "signatures",
                    "items": [
                        {
                            "party": GEMEENTE["name"],
                            "functions": ["wethouder Energie en Wonen"],
                            "side": "municipality",
                        },
                        {"party": INITIATIEF["name"], "functions": ["voorzitter"], "side": "initiative"},
                    ],
                }
            ],
        ),
    ]


def one_page(**more):
    """The short intentieverklaring: eight articles and two signatures on one sheet."""
    return content(
        [("Afspraken", short_articles())],
        parties=[GEMEENTE, INITIATIEF],
        **{
            "kind": "intentie",
            "kind_title": "Intentieovereenkomst",
            "length": "short",
            "subtitle": "Samen op zoek naar een buurt zonder aardgas.",
            "summary": [],
            **more,
        },
    )


def one_of_each_block():
    """A short document in the long form with every kind of block in it once."""
    articles = [
        ("partijen", "Partijen", [{"type": "parties", "items": [GEMEENTE]}]),
        ("lijst", "Lijst", [p("Wij spreken af:"), bullets("een punt", "nog een punt")]),
        (
            "zinnen",
            "Zinnen",
            [p("Een ", v("waarde"), " en ", blank("leeg", "wat ontbreekt")), p(ref("lijst", "artikel 2"))],
        ),
        ("geld", "Geld", [BUDGET]),
        ("trap", "Trap", [{"type": "steps", "items": [{"who": spans("Wij praten."), "within": "10 dagen"}]}]),
        (
            "bijlagen",
            "Bijlagen",
            [
                {
                    "type": "annexes",
                    "items": [
                        {"anchor": "bijlage-1", "title": "Kaart", "version": "1", "date": "", "pages": 1}
                    ],
                }
            ],
        ),
        (
            "ondertekening",
            "Ondertekening",
            [p({"line": "plaats", "label": "plaats"}), {"type": "signatures", "items": SIGNATURES[:1]}],
        ),
    ]
    summary = [
        {
            "question": "Wat we willen",
            "text": "Warm wonen.",
            "anchor": "a-lijst",
            "article": 2,
            "article_title": "Lijst",
        }
    ]
    return content([("Alles", articles)], parties=[GEMEENTE], not_agreed=["Communicatie"], summary=summary)


def hostile(attack):
    """Every kind of block, with the same attack in every text that people can reach."""
    ours = {
        "type",
        "kind",
        "align",
        "length",
        "status",
        "date",
        "text_hash",
        "language",
        "state",
        "key",
        "side",
        "letter",
    }

    def poison(node, key=""):
        if isinstance(node, dict):
            return {name: poison(value, name) for name, value in node.items()}
        if isinstance(node, list):
            return [poison(item, key) for item in node]
        return attack if isinstance(node, str) and key not in ours else node

    return poison(one_of_each_block()) | {"date": "2026-11-22"}
