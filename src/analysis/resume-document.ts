import type { Location, ParsedResume, Resume, Work } from "../domain/resume.ts";
import { emailKey, phoneKey, urlKey } from "./contact-keys.ts";
import { emailToken, phoneTokens } from "./contact-tokens.ts";
import type { DocumentBuilder } from "./document-builder.ts";
import { educationLevel } from "./education-level.ts";
import { isCurrent, yearsOfExperience } from "./experience.ts";
import { cityIn } from "./gazetteer/city-in.ts";
import { countryMeant } from "./gazetteer/gazetteer.ts";
import { latinSpellings } from "./names/chinese-names.ts";
import { latinNames } from "./names/transliterate.ts";
import { otherRegionNames, placePaths } from "./place-paths.ts";
import { countryName, type Place, parsePlace } from "./places.ts";
import { FORMS_OF_ADDRESS } from "./protected-attributes.ts";
import { skillUseTokens } from "./skill-use.ts";
import { languageCode } from "./spoken-language.ts";
import { tokenize } from "./tokenize.ts";

/** A skill as written that is longer is a sentence: its words are searchable, but it is no value to count. */
const LONGEST_FACET = 60;

/**
 * Puts a resume into the document. Left out on purpose: street address, birth and family, photo, dates of education; for e-mail
 * addresses and phone numbers see {@link addContactKeys} and {@link addContactTokens}.
 * @param asOf ISO date or date-time that "present" means when the resume has no as-of date of its own
 */
export function addResume(builder: DocumentBuilder, resume: Resume | ParsedResume, asOf: string): void {
	addBasics(builder, resume);
	addWork(builder, resume);
	addEducation(builder, resume);
	addSkills(builder, resume);
	addSkillUse(builder, resume, ("meta" in resume ? resume.meta.asOf : undefined) ?? asOf);
	addLanguages(builder, resume);
	addCertificatesAndProjects(builder, resume);
	addBesideWork(builder, resume);
	const meta = "meta" in resume ? resume.meta : undefined;
	builder.column("years", meta?.yearsOfExperience ?? yearsOfExperience(resume.work, meta?.asOf ?? asOf));
	builder.column("confidence", meta === undefined ? null : meanConfidence(meta));
}

/** Mean over the values that carry a confidence, null where none does. */
function meanConfidence(meta: ParsedResume["meta"]): number | null {
	let sum = 0;
	let count = 0;
	for (const pointer in meta.values) {
		sum += meta.values[pointer]?.confidence ?? 0;
		count++;
	}
	return count === 0 ? null : sum / count;
}

/** Keys of the person: e-mail addresses, phones, pages. */
export function addContactKeys(builder: DocumentBuilder, { basics }: Resume): void {
	if (basics === undefined) return;
	for (const email of [basics.email, ...(basics.emails ?? [])]) if (email) builder.key(emailKey(email));
	const country = basics.location?.countryCode;
	for (const phone of [basics.phone, ...(basics.phones ?? [])]) if (phone) builder.key(phoneKey(phone, country));
	for (const url of [basics.url, ...(basics.profiles ?? []).map((profile) => profile.url)]) {
		if (url) builder.key(urlKey(url));
	}
}

/**
 * Makes the person findable by whole e-mail addresses and phone numbers of his own. The tokens stand behind those of the name, a
 * field without lengths and frequencies: no other score moves because somebody has two phones.
 */
export function addContactTokens(builder: DocumentBuilder, { basics }: Resume): void {
	if (basics === undefined) return;
	const country = basics.location?.countryCode;
	const emails = [basics.email, ...(basics.emails ?? [])].map((email) => (email ? emailToken(email) : null));
	const phones = [basics.phone, ...(basics.phones ?? [])].flatMap((phone) =>
		phone ? phoneTokens(phone, country) : [],
	);
	for (const token of [...emails, ...phones]) if (token !== null) builder.concept("name", token);
}

