/** German of what a receipt of an erasure says (`src/sync/erase-person.ts`, `src/tenancy/disposal/receipt.ts`), by the English. A test holds that none is missing. */
const SAID: Readonly<Record<string, string>> = {
	"no record and no index entry is of the person": "Kein Datensatz und kein Eintrag im Index ist von der Person",
	"no file is held for the person": "Keine Datei wird für die Person gehalten",
	"nothing that an ATS sent is of the person": "Nichts, was ein ATS schickte, ist von der Person",
	"nothing that recruiters noted is about the person": "Nichts, was Recruiter notierten, handelt von der Person",
	"no merge remembers the person": "Keine Zusammenführung erinnert an die Person",
	"no judge's grade is of the person": "Kein Urteil von Prüfern gilt der Person",
	"no page of a search that was kept shows the person": "Keine aufbewahrte Seite einer Suche zeigt die Person",
	"A profile in the shared network is not the tenant's: its owner removes it there.":
		"Ein Profil im gemeinsamen Netzwerk gehört nicht der Organisation: Wem es gehört, entfernt es dort.",
	"The ATS keeps what it has of the person: erase it there too, or it may be sent again.":
		"Das ATS behält, was es von der Person hat: Löschen Sie es auch dort, sonst kann es wieder geschickt werden.",
	"The audit log keeps the ids of these candidates and of profiles that they are, and the digests of their files, with who saw them and when, and no other data of the person.":
		"Das Protokoll behält die Kennungen dieser Bewerber und ihrer Profile und die Prüfsummen ihrer Dateien, und wer sie wann sah, und sonst nichts von der Person.",
	"Events for the tenant's own addresses that wait, or were given up, name these candidates by id until they are delivered or thrown away.":
		"Ereignisse für eigene Adressen der Organisation, die warten oder aufgegeben wurden, nennen die Kennungen dieser Bewerber, bis sie zugestellt oder verworfen sind.",
	// On receipts of before.
	"The audit log keeps the ids of these candidates and the digests of their files, with who saw them and when, and no other data of the person.":
		"Das Protokoll behält die Kennungen dieser Bewerber und die Prüfsummen ihrer Dateien, und wer sie wann sah, und sonst nichts von der Person.",
	"The audit log keeps the ids of these candidates, with who saw them and when, and no other data of the person.":
		"Das Protokoll behält die Kennungen dieser Bewerber, und wer sie wann sah, und sonst nichts von der Person.",
};

export const saidOfReceiptDe = (text: string): string => SAID[text] ?? text;
