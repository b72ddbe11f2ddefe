/** Words and abbreviations that certificates have in their names, and studies have not. Matched on folded text. */
const CERTIFICATE = new RegExp(
	`(?<![\\p{L}\\d])(?:${[
		"certified|certificat(?:ion|e)s?(?! (?:iii|iv|of higher|in higher))|certificado|certificacion|certificacao|certificazione|certyfikat|certifikat|zertifi\\p{L}*|sertifika\\p{L}*",
		"licen[cs]e[ds]?(?= |$)(?! (?:professionnelle|pro|de|d|en|[123]))|lizenz|\\p{L}+schein|fuhrerschein|permis|brevet(?= (?:de secour|de natation))|caces|habilitation|attestation|korkort|rijbewijs",
		"first aid(?:er)?|erste hilfe|ersthelfer(?:in)?|primeros auxilios|premiers secours|sst|psc1|bls|acls|pals|cpr|safeguarding|food (?:safety|hygiene)|manual handling|forklift|adr|cscs|smsts|sssts|(?:driver )?cpc|afgsu|ipaf|haccp|osha(?: ?\\d+)?|nebosh|iosh|hazwoper",
		"prince2|itil|scrum|psm|pspo|csm|pmp|capm|safe \\d|togaf|cissp|cisa|cism|ceh|ccna|ccnp|comptia|six sigma|lean six|istqb|cka|ckad|rhcsa|rhce|mcsa|mcse|ielts|toefl|toeic|telc|delf|dalf|dele|hsk|jlpt|aevo|ada-schein|ausbildereignung\\p{L}*",
		"(?:aws|azure|google cloud|microsoft|cisco|oracle|salesforce|sap|hubspot|google) (?:certified|associate|professional|fundamentals|certification)",
		"[amf]rics|[mf]ciob|[mf]cipd|[mf]cips|[mf]cim|ceng|chartered (?:member|engineer|surveyor)(?:ship)?",
		"lehrgang|schulung|seminar|workshop|fortbildung|bootcamp|mooc|coursera|udemy|edx|linkedin learning|short course|online course",
	].join("|")})(?![\\p{L}\\d])`,
	"u",
);

/** @param folded text without accents and capitals */
export const namesCertificate = (folded: string): boolean => CERTIFICATE.test(folded);
