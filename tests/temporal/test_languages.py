"""Dates in Spanish, Portuguese, French, Italian and German."""

from __future__ import annotations

import pytest

from tests.temporal.test_dates import told

SENTENCES = {
    "es": {
        "El puente se cerró el viernes; el alcalde hablará el lunes.": ["2021-06-11", "2021-06-21"],
        "Ayer llovió y mañana nevará; por la mañana hizo sol.": ["2021-06-15", "2021-06-17"],
        "Murió hace dos días; vivía aquí desde hace dos años.": ["2021-06-14"],
        "Abrió el 3 de mayo y cerró el 1 de enero de 2019.": ["2021-05-03", "2019-01-01"],
        "El pasado martes y el viernes pasado; el próximo lunes.": ["2021-06-15", "2021-06-11", "2021-06-21"],
        "El año pasado perdió, el mes pasado ganó, en marzo cerró.": ["2020", "2021-05", "2021-03"],
        "El jueves 10 de junio de 2021 y el lunes 14.": ["2021-06-10", "2021-06-14"],
        "Del 3 al 5 de mayo hubo feria; fundada en 1998, costó 2000 euros.": [
            "2021-05-03",
            "2021-05-05",
            "1998",
        ],
        "El domingo habló Domingo Sosa; los lunes calla.": ["2021-06-13"],
        "Nació en 1990 y se fue el 3 de junio del mismo año.": ["1990", "1990-06-03"],
        "El 12/05/2020 cambió el nombre, en el último año nada.": ["2020-05-12"],
    },
    "pt": {
        "A ponte foi fechada na sexta-feira; o prefeito vai falar na segunda-feira.": [
            "2021-06-11",
            "2021-06-21",
        ],
        "Ontem choveu e amanhã vai nevar; a segunda loja fechou.": ["2021-06-15", "2021-06-17"],
        "Morreu há dois dias; trabalha aqui há dois anos.": ["2021-06-14"],
        "Abriu em 3 de maio e fechou em 1º de janeiro de 2019.": ["2021-05-03", "2019-01-01"],
        "Nesta segunda (14), a loja fechou.": ["2021-06-14"],
        "Na última terça-feira e na sexta-feira passada.": ["2021-06-15", "2021-06-11"],
        "No ano passado perdeu; no mês passado ganhou; em março fechou.": ["2020", "2021-05", "2021-03"],
    },
    "fr": {
        "Le pont a été fermé vendredi. Le maire parlera lundi.": ["2021-06-11", "2021-06-21"],
        "Hier il a plu, demain il neigera ; aujourd’hui, rien.": ["2021-06-15", "2021-06-17", "2021-06-16"],
        "Il est mort il y a deux jours.": ["2021-06-14"],
        "Ouvert le 3 mai, fermé le 1er janvier 2019.": ["2021-05-03", "2019-01-01"],
        "Vendredi dernier et mardi prochain.": ["2021-06-11", "2021-06-22"],
        "L'an dernier il a perdu, le mois dernier il a gagné, en mars il a fermé.": [
            "2020",
            "2021-05",
            "2021-03",
        ],
        "Fondée en 1998, elle a coûté 2000 euros ; il sera inauguré samedi.": ["1998", "2021-06-19"],
    },
    "it": {
        "Il ponte è stato chiuso venerdì. Il sindaco parlerà lunedì.": ["2021-06-11", "2021-06-21"],
        "Ieri ha piovuto, domani nevicherà.": ["2021-06-15", "2021-06-17"],
        "È morto due giorni fa.": ["2021-06-14"],
        "Aperto il 3 maggio, chiuso il 1° gennaio 2019.": ["2021-05-03", "2019-01-01"],
        "Venerdì scorso e lunedì prossimo.": ["2021-06-11", "2021-06-21"],
        "L'anno scorso ha perso; lo scorso mese ha vinto; a marzo ha chiuso.": ["2020", "2021-05", "2021-03"],
        "Fondata nel 1998, è costata 2000 euro; sarà inaugurato sabato.": ["1998", "2021-06-19"],
    },
    "de": {
        "Die Brücke wurde am Freitag geschlossen. Der Bürgermeister wird am Montag sprechen.": [
            "2021-06-11",
            "2021-06-21",
        ],
        "Gestern regnete es, morgen schneit es; am Morgen war es kalt.": ["2021-06-15", "2021-06-17"],
        "Er starb vor zwei Tagen.": ["2021-06-14"],
        "Geöffnet am 3. Mai, geschlossen am 1. Januar 2019.": ["2021-05-03", "2019-01-01"],
        "Am vergangenen Freitag und am kommenden Montag.": ["2021-06-11", "2021-06-21"],
        "Im vergangenen Jahr verlor er, im letzten Monat gewann er, im März nicht.": [
            "2020",
            "2021-05",
            "2021-03",
        ],
        "Am Donnerstag, dem 10. Juni 2021, und am Montagabend.": ["2021-06-10", "2021-06-14"],
        "Gegründet 1998, kostete es 2000 Euro; am 3. und 4. Mai, am 15.05.2020.": [
            "1998",
            "2021-05-03",
            "2021-05-04",
            "2020-05-15",
        ],
    },
}


@pytest.mark.parametrize("language", SENTENCES)
def test_dates_of_a_language_are_told_from_the_day_of_writing(language: str) -> None:
    """Weekdays, relative words, numbers of the day and years, by the words of each language."""
    found = {text: [value for _, value in told(text, language=language)] for text in SENTENCES[language]}
    assert found == SENTENCES[language]


def test_a_tag_with_a_region_has_the_words_of_its_language() -> None:
    """Feeds say `pt-BR` and `de-CH`."""
    assert told("Seit 1998", language="de-CH") == [("1998", "1998")]
