/** German of what the record of processing says (`src/sync/processing-record.ts`), by the English. A test holds that none is missing. */
const SAID: Readonly<Record<string, string>> = {
	"finding and ranking candidates for open positions": "Bewerber für offene Stellen finden und ordnen",
	"keeping applications, notes and interview feedback in step with the applicant tracking system":
		"Bewerbungen, Notizen und Rückmeldungen aus Gesprächen mit dem Bewerbungssystem im Gleichstand halten",
	"recognizing candidates who also have a profile in the shared network":
		"Bewerber erkennen, die auch ein Profil im gemeinsamen Netzwerk haben",
	"learning from resumes which skills and titles are used alike, for the tenant's own searches":
		"aus Lebensläufen lernen, welche Kenntnisse und Titel gleich gebraucht werden, nur für eigene Suchen der Organisation",
	"comparing titles and skills by meaning, where the operator configured a model":
		"Titel und Kenntnisse nach Bedeutung vergleichen, wo der Betreiber ein Modell eingerichtet hat",
	"measuring the quality of rankings by what recruiters did with results":
		"die Güte von Rangfolgen daran messen, was Recruiter mit Ergebnissen taten",
	"candidates and applicants": "Kandidaten und Bewerber",
	"recruiters and interviewers, by their seats and names": "Recruiter und Interviewer, mit Platz und Namen",
	"identification and contact": "Identität und Kontakt",
	name: "Name",
	"e-mail": "E-Mail",
	phone: "Telefon",
	address: "Anschrift",
	links: "Verweise",
	career: "Werdegang",
	employers: "Arbeitgeber",
	titles: "Titel",
	dates: "Zeiten",
	education: "Ausbildung",
	certificates: "Zertifikate",
	languages: "Sprachen",
	skills: "Kenntnisse",
	"resume files": "Dateien von Lebensläufen",
	"the original file": "die Datei, wie sie kam",
	"its text": "ihr Text",
	applications: "Bewerbungen",
	job: "Stelle",
	stage: "Stufe",
	outcome: "Ausgang",
	source: "Herkunft",
	"reason of its end": "Grund des Endes",
	"notes of recruiters": "Notizen von Recruitern",
	text: "Text",
	author: "Verfasser",
	"interview feedback": "Rückmeldungen aus Gesprächen",
	recommendation: "Empfehlung",
	evaluations: "Bewertungen",
	interviewer: "Interviewer",
	correspondence: "Schriftwechsel",
	messages: "Nachrichten",
	"shared contact data": "mitgeteilte Kontaktdaten",
	"notes on prospects": "Notizen zu Interessenten",
	"special or sensitive data in resumes": "besondere oder heikle Angaben in Lebensläufen",
	"birth date": "Geburtsdatum",
	nationality: "Staatsangehörigkeit",
	"marital status": "Familienstand",
	"sex: kept out of the index": "Geschlecht: nicht im Index",
	"working state of recruiters": "Arbeitsstand von Recruitern",
	"saved searches": "gespeicherte Suchen",
	projects: "Projekte",
	tags: "Schlagworte",
	marks: "Vermerke",
	"hidden people": "ausgeblendete Personen",
	"what recruiters were shown and did": "was Recruitern gezeigt wurde und was sie taten",
	"pages of results": "Ergebnisseiten",
	clicks: "Klicks",
	contacts: "Kontakte",
	"log of accesses": "Protokoll der Zugriffe",
	"who, when, why, ids and digests; no personal data of candidates":
		"wer, wann, warum, Ids und Prüfsummen; keine personenbezogenen Daten von Kandidaten",
	"recruiters of the tenant": "Recruiter der Organisation",
	"what their seats may see": "was ihr Platz sehen darf",
	"embedding model": "Einbettungsmodell",
	"words of queries; titles and skills of candidates without names":
		"Wörter aus Suchanfragen; Titel und Kenntnisse von Kandidaten ohne Namen",
	"words of queries": "Wörter aus Suchanfragen",
	"Data leave for these hosts only. In which countries they stand is for the controller to say.":
		"Daten gehen nur an diese Adressen. In welchen Ländern sie stehen, hat der Verantwortliche anzugeben.",
	"each tenant in an encrypted store of its own (AES-256 with page authentication), with a key of its own":
		"jede Organisation in einem eigenen verschlüsselten Speicher (AES-256, jede Seite authentifiziert) mit eigenem Schlüssel",
	"each tenant in an index of its own, records sealed with AES-256-GCM, words as keyed digests, with a key of its own":
		"jede Organisation in einem eigenen Index, Datensätze mit AES-256-GCM versiegelt, Wörter als Prüfsummen mit Schlüssel, mit eigenem Schlüssel",
	"keys wrapped by a master key that is kept apart from the data":
		"Schlüssel umhüllt von einem Hauptschlüssel, der getrennt von den Daten liegt",
	"connections by TLS": "Verbindungen über TLS",
	"no TLS at this process: it stands behind a proxy or on this machine only":
		"kein TLS an diesem Prozess: Er steht hinter einem Proxy oder nur auf diesem Rechner",
	"access by named clients with one right for each function; lists of jobs confine recruiters":
		"Zugriff durch benannte Clients mit einem Recht je Funktion; Listen von Stellen begrenzen Recruiter",
	"an append-only log of every access (RFC 9162), with signed heads, written before the answer":
		"ein nur wachsendes Protokoll jedes Zugriffs (RFC 9162) mit signierten Köpfen, geschrieben vor der Antwort",
	"resumes read in sandboxed processes without network":
		"Lebensläufe werden in abgeschotteten Prozessen ohne Netz gelesen",
	"erasure of a person and of a tenant with signed receipts and certificates":
		"Löschung einer Person und einer Organisation mit signierten Quittungen und Bescheinigungen",
};

const WEBHOOK = /^events (.*): ids of candidates$/;
const INTEGRATION = /^integration (.*)$/;

/** What somebody named himself, a webhook or an ATS, stays as it is. */
export const saidDe = (text: string): string =>
	SAID[text] ??
	text
		.replace(WEBHOOK, (_, events) => `Ereignisse ${events}: Ids von Kandidaten`)
		.replace(INTEGRATION, (_, type) => `Anbindung ${type}`);