function addBasics(builder: DocumentBuilder, { basics }: Resume): void {
	if (basics === undefined) return;
	const written = basics.name ?? [basics.givenName, basics.familyName].filter(Boolean).join(" ");
	const name = tokenize(written);
	const addressed = name.length > 1 && FORMS_OF_ADDRESS.has(name[0]?.text ?? "");
	const own = addressed ? name.slice(1) : name;
	builder.tokens("name", own);
	// Иван is found as Ivan, too.
	for (const words of latinNames(own.map(({ text }) => text))) builder.words("name", words.join(" "));
	// So is 王伟 as Wang Wei.
	for (const words of latinSpellings(written)) builder.words("name", words.join(" "));
	builder.prose("body", basics.summary, "own-skills");
	if (basics.location !== undefined) addLocation(builder, basics.location);
}

function addLocation(builder: DocumentBuilder, location: Location): void {
	const written = [location.city, location.region].filter(Boolean).join(", ") || location.address;
	const place: Place = (written === undefined ? null : parsePlace(written)) ?? {};
	const city = location.city === undefined || location.city.includes(",") ? place.city : location.city;
	const region = place.region ?? location.region;
	const country = location.countryCode ?? place.countryCode ?? countryOf(city, region);
	builder.words("location", city);
	builder.words("location", region);
	if (location.region !== region) builder.words("location", location.region);
	builder.words("location", location.postalCode);
	builder.facet("city", city);
	for (const path of placePaths(country, region, city)) builder.facet("location", path);
	const known = city === undefined ? null : cityIn(city, region, country);
	// Both of one city: a person is never half way between the cities of two records.
	if (known !== null && !builder.hasColumn("latitude")) {
		builder.column("latitude", known.latitude);
		builder.column("longitude", known.longitude);
	}
	if (country === undefined) return;
	// Nor Bavaria behind Munich.
	if (city !== undefined) for (const name of otherRegionNames(country, region, city)) builder.words("location", name);
	builder.words("location", countryName(country) ?? undefined);
	builder.concept("location", `country:${country.toLowerCase()}`);
	builder.facet("country", country);
}

/** Nobody writes Germany behind Dresden, and who looks in Germany means him, too. A region that is not known may be of another country. */
const countryOf = (city: string | undefined, region: string | undefined): string | undefined =>
	city === undefined || region !== undefined ? undefined : countryMeant(city);

function addWork(builder: DocumentBuilder, { basics, work = [] }: Resume): void {
	const current = work.filter(isCurrent);
	for (const role of work) {
		const now = isCurrent(role);
		const titles = builder.title(now ? "currentTitle" : "pastTitle", role.position);
		if (now) addTitleFacet(builder, role.position, titles);
		builder.words(now ? "currentCompany" : "pastCompany", role.name);
		builder.facet("company", role.name);
		builder.words("body", role.location);
		builder.prose("body", role.summary, "own-skills");
		for (const highlight of role.highlights ?? []) builder.prose("body", highlight, "own-skills");
	}
	const headline = builder.title("currentTitle", basics?.label);
	if (!current.some((role) => role.position !== undefined)) addTitleFacet(builder, basics?.label, headline);
	const stated = [...current.map((role) => role.position), basics?.label, latestRole(work)?.position];
	builder.column("seniority", statedSeniority(builder, stated));
}

/** The vocabulary's names of the title, or the title as written where it has none. */
function addTitleFacet(
	builder: DocumentBuilder,
	written: string | undefined,
	titles: readonly { label: string }[],
): void {
	for (const { label } of titles) builder.facet("title", label);
	if (titles.length === 0 && written !== undefined && written.length <= LONGEST_FACET) builder.facet("title", written);
}

/** Level of the first title that states one; null where none does: an unmarked title says nothing of it. */
function statedSeniority(builder: DocumentBuilder, titles: readonly (string | undefined)[]): number | null {
	for (const title of titles) {
		const level = title === undefined ? null : builder.recognizer.seniority(tokenize(title));
		if (level !== null) return level.rank;
	}
	return null;
}

function latestRole(work: readonly Work[]): Work | undefined {
	const when = (role: Work) => role.endDate ?? role.startDate ?? "";
	return work.reduce<Work | undefined>(
		(latest, role) => (latest && when(latest) >= when(role) ? latest : role),
		undefined,
	);
}

