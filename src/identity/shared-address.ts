/**
 * Local parts that stand for a place or a function, not a person: RFC 2142, the words that job pages and templates use, and
 * those of the languages we read. Two people who share one of these share nothing.
 */
const SHARED = new Set(
	[
		"info abuse noc security postmaster hostmaster usenet news webmaster www uucp ftp marketing sales support",
		"admin administrator root contact contacts office mail email e-mail hello hi team service services reception",
		"noreply no-reply donotreply do-not-reply billing accounts accounting finance press media legal privacy enquiries inquiries",
		"jobs job career careers hr recruiting recruitment recruiter talent people hiring apply applications cv cvs resume resumes",
		"kontakt bewerbung bewerbungen karriere personal personalabteilung buero sekretariat post",
		"rh recrutement emploi candidature contacto empleo rrhh trabajo secretaria lavoro vacatures sollicitatie",
		"yourname your.name name firstname.lastname first.last test example user username anonymous unknown none na",
	].flatMap((line) => line.split(" ")),
);

/** Whether an address stands for one person. Takes a normalised address. */
export function isPersonal(address: string): boolean {
	const local = address.slice(0, address.lastIndexOf("@")).split("+")[0] ?? "";
	return !SHARED.has(local);
}
