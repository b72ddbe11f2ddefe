/** What the API says of queries and people, by the English template that is its name (`src/domain/sentence.ts`). A test holds that none is missing. */
export const sentencesDe: Readonly<Record<string, string>> = {
	// Reasons of a place.
	"nothing that was asked for stands in the {0}": "nichts Gesuchtes steht hier: {0}",
	"{0} says nothing for this person": "{0} sagt nichts für diese Person",
	"what the trees of this profile give everybody": "was die Bäume dieses Profils allen geben",
	"no title states a seniority, so it may be the one asked for":
		"kein Titel nennt eine Stufe, es kann also die gesuchte sein",
	"seniority stated in a title fits the one asked for to {0}%": "die Stufe in einem Titel passt zu {0} % zur gesuchten",
	"record changed {0}": "Datensatz geändert am {0}",
	"record came as data, not from a file": "der Datensatz kam als Daten, nicht aus einer Datei",
	"resume was read with confidence {0}": "der Lebenslauf wurde mit Sicherheit {0} gelesen",
	"covers {0}% of what was asked for, by weight": "deckt {0} % des Gesuchten, nach Gewicht",
	"used what was asked for for five years or more": "hat das Gesuchte fünf Jahre oder länger benutzt",
	"used what was asked for for years ({0} of 1)": "hat das Gesuchte jahrelang benutzt ({0} von 1)",
	"used what was asked for within a year": "hat das Gesuchte im letzten Jahr benutzt",
	"used what was asked for lately ({0} of 1)": "hat das Gesuchte zuletzt benutzt ({0} von 1)",
	"level of education fits the one asked for to {0}%": "der Bildungsgrad passt zu {0} % zum gesuchten",
	"resume came in {0}": "der Lebenslauf kam am {0}",
	"applied last {0}": "hat sich zuletzt am {0} beworben",
	"titles and skills are not compared with the query in meaning; the mean of the list ({0} of 1)":
		"Titel und Kenntnisse sind nicht nach Bedeutung verglichen; der Mittelwert der Liste ({0} von 1)",
	"titles and skills are near to the query in meaning ({0} of 1)":
		"Titel und Kenntnisse sind der Suche in der Bedeutung nah ({0} von 1)",
	"ATS record and network profile are one person with probability {0}":
		"Datensatz im ATS und Profil im Netzwerk sind mit Wahrscheinlichkeit {0} eine Person",
	"open to work": "offen für eine neue Stelle",
	"answers {0} of {1} parts of the query; there is something related to {2}":
		"erfüllt {0} von {1} Teilen der Suche; Verwandtes gibt es zu {2}",
	"answers {0} of {1} parts of the query, not all in the words asked for ({2} of {3})":
		"erfüllt {0} von {1} Teilen der Suche, nicht alle mit den gesuchten Wörtern ({2} von {3})",
	"answers {0} of {1} parts of the query": "erfüllt {0} von {1} Teilen der Suche",
	"answers {0} of 1 part of the query; there is something related to {1}":
		"erfüllt {0} von 1 Teil der Suche; Verwandtes gibt es zu {1}",
	"answers {0} of 1 part of the query, not all in the words asked for ({1} of {2})":
		"erfüllt {0} von 1 Teil der Suche, nicht mit den gesuchten Wörtern ({1} von {2})",
	"answers {0} of 1 part of the query": "erfüllt {0} von 1 Teil der Suche",
	"less than 1 km from {0}": "weniger als 1 km von {0}",
	"{0} km from {1}": "{0} km von {1}",
	"was hired here before": "wurde hier schon einmal eingestellt",
	"an interviewer here said yes": "jemand im Interview sagte hier Ja",
	"withdrew an application here before": "hat hier schon einmal eine Bewerbung zurückgezogen",
	"{0} years of experience, asked for at most {1}": "{0} Jahre Erfahrung, gesucht höchstens {1}",
	"{0} years of experience, asked for at least {1}": "{0} Jahre Erfahrung, gesucht mindestens {1}",
	"{0} years of experience, asked for {1} to {2}": "{0} Jahre Erfahrung, gesucht {1} bis {2}",
	// What matched in the place of the words that were asked for.
	"the title {0}": "der Titel {0}",
	"a title like {0}": "ein Titel wie {0}",
	"its area alone": "sein Bereich allein",
	"other words for leading it": "andere Wörter dafür, ihn zu leiten",
	"its words apart": "seine Wörter, nicht beieinander",
	"one of its words": "eines seiner Wörter",
	"another word for {0} level": "ein anderes Wort für die Stufe {0}",
	"another form of the word": "eine andere Form des Wortes",
	"the word for another gender": "das Wort für ein anderes Geschlecht",
	"{0}, which it is about": "{0}, worum es dabei geht",
	"a country of {0}": "ein Land von {0}",
	"{0}, a related skill": "{0}, eine verwandte Kenntnis",
	"{0}, used alike in your resumes": "{0}, in Ihren Lebensläufen ähnlich gebraucht",
	"{0}, near in meaning": "{0}, in der Bedeutung nah",
	"a word one letter away": "ein Wort mit einem anderen Buchstaben",
	"a word up to two letters away": "ein Wort mit bis zu zwei anderen Buchstaben",
	"e-mail address": "E-Mail-Adresse",
	"phone number": "Telefonnummer",
	"in one word": "in einem Wort",
	"the parts of {0}": "die Teile von {0}",
	"a part of {0}": "ein Teil von {0}",
	"a word with {0} in it": "ein Wort, in dem {0} steckt",
	"a word like {0}": "ein Wort wie {0}",
	// What to know before trusting it.
	"The resume file could not be read: only what the ATS says is known.":
		"Der Lebenslauf konnte nicht gelesen werden: Bekannt ist nur, was das ATS sagt.",
	"The resume was read with low confidence ({0}); check the original.":
		"Der Lebenslauf wurde mit geringer Sicherheit gelesen ({0}); prüfen Sie das Original.",
	"Years of experience are not known: no role has dates that can be read.":
		"Die Jahre an Erfahrung sind nicht bekannt: Keine Stelle hat lesbare Daten.",
	"Years of experience are computed from {0} of {1} jobs: one has no dates that can be read.":
		"Die Jahre an Erfahrung sind aus {0} von {1} Stellen berechnet: Eine hat keine lesbaren Daten.",
	"Years of experience are computed from {0} of {1} jobs: {2} have no dates that can be read.":
		"Die Jahre an Erfahrung sind aus {0} von {1} Stellen berechnet: {2} haben keine lesbaren Daten.",
	"That the candidate is this network profile was found by rule, at {0}%; nobody has confirmed it.":
		"Dass der Bewerber dieses Profil im Netzwerk ist, fand eine Regel, zu {0} %; niemand hat es bestätigt.",
	// Why somebody is not in the list.
	"Answers {0} of {1} parts of the query, a strong wish counted as two; people are listed who answer at least {2}.":
		"Erfüllt {0} von {1} Teilen der Suche, ein starker Wunsch zählt doppelt; in der Liste ist, wer mindestens {2} erfüllt.",
	"Answers {0} of {1} parts of the query; people are listed who answer at least {2}.":
		"Erfüllt {0} von {1} Teilen der Suche; in der Liste ist, wer mindestens {2} erfüllt.",
	"The tenant does not search the shared network: unified search is switched off.":
		"Ihre Organisation sucht nicht im gemeinsamen Netzwerk: Die gemeinsame Suche ist ausgeschaltet.",
	"Hidden by you on {0}, until you show the person again. Ask with includeHidden to see the person all the same.":
		"Von Ihnen ausgeblendet am {0}, bis Sie die Person wieder zeigen. Mit „Auch, wen ich ausgeblendet habe“ sehen Sie sie trotzdem.",
	"Hidden by you on {0}, until {1}. Ask with includeHidden to see the person all the same.":
		"Von Ihnen ausgeblendet am {0}, bis {1}. Mit „Auch, wen ich ausgeblendet habe“ sehen Sie die Person trotzdem.",
	"Has only what is related to the words of the query, and none of them themselves.":
		"Hat nur mit den Wörtern der Suche Verwandtes, und keines von ihnen selbst.",
	"1 year": "1 Jahr",
	"{0} years": "{0} Jahre",
	"{0} applications": "{0} Bewerbungen",
	// Remarks on a query and its answer.
	"Check its spelling, or try another word for it.": "Prüfen Sie die Schreibung, oder versuchen Sie ein anderes Wort.",
	"{0} is searched as a word, as names are. For people who live there write {1}.":
		"{0} wird als Wort gesucht, wie Namen. Für Menschen, die dort leben, schreiben Sie {1}.",
	"{0} is searched as a word. For people in the country write {1}.":
		"{0} wird als Wort gesucht. Für Menschen in dem Land schreiben Sie {1}.",
	"{0} is read as the title {1}. For words as they are written use quotes.":
		"{0} wird als der Titel {1} gelesen. Für Wörter, wie sie dastehen, setzen Sie Anführungszeichen.",
	"A distance lies between 1 and 20,000 km: {0} is read as {1}.":
		"Eine Entfernung liegt zwischen 1 und 20.000 km: {0} wird als {1} gelesen.",
	"One side of an OR is enough, so none of them has to be there: {0} is read without its sign. To demand one of all, write + before brackets around the whole.":
		"Bei OR genügt eine Seite, also muss keine von ihnen da sein: {0} wird ohne sein Zeichen gelesen. Um eine von allen zu verlangen, schreiben Sie + vor Klammern um das Ganze.",
	"{0} is in no record, so nobody is searched by it, and it is left out. Put it in quotes to search the words.":
		"{0} steht in keinem Datensatz, deshalb wird niemand danach gesucht und es bleibt weg. Setzen Sie es in Anführungszeichen, um die Wörter zu suchen.",
	"{0} asks for nothing and leaves out nobody, so it is left out. Put it in quotes to search the words.":
		"{0} verlangt nichts und schließt niemanden aus, deshalb bleibt es weg. Setzen Sie es in Anführungszeichen, um die Wörter zu suchen.",
	"Years are those of all jobs together: how long somebody has worked with one skill is in no record.":
		"Jahre sind die aller Stellen zusammen: wie lange jemand mit einer einzelnen Fähigkeit gearbeitet hat, steht in keinem Datensatz.",
	"{0} is read as its words. For the whole as it is written use quotes.":
		"{0} wird als seine Wörter gelesen. Für das Ganze, wie es geschrieben ist, setzen Sie Anführungszeichen.",
	"{0} says how old somebody is. Nobody is searched by age, so it is left out.":
		"{0} sagt, wie alt jemand ist. Nach dem Alter wird niemand gesucht, deshalb bleibt es weg.",
	"{0} is left out, because the word would find those with experience. For people who begin write {1} or {2}.":
		"{0} bleibt weg, weil das Wort die mit Erfahrung fände. Für Menschen, die anfangen, schreiben Sie {1} oder {2}.",
	"{0} says of what sex somebody is. Nobody is searched by that, so it is left out. Put it in quotes where it is part of a title.":
		"{0} sagt, welchen Geschlechts jemand ist. Danach wird niemand gesucht, deshalb bleibt es weg. Wo es zu einem Titel gehört, setzen Sie es in Anführungszeichen.",
	"Nobody here has {0}.": "Niemand hier hat {0}.",
	"In a blind search nobody is found, or left out, by a name, a school or a tag: they can tell who somebody is.":
		"In einer blinden Suche wird niemand nach Name, Schule oder Tag gefunden oder weggelassen: Sie können verraten, wer jemand ist.",
	"Nobody here lives within {0} km of {1} ({2}).": "Niemand hier wohnt im Umkreis von {0} km um {1} ({2}).",
	"Ask for a larger distance or another place.": "Fragen Sie nach einem größeren Umkreis oder einem anderen Ort.",
	"{0} stands for its {1} most frequent words only. Write more letters.":
		"{0} steht nur für die {1} häufigsten Wörter. Schreiben Sie mehr Buchstaben.",
	"Nobody answers the query and passes all filters. Take out a condition or a filter.":
		"Niemand erfüllt die Suche und alle Filter. Nehmen Sie eine Bedingung oder einen Filter weg.",
	"Did you mean {0}?": "Meinten Sie {0}?",
	"Then search for {0}.": "Dann suchen Sie nach {0}.",
	"The embedding model did not answer in time.": "Das Sprachmodell hat nicht rechtzeitig geantwortet.",
	"Nothing was widened to what is near in meaning.": "Nichts wurde um das erweitert, was in der Bedeutung nah ist.",
	"The order does not look at who is near in meaning.":
		"Die Reihenfolge sieht nicht darauf, wer in der Bedeutung nah ist.",
	"A wish has no meaning as one side of an OR, where each side is enough: {0} is read without its sign.":
		"Ein Wunsch hat als eine Seite eines OR keine Bedeutung, weil jede Seite genügt: {0} wird ohne sein Zeichen gelesen.",
	"No language is known by the name {0}. Write it in English, or its two-letter code.":
		"Unter dem Namen {0} ist keine Sprache bekannt. Schreiben Sie sie auf Englisch, oder ihr Kürzel aus zwei Buchstaben.",
	"No city is known by the name {0}; people are found whose place is called so.":
		"Unter dem Namen {0} ist keine Stadt bekannt; gefunden wird, wessen Ort so heißt.",
	"{0} is read as {1}. For the words side by side use quotes.":
		"{0} wird als {1} gelesen. Für die Wörter nebeneinander setzen Sie Anführungszeichen.",
	"{0} holds no word that could stand in a resume.": "{0} enthält kein Wort, das in einem Lebenslauf stehen könnte.",
	"{0} is looked for as it is written.": "{0} wird gesucht, wie es geschrieben ist.",
	"{0} is looked for with one letter changed.": "{0} wird mit einem geänderten Buchstaben gesucht.",
	"Words of {0} letters may differ in one, of {1} in two.":
		"Wörter ab {0} Buchstaben dürfen in einem abweichen, ab {1} in zwei.",
	"{0} is too common to tell people apart and is left out. Put it in quotes to ask for it.":
		"{0} ist zu häufig, um Leute zu unterscheiden, und bleibt weg. Setzen Sie es in Anführungszeichen, um danach zu suchen.",
	"{0} is several words; they are looked for as a phrase, without the {1}.":
		"{0} sind mehrere Wörter; sie werden als Wortfolge gesucht, ohne {1}.",
	"A distance stands behind two words or more; here it is ignored.":
		"Ein Abstand steht hinter zwei oder mehr Wörtern; hier bleibt er unbeachtet.",
	"“NEAR” stands in words that are all in capitals and is left out. For words near to each other write NEAR/10.":
		"„NEAR“ steht zwischen Wörtern in Großbuchstaben und bleibt weg. Für Wörter nah beieinander schreiben Sie NEAR/10.",
	"{0} is read as OR between the words beside it: {1}. To join more, use brackets.":
		"{0} wird als OR zwischen den Wörtern daneben gelesen: {1}. Um mehr zu verbinden, setzen Sie Klammern.",
	'For the operator write {0}, for the word write "{1}" in quotes.':
		'Für den Operator schreiben Sie {0}, für das Wort "{1}" in Anführungszeichen.',
	"“{0}” only joins words here and is left out.": "„{0}“ verbindet hier nur Wörter und bleibt weg.",
	"{0}: takes numbers, as {1}.": "{0}: nimmt Zahlen, etwa {1}.",
	"{0}: compares whole values; * ? and ~ have no meaning here.":
		"{0}: vergleicht ganze Werte; * ? und ~ haben hier keine Bedeutung.",
	'near: takes a place and a distance, as near:berlin~50km or near:"new york~30mi".':
		'near: nimmt einen Ort und einen Abstand, etwa near:berlin~50km oder near:"new york~30mi".',
	"Did you mean {0}:{1}?": "Meinten Sie {0}:{1}?",
	"{0}: takes {1}.": "{0}: nimmt {1}.",
	"{0} is searched as plain text in all fields.": "{0} wird als Text in allen Feldern gesucht.",
	"The larger end stands first; it is read as {0}:{1}.": "Das größere Ende steht zuerst; gelesen wird {0}:{1}.",
	"Characters that cannot be seen are read as a space.": "Unsichtbare Zeichen werden als Leerzeichen gelesen.",
	"This quote is never closed and is ignored. Put a second quote behind the phrase.":
		"Dieses Anführungszeichen wird nie geschlossen und bleibt unbeachtet. Setzen Sie ein zweites hinter die Wortfolge.",
	"There is no word between these quotes; they are ignored.":
		"Zwischen diesen Anführungszeichen steht kein Wort; sie bleiben unbeachtet.",
	"{0} is read as a phone number.": "{0} wird als Telefonnummer gelesen.",
	"{0} is searched as a word. For the operator write {1}.":
		"{0} wird als Wort gesucht. Als Operator schreiben Sie {1}.",
	"{0} has no meaning here and is ignored.": "{0} hat hier keine Bedeutung und bleibt unbeachtet.",
	"The dash {0} is read as a mere dash. To leave the word out, write - or NOT before it.":
		"Der Strich {0} wird als bloßer Strich gelesen. Um das Wort auszuschließen, schreiben Sie - oder NOT davor.",
	"{0} is read as NOT.": "{0} wird als NOT gelesen.",
	"{0} before a number is ignored. To require the number put it in brackets.":
		"{0} vor einer Zahl bleibt unbeachtet. Um die Zahl zu verlangen, setzen Sie sie in Klammern.",
	"{0} says two things; the first is read.": "{0} sagt zweierlei; das Erste gilt.",
	"{0} before a word is ignored: * ? and ~ stand behind its first letter.":
		"{0} vor einem Wort bleibt unbeachtet: * ? und ~ stehen hinter dessen erstem Buchstaben.",
	"Read as {0}:": "Gelesen als {0}:",
	"{0} chooses pages of the web and is ignored.": "{0} wählt Seiten im Netz aus und wird nicht beachtet.",
	"{0} is read as {1}": "{0} wird als {1} gelesen",
	"The same in {0} more places.": "Dasselbe an {0} weiteren Stellen.",
	"There is nothing to look for in this query; everybody who passes the filters is listed.":
		"In dieser Suche ist nichts zu suchen; gezeigt wird jeder, der durch die Filter kommt.",
	"They cancel out.": "Sie heben sich auf.",
	"They are read as one.": "Sie gelten als eines.",
	"NOT stands here several times.": "NOT steht hier mehrmals.",
	"What NOT leaves out has no weight and is no wish; these signs are ignored.":
		"Was NOT ausschließt, hat kein Gewicht und ist kein Wunsch; diese Zeichen bleiben unbeachtet.",
	"What NOT leaves out has no weight and is no wish; this sign is ignored.":
		"Was NOT ausschließt, hat kein Gewicht und ist kein Wunsch; dieses Zeichen bleibt unbeachtet.",
	"There are two scopes for one part: {0}: counts here, {1}: does not.":
		"Für einen Teil stehen zwei Felder: hier gilt {0}:, nicht {1}:.",
	"There are two signs for one part; the one nearer to the word counts.":
		"Vor einem Teil stehen zwei Zeichen; es gilt das nähere am Wort.",
	"This {0} is ignored.": "Dieses {0} bleibt unbeachtet.",
	"Nothing stands before it.": "Davor steht nichts.",
	"{0}: in any order, at most {1} words between.": "{0}: in jeder Reihenfolge, höchstens {1} Wörter dazwischen.",
	"NEAR joins two words or phrases, or brackets of them joined by OR, in one field. Here it is read as AND.":
		"NEAR verbindet zwei Wörter oder Wortfolgen, oder Klammern davon mit OR, in einem Feld. Hier gilt es als AND.",
	"It follows {0} directly.": "Es folgt direkt auf {0}.",
	"This bracket closes nothing and is ignored. Put its partner where the group begins.":
		"Diese Klammer schließt nichts und bleibt unbeachtet. Setzen Sie die andere dorthin, wo die Gruppe beginnt.",
	"This bracket is never closed; it is read as closed at the end of the query.":
		"Diese Klammer wird nie geschlossen; sie gilt als am Ende der Suche geschlossen.",
	"{0} is read without its brackets, because nothing joins it to anything. For a group write AND or OR.":
		"{0} gilt ohne seine Klammern, weil nichts sie mit etwas verbindet. Für eine Gruppe schreiben Sie AND oder OR.",
	"These records name no title, skill, company or years, so everybody is listed.":
		"Diese Lebensläufe nennen weder Beruf noch Kenntnisse, Arbeitgeber oder Jahre, daher sind alle aufgeführt.",
	"Nothing of this text was understood as a requirement, so everybody is listed. Write a title, skills or a place into it.":
		"Nichts in diesem Text wurde als Anforderung verstanden, daher werden alle gezeigt. Schreiben Sie einen Titel, Kenntnisse oder einen Ort hinein.",
	"{0} is searched as it is written, and for less by its level: {1}.":
		"{0} wird gesucht, wie es geschrieben ist, und für weniger nach der Stufe: {1}.",
	"This says that anybody may apply, and is left out.":
		"Das sagt, dass sich alle bewerben dürfen, und bleibt unbeachtet.",
	"There is nothing between these brackets; they are ignored.":
		"Zwischen diesen Klammern steht nichts; sie bleiben unbeachtet.",
	"Nothing stands after this {0}; it is ignored. Add what it should join, or take it out.":
		"Nach diesem {0} steht nichts; es bleibt unbeachtet. Ergänzen Sie, was es verbinden soll, oder nehmen Sie es weg.",
	"Nothing stands after this NEAR; it is ignored. Add what should stand near.":
		"Nach diesem NEAR steht nichts; es bleibt unbeachtet. Ergänzen Sie, was in der Nähe stehen soll.",
	"Nothing stands after this sign; it is ignored. Write it directly before a word, phrase or bracket.":
		"Nach diesem Zeichen steht nichts; es bleibt unbeachtet. Schreiben Sie es direkt vor ein Wort, eine Wortfolge oder Klammer.",
	"Nothing stands after this NOT; it is ignored. Add what it should leave out.":
		"Nach diesem NOT steht nichts; es bleibt unbeachtet. Ergänzen Sie, was es ausschließen soll.",
	"Nothing stands after {0}: and it is ignored. Write it directly before a word, phrase or bracket.":
		"Nach {0}: steht nichts; es bleibt unbeachtet. Schreiben Sie es direkt vor ein Wort, eine Wortfolge oder Klammer.",
	"A weight lies between {0} and {1}: {2} is read as ^{3}.":
		"Ein Gewicht liegt zwischen {0} und {1}: {2} wird als ^{3} gelesen.",
	"The ~ behind this phrase has no number; it is read as ~{0}.":
		"Das ~ hinter dieser Wortfolge hat keine Zahl; es wird als ~{0} gelesen.",
	"At most {0} words may stand between; {1} is read as {2}.":
		"Höchstens {0} Wörter dürfen dazwischen stehen; {1} wird als {2} gelesen.",
	"At most {0} letters may differ; ~{1} is read as ~{2}.":
		"Höchstens {0} Buchstaben dürfen abweichen; ~{1} wird als ~{2} gelesen.",
	"Only exclusions: everybody is listed except {0}. Add what you are looking for.":
		"Nur Ausschlüsse: Gezeigt werden alle außer {0}. Ergänzen Sie, was Sie suchen.",
	"Only wishes: everybody is listed, those who have them first. Add what you are looking for.":
		"Nur Wünsche: Gezeigt werden alle, zuerst, wer sie erfüllt. Ergänzen Sie, was Sie suchen.",
	"Read as {0}: OR joins all that stands on each side. Put brackets around what it should join.":
		"Gelesen als {0}: OR verbindet alles, was auf jeder Seite steht. Setzen Sie Klammern um das, was es verbinden soll.",
	"Read as {0}: OR with NOT lets nearly everybody in. To leave people out write AND NOT.":
		"Gelesen als {0}: OR mit NOT lässt fast alle herein. Um Leute auszuschließen, schreiben Sie AND NOT.",
	"The scopes are {0}.": "Die Felder sind {0}.",
	"Did you mean {0}:?": "Meinten Sie {0}:?",
	"The text after it is searched in all fields.": "Der Text danach wird in allen Feldern gesucht.",
	"It is searched as plain text.": "Es wird als Text gesucht.",
	"There is no scope {0}.": "Es gibt kein Feld {0}.",
	"{0} adds nothing to what stands before it, and is left out.":
		"{0} fügt dem, was davor steht, nichts hinzu und wird weggelassen.",
	"{0} is read as parts of one name.": "{0} wird als Teile eines Namens gelesen.",
	"{0} is a list of which any will do: its commas are read as OR.":
		"{0} ist eine Liste, von der eines genügt: Die Kommas werden als OR gelesen.",
	"The commas in {0} are read as OR: whoever has one of these is left out.":
		"Die Kommas in {0} werden als OR gelesen: Wer eines davon hat, wird ausgeschlossen.",
	"{0} is read as a word. For the field write {1} without a space.":
		"{0} wird als Wort gelesen. Für das Feld {1} ohne Leerzeichen schreiben.",
	"{0} before a number wishes for the number. A weight stands directly behind the word: java^3.":
		"{0} vor einer Zahl wünscht die Zahl. Ein Gewicht steht direkt hinter dem Wort: java^3.",
	"{0} is no weight, and is searched as part of the word. Behind ^ stands a number from {1} to {2}.":
		"{0} ist kein Gewicht und wird als Teil des Wortes gesucht. Hinter ^ steht eine Zahl von {1} bis {2}.",
	"Only {0} is left out. To leave out {1} as a whole put it in quotes.":
		"Nur {0} wird ausgeschlossen. Um {1} als Ganzes auszuschließen, in Anführungszeichen setzen.",
	"Whoever has any of {0} is left out. What is wanted goes before the word that leaves out.":
		"Wer eines von {0} hat, wird ausgeschlossen. Was gewünscht ist, steht vor dem Wort, das ausschließt.",
	"Only {0} is left out, and {1} is searched. To leave out both join them by {2}.":
		"Nur {0} wird ausgeschlossen, nach {1} wird gesucht. Um beides auszuschließen, mit {2} verbinden.",
	"{0} is read as {1}: one or several.": "{0} wird als {1} gelesen: eines oder mehrere.",
	"{0} is read as {1}: the word in any gender.": "{0} wird als {1} gelesen: das Wort in jedem Geschlecht.",
	"{0} is read as {1}.": "{0} wird als {1} gelesen.",
	"{0} holds no letter or digit and is ignored.": "{0} enthält weder Buchstaben noch Ziffern und bleibt unbeachtet.",
	"A wildcard stands in words of letters and digits only: {0} is read as {1}.":
		"Ein Platzhalter steht nur in Wörtern aus Buchstaben und Ziffern: {0} wird als {1} gelesen.",
	"{0} is ignored: put at least two letters beside the * or ?.":
		"{0} bleibt unbeachtet: Setzen Sie mindestens zwei Buchstaben neben das * oder ?.",
};
