import type { CandidateImport, Job, Profile } from "../../src/domain/candidate.ts";

/** Fictitious people for the page; some of them write markup into every field. */

const TITLES = ["Software Developer", "Senior Software Developer", "Data Engineer", "DevOps Engineer", "Nurse"];
const CITIES = [
	["Berlin", "DE"],
	["Zürich", "CH"],
	["London", "GB"],
	["Lyon", "FR"],
] as const;
const SKILLS = ["Java", "Kubernetes", "Python", "PostgreSQL", "React", "Docker"];
const COMPANIES = ["Northwind Tools", "Blue Harbour", "Ferrum AG", "Kitestring Ltd"];
const NAMES = ["Ada Brook", "Bela Cruz", "Chloé Dubois", "Dario Engel", "Elin Frost", "Fadi Gran", "Greta Hall"];

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

function resumeOf(index: number): CandidateImport["resume"] {
	const [city, countryCode] = at(CITIES, index);
	const start = 2024 - (index % 14);
	return {
		basics: {
			name: `${at(NAMES, index)} ${index}`,
			label: at(TITLES, index),
			email: `person${index}@example.com`,
			location: { city, countryCode },
			summary: `Builds services in ${at(SKILLS, index)} and runs them on ${at(SKILLS, index + 1)}.`,
		},
		work: [
			{
				name: at(COMPANIES, index),
				position: at(TITLES, index),
				startDate: `${start}-03`,
				current: true,
				summary: `Moved the payment system to ${at(SKILLS, index)}; on-call for ${at(SKILLS, index + 2)}.`,
			},
			{
				name: at(COMPANIES, index + 1),
				position: at(TITLES, index + 1),
				startDate: `${start - 3}-01`,
				endDate: `${start}-02`,
			},
		],
		skills: [0, 1, 2].map((step) => ({ name: at(SKILLS, index + step) })),
	};
}

export const CANDIDATES: readonly CandidateImport[] = Array.from({ length: 40 }, (_, index) => ({
	id: `cand-${index}`,
	resume: resumeOf(index),
	source: index % 2 === 0 ? "Referral" : "Career page",
}));

/** Whom the ATS knows long: applied, was interviewed, was written about. One of the notes is not friendly. */
export const KNOWN: CandidateImport = {
	id: "nora",
	resume: {
		basics: { name: "Nora Known", label: "Harbour Pilot", summary: "Brings a narwhal into every harbour." },
		work: [
			{ name: "Blue Harbour", position: "Harbour Pilot", startDate: "2018-05", current: true },
			{ name: "Kitestring Ltd", position: "Deckhand" },
		],
	},
	source: "Career page",
	applications: [
		{
			id: "app-1",
			jobId: "job-1",
			jobTitle: "Pipeline Engineer",
			stage: "Rejected",
			outcome: "rejected",
			source: "Career page",
			appliedAt: "2026-02-01T09:00:00Z",
			dispositionReason: "Somebody else was faster",
			stages: [
				{ stage: "Screening", at: "2026-02-03T09:00:00Z" },
				{ stage: "Onsite", at: "2026-02-10T09:00:00Z" },
			],
		},
	],
	notes: [
		{
			id: "note-1",
			text: "Would come back <img src=x onerror=window.pwned='note'>",
			author: "Rita",
			createdAt: "2026-02-12T09:00:00Z",
		},
		{ id: "note-2", text: "Wants to move to Lyon", author: "Tom", applicationId: "app-1" },
	],
	feedback: [
		{
			id: "feedback-1",
			jobId: "job-1",
			applicationId: "app-1",
			interviewer: "Ines",
			recommendation: "strong-yes",
			text: "Steers calmly",
			interviewType: "ONSITE",
			evaluations: [{ attribute: "Seamanship", result: "Yes" }],
			createdAt: "2026-02-11T09:00:00Z",
		},
	],
};

/** A job of the ATS. */
export const JOB: Job = {
	id: "job-1",
	title: "Pipeline Engineer",
	description: "You must know Python and Quokka. PostgreSQL is a plus.",
	skills: ["Python"],
	location: "Berlin",
	status: "open",
};

/** Each field tries to break out in its own way; whoever succeeds sets window.pwned. */
const attack = (field: string) =>
	`<img src=x onerror="window.pwned='${field}'"><script>window.pwned='${field}'</script>`;

export const HOSTILE: CandidateImport = {
	id: "hostile",
	resume: {
		basics: {
			name: `Mallory ${attack("name")}`,
			label: `"><svg onload=window.pwned='label'> zwiebelfisch`,
			summary: `zwiebelfisch ${attack("summary")} javascript:alert(1) {{constructor.constructor('window.pwned=1')()}}`,
			location: { city: `Berlin${attack("city")}` },
		},
		work: [
			{ name: attack("company"), position: `zwiebelfisch ${attack("title")}`, startDate: "2020-01", current: true },
		],
		skills: [{ name: attack("skill") }, { name: "zwiebelfisch" }],
	},
	source: attack("source"),
	tags: [attack("tag")],
};

export const PROFILES: readonly Profile[] = [
	...[1, 2, 3].map((index) => ({
		id: `net-${index}`,
		resume: resumeOf(index),
		emails: [`person${index}@example.com`],
		openToWork: true,
		updatedAt: "2026-01-01T00:00:00Z",
	})),
	...[70, 71, 72].map((index) => ({
		id: `net-${index}`,
		resume: resumeOf(index),
		emails: [`network${index}@example.com`],
		updatedAt: "2026-01-01T00:00:00Z",
	})),
	// Whom no ATS knows.
	{
		id: "net-lone",
		resume: { basics: { name: "Lona Farwell", label: "Dragonfly Keeper" } },
		emails: ["lona@example.net"],
		updatedAt: "2026-01-01T00:00:00Z",
	},
];

/** Of another tenant: nobody of the first one knows him. */
export const OTHERS: readonly CandidateImport[] = [
	{
		id: "other-1",
		resume: {
			basics: { name: "Olga Otherwhere", label: "Java Developer" },
			work: [{ name: "Elsewhere Ltd", position: "Java Developer", startDate: "2019-01", current: true }],
			skills: [{ name: "Java" }],
		},
	},
];

/** Of a resume that comes as a PDF. */
export const RESUME_LINES: readonly string[] = [
	"Pia Document",
	"Data Engineer",
	"pia.document@example.com",
	"Experience",
	"Data Engineer, Ferrum AG, Berlin",
	"03/2019 - present",
	"- Built the quokka pipeline, which counts animals",
	"Skills",
	"Python, PostgreSQL, Quokka",
];

/** Of a resume that comes as a Word file; its markup has to stay text, too. */
export const WORD_LINES: readonly string[] = [
	"Dora Wordsmith",
	"Technical Writer",
	"dora.wordsmith@example.com",
	"Experience",
	"Technical Writer, Blue Harbour, Lyon",
	"04/2018 - present",
	"Wrote the axolotl handbook <img src=x onerror=window.pwned='docx'>, which keeps animals well",
	"Skills",
	"Markdown, Axolotl, Python",
];