function addEducation(builder: DocumentBuilder, { education = [] }: Resume): void {
	let highest: ReturnType<typeof educationLevel> = null;
	for (const step of education) {
		builder.words("school", step.institution);
		const degree = builder.words("degree", step.studyType);
		builder.words("degree", step.area);
		builder.prose("body", step.summary, "no-skills");
		for (const course of step.courses ?? []) builder.prose("body", course, "own-skills");
		const level = educationLevel(degree);
		if (level !== null && (highest === null || level.isced > highest.isced)) highest = level;
	}
	builder.facet("education", highest?.word);
	builder.column("educationLevel", highest?.isced ?? null);
}

function addSkills(builder: DocumentBuilder, { skills = [] }: Resume): void {
	for (const { name, keywords = [], id } of skills) {
		const known = id === undefined ? undefined : builder.recognizer.vocabulary.skill(id);
		if (known !== undefined) builder.skill(known.id, known.label);
		addSkill(builder, name, known !== undefined || keywords.length > 0);
		for (const keyword of keywords) addSkill(builder, keyword, false);
	}
}

/** For how long and how lately a skill was used, as tokens: a column holds one number for a person, not one for each skill. */
function addSkillUse(builder: DocumentBuilder, { skills = [] }: Resume, asOf: string): void {
	for (const { name, id, months, lastUsed } of skills) {
		const known = id ?? builder.recognizer.vocabulary.skillByForm(name)?.id;
		if (known === undefined) continue;
		const { duration, recency } = skillUseTokens(known, { months, lastUsed }, asOf);
		if (duration !== null) builder.concept("skill", duration);
		if (recency !== null) builder.concept("skill", recency);
	}
}

/** One skill as written. `isHeading`: it names a group of skills, or is counted under its vocabulary name already. */
function addSkill(builder: DocumentBuilder, written: string, isHeading: boolean): void {
	const tokens = builder.words("skill", written);
	const covered = builder.skillsIn(tokens, "list");
	if (covered === 0 && !isHeading && written.length <= LONGEST_FACET) builder.facet("skill", written);
}

function addLanguages(builder: DocumentBuilder, { languages = [] }: Resume): void {
	for (const { language, fluency } of languages) {
		builder.words("body", fluency === undefined ? language : `${language} (${fluency})`);
		builder.facet("language", languageCode(language));
	}
}

function addCertificatesAndProjects(builder: DocumentBuilder, resume: Resume): void {
	for (const { name, issuer } of resume.certificates ?? []) {
		builder.skillsIn(builder.words("certificate", name), "prose");
		builder.words("certificate", issuer);
	}
	for (const { name, description, highlights = [], keywords = [] } of resume.projects ?? []) {
		builder.prose("body", name, "own-skills");
		builder.prose("body", description, "own-skills");
		for (const highlight of highlights) builder.prose("body", highlight, "own-skills");
		for (const keyword of keywords) builder.skillsIn(builder.words("body", keyword), "list");
	}
}

/** What says something of a person beside the work: searchable, no evidence of skills in itself. References speak of others. */
function addBesideWork(builder: DocumentBuilder, resume: Resume): void {
	for (const { name, publisher, summary } of resume.publications ?? []) {
		builder.prose("body", name, "no-skills");
		builder.words("body", publisher);
		builder.prose("body", summary, "no-skills");
	}
	for (const { organization, position, summary, highlights = [] } of resume.volunteer ?? []) {
		for (const text of [position, organization]) builder.words("body", text);
		for (const text of [summary, ...highlights]) builder.prose("body", text, "own-skills");
	}
	for (const { title, awarder, summary } of resume.awards ?? []) {
		for (const text of [title, awarder]) builder.words("body", text);
		builder.prose("body", summary, "no-skills");
	}
	for (const { name, keywords = [] } of resume.interests ?? []) {
		for (const text of [name, ...keywords]) builder.words("body", text);
	}
}
