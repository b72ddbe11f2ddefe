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

/** Prefixes of numbers that are free to the caller, which only companies have (ITU-T E.169.1, NANP). */
const FREE_TO_CALL =
	/^\+?(?:800|1[ .-]?\(?8(?:00|33|44|55|66|77|88)\)?|49[ .-]?\(?0?\)?800|44[ .-]?\(?0?\)?80[08]|33[ .-]?\(?0?\)?80[0-5])/;

/** Whether a number as written is answered by a desk: free to call, or the exchange's own extension 0 behind a hyphen ("1234-0"). */
export function isSwitchboard(phone: string): boolean {
	const written = phone.trim().replace(/^00/, "+");
	return /\d[-\u2010-\u2013]0{1,2}$/.test(written) || FREE_TO_CALL.test(written);
}
