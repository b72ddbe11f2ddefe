import { readFileSync } from "node:fs";
import type { Command } from "commander";
import type { Expansion, Hit, SearchResponse } from "../domain/hit.ts";
import { Origin, RESULT_WINDOW, SearchRequest, type SearchRequestInput } from "../domain/query.ts";
import { ForJobRequest, type RequirementResponse, SimilarRequest } from "../domain/requirement.ts";
import { parseTenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import type { Platform } from "../server.ts";
import { readJob } from "../sync/read-jobs.ts";
import type { Scope } from "../tenancy/scope.ts";
import { type AskingOptions, addAsking, askedIn } from "./asking.ts";
import { printJobs } from "./search-jobs.ts";
import { asksForReasons, printReasons, questionOf, type ReasonOptions } from "./search-reasons.ts";
import { forSeat } from "./seat.ts";
import { paint, print, printJson } from "./terminal.ts";
import { checked, decimalNumber, examples, gather, gatherOf, wholeNumber } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `search`: one list of people, with the reason for each place. */

interface SearchOptions extends ReasonOptions, AskingOptions {
	readonly tenant: string;
	readonly seat?: string;
	readonly forJob?: string;
	readonly job?: string;
	readonly requirements?: string;
	readonly like?: readonly string[];
	readonly jobsFor?: string;
	readonly explain?: boolean;
	readonly blind?: boolean;
	readonly json?: boolean;
	readonly page: number;
	readonly pageSize: number;
	readonly minYears?: number;
	readonly maxYears?: number;
	readonly country?: readonly string[];
	readonly skill?: readonly string[];
	readonly origin?: readonly string[];
	readonly rediscovered?: boolean;
	readonly profile?: string;
	readonly cursor?: string;
	readonly updatedWithinDays?: number;
	readonly location?: readonly string[];
	readonly facets?: readonly SearchRequest["facets"][number][];
	readonly meaningSimilarity: boolean;
}

const FACETS = SearchRequest.shape.facets.unwrap().element.options;

export function addSearch(program: Command): void {
	const command = addAsking(program.command("search"))
		.description("search a tenant's candidates and the network in one list")
		.argument(
			"[query]",
			'words, "phrases", AND OR NOT, brackets, title: skill: company:, +must ^wish %wish java^3 (docs/query-language.md)',
		)
		.argument("[question...]", "why-not ID, or why-above A B: as the options of these names")
		.requiredOption("--tenant <id>", "whose candidates")
		.option("--seat <id>", "as this recruiter sees them: within the access lists of jobs")
		.option("--for-job <file>", "people for the job ad in a text file; its first line is the title")
		.option("--job <id>", "people for this job of the ATS")
		.option("--like <ids>", "people like these candidates or profiles", gather)
		.option("--requirements <file>", "with one of these three: what they ask for, edited, as --json printed it")
		.option("--jobs-for <id>", "the open jobs that this candidate fits, in the place of people")
		.option("--explain", "print what each score is made of")
		.option("--blind", "without names, schools and what else tells who somebody is")
		.option("--page <n>", "page, from 1", wholeNumber(1, RESULT_WINDOW), 1)
		.option("--page-size <n>", "people on a page", wholeNumber(1, 100), 10)
		.option("--min-years <n>", "years of experience, at least", decimalNumber(0, 80))
		.option("--max-years <n>", "years of experience, at most", decimalNumber(0, 80))
		.option("--country <codes>", "ISO codes, any of", gather)
		.option("--skill <names>", "skills, any of", gather)
		.option("--origin <origins>", "ats-only, matched, network-only", gatherOf(Origin.options))
		.option("--rediscovered", "only people who applied before")
		.option("--no-rediscovered", "only people who never applied")
		.option("--profile <id>", "ranking profile, as default.v4")
		.option("--location <paths>", "places, any of: DE, US/Texas/Austin", gather)
		.option("--facets <names>", "print how many people have what: skill,title", gatherOf(FACETS))
		.option("--updated-within-days <n>", "record changed in the last so many days", wholeNumber(1, 36_500))
		.option("--cursor <text>", "go on behind the page that gave it")
		.option("--why-not <id>", "what keeps this person out of the list")
		.option("--why-above <ids...>", "what the first of two people has more than the second")
		.option("--no-meaning-similarity", "order without a look at who is near in meaning")
		.option("--json", "print the response of the API")
		.action((query: string | undefined, question: readonly string[], options: SearchOptions, command: Command) =>
			run(command, query === undefined ? [] : [query, ...question], options),
		);
	examples(command, [
		"search --tenant acme 'java developer berlin'",
		"search --tenant acme 'title:nurse AND (icu OR \"intensive care\") NOT agency' --explain",
		"search --tenant acme 'sap consultant' --min-years 5 --country DE,AT --json",
		"search --tenant acme 'title:nurse AND icu' why-not c-17",
		"search --tenant acme 'nurse icu' why-above c-17 c-4",
		"search --tenant acme -- '-agency nurse'",
		"search --tenant acme --for-job ad.txt --explain",
		"search --tenant acme --for-job ad.txt --json > found.json && search --tenant acme --for-job ad.txt --requirements found.json",
		"search --tenant acme --job j-4",
		"search --tenant acme --like c-17,c-23",
		"search --tenant acme --jobs-for c-17 --explain",
		"search --tenant acme --seat s-4 'stage:interview welder'",
	]);
}

async function run(command: Command, words: readonly string[], given: SearchOptions): Promise<void> {
	try {
		const { query, ...question } = questionOf(words);
		const options = { ...given, ...question };
		const request = readRequest(query, options);
		await withPlatform(command, {}, async (platform) => {
			const scope = forSeat(
				await platform.operatorScope(parseTenantId(options.tenant), "search from the command line"),
				options.seat,
			);
			const { jobsFor: id, explain = false, json = false } = options;
			if (id !== undefined) return printJobs(platform.matching, scope, request, { id, explain, json });
			if (asksForReasons(options)) return printReasons(platform.reasons, scope, request, options);
			const response = await ask(platform, scope, request, options);
			if (options.json === true) printJson(response);
			else printAnswer(response, options.explain === true);
			if (options.facets !== undefined && options.json !== true) printFacets(response);
		});
	} catch (error) {
		throw error instanceof TributaryError && error.code === "invalid-field" ? byOption(error) : error;
	}
}

async function ask(platform: Platform, scope: Scope, request: SearchRequest, options: SearchOptions) {
	const { forJob, job, like } = options;
	const { query, disabled: _disabled, ...paging } = request;
	const ways = [
		["--for-job", forJob],
		["--job", job],
		["--like", like],
	].filter(([, value]) => value !== undefined);
	const [way, another] = ways;
	demandBeside(way === undefined, options);
	if (way === undefined) return platform.search.search(scope, request);
	if (query !== "" || another !== undefined) {
		const detail = "A query, --for-job, --job and --like are four ways of asking: use one of them.";
		throw new TributaryError("invalid-field", { errors: [{ pointer: String(way[0]), detail }] });
	}
	const edited = options.requirements === undefined ? {} : readRequirements(options.requirements);
	if (like !== undefined)
		return platform.matching.similar(scope, checked(SimilarRequest, { people: like, ...edited, ...paging }));
	const ad = job === undefined ? readAdFile(forJob ?? "") : await readJobAd(scope, job);
	return platform.matching.forJob(
		scope,
		checked(ForJobRequest, { ...ad, ...edited, ...paging }),
		job === undefined ? {} : { jobId: job },
	);
}

/** Parts of a query are switched off in it, and requirements edited in their own list. */
function demandBeside(isQuery: boolean, { disable, requirements }: SearchOptions): void {
	const [pointer, detail] = isQuery
		? ["--requirements", "Requirements are those of --for-job, --job or --like."]
		: ["--disable", "Parts are those of a query. Edit what a job or people ask for with --requirements."];
	if ((isQuery ? requirements : disable) !== undefined)
		throw new TributaryError("invalid-field", { errors: [{ pointer, detail }] });
}

/** A list, or an answer that holds one. */
function readRequirements(file: string): { readonly requirements: unknown } {
	try {
		const read: unknown = JSON.parse(readFileSync(file, "utf8"));
		return { requirements: Array.isArray(read) ? read : (read as { requirements?: unknown }).requirements };
	} catch (cause) {
		const detail = "This file cannot be read as JSON.";
		throw new TributaryError("invalid-field", { errors: [{ pointer: "--requirements", detail }], cause });
	}
}

async function readJobAd(scope: Scope, id: string) {
	const { title, description, skills, location } = await readJob(scope, id);
	return JSON.parse(JSON.stringify({ title, description, skills, location })) as object;
}

function readAdFile(file: string) {
	try {
		const [title = "", ...lines] = readFileSync(file, "utf8").trim().split("\n");
		return { title, description: lines.join("\n") };
	} catch (cause) {
		const detail = "This file cannot be read.";
		throw new TributaryError("invalid-field", { errors: [{ pointer: "--for-job", detail }], cause });
	}
}

function readRequest(query: string, options: SearchOptions): SearchRequest {
	const years = { min: options.minYears, max: options.maxYears };
	const input: unknown = {
		...askedIn(options),
		query,
		page: options.page,
		pageSize: options.pageSize,
		filters: {
			...options.filters,
			...(years.min === undefined && years.max === undefined ? {} : { years: JSON.parse(JSON.stringify(years)) }),
			...(options.country === undefined ? {} : { countries: options.country }),
			...(options.skill === undefined ? {} : { skills: options.skill }),
			...(options.origin === undefined ? {} : { origins: options.origin }),
			...(options.location === undefined ? {} : { locations: options.location }),
			...(options.updatedWithinDays === undefined ? {} : { updatedWithinDays: options.updatedWithinDays }),
			...(options.rediscovered === undefined ? {} : { rediscovered: options.rediscovered }),
		} satisfies Record<string, unknown>,
		meaningSimilarity: options.meaningSimilarity,
		blind: options.blind === true,
		...(options.facets === undefined ? {} : { facets: [...new Set(options.facets)] }),
		...(options.profile === undefined ? {} : { profile: options.profile }),
		...(options.cursor === undefined ? {} : { cursor: options.cursor }),
	} satisfies Record<keyof SearchRequestInput & string, unknown> | object;
	return checked(SearchRequest, input);
}

/** Where each value of the request came from. What is not here is the query. */
const OPTIONS: readonly (readonly [RegExp, string])[] = [
	[/^\/filters\/years/, "--min-years, --max-years"],
	[/^\/filters\/countries/, "--country"],
	[/^\/filters\/skills/, "--skill"],
	[/^\/filters\/locations/, "--location"],
	[/^\/filters\/updatedWithinDays/, "--updated-within-days"],
	[/^\/filters/, "--filters"],
	[/^\/profile/, "--profile"],
	[/^\/[ab]$/, "--why-above"],
	[/^\/cursor/, "--cursor"],
	[/^\/expansion\/offTerms/, "--off-term"],
	[/^\/disabled/, "--disable"],
	[/^\/query/, "query"],
	[/^\/people/, "--like"],
	[/^\/requirements/, "--requirements"],
	[/^\/(?:title|description)/, "--for-job"],
];

/** The same error, each fault named by the option it came from. */
function byOption({ errors }: TributaryError): TributaryError {
	const optionOf = (pointer: string) => OPTIONS.find(([place]) => place.test(pointer))?.[1] ?? pointer;
	return new TributaryError("invalid-field", {
		errors: errors.map(({ pointer, detail }) => ({ pointer: optionOf(pointer), detail })),
	});
}

function printAnswer(response: SearchResponse | RequirementResponse, explain: boolean): void {
	if ("requirements" in response) {
		for (const { role, weight, label, query } of response.requirements)
			print(`${role.padEnd(8)} ${String(weight).padStart(4)}  ${label}  ${paint("dim", query)}`);
	}
	printResponse(response, explain);
}

/** Prints a result list for people. */
export function printResponse(response: SearchResponse, explain: boolean): void {
	for (const lint of response.lint) print(paint(lint.level === "error" ? "red" : "yellow", `! ${lint.message}`));
	if (response.understood !== "") print(`understood as  ${paint("cyan", response.understood)}`);
	if (explain)
		for (const { id, query, enabled } of response.interpretation.clauses)
			print(paint("dim", `  ${id}  ${query}${enabled ? "" : "  (left out)"}`));
	for (const expansion of response.expansions) printExpansion(expansion, explain);
	const partly = response.total - response.totalFull;
	print(
		`${paint("bold", String(response.total))} ${response.total === 1 ? "person" : "people"}${partly > 0 ? `, ${response.totalFull} with every part of the query` : ""}\n`,
	);
	for (const hit of response.hits) printHit(hit, explain);
	if (response.nextCursor !== null) print(paint("dim", `more: --cursor ${response.nextCursor}`));
}

function printFacets({ facets }: SearchResponse): void {
	for (const [facet, values = []] of Object.entries(facets)) {
		print(`\n${paint("bold", facet)}`);
		for (const { value, label, count } of values) print(`  ${String(count).padStart(6)}  ${label ?? value}`);
	}
}

function printExpansion({ clause, words, ways }: Expansion, explain: boolean): void {
	if (!explain || ways.length === 0) print(paint("dim", `  ${clause} also as ${words.join(", ")}`));
	for (const way of explain ? ways : []) {
		const brings = `${way.people} ${way.people === 1 ? "person" : "people"}`;
		print(
			paint(
				"dim",
				`  ${clause} also by ${way.source}, ${way.weight.toFixed(2)}, ${[brings, ...(way.words.length === 0 ? [] : [way.words.join(", ")])].join(": ")}`,
			),
		);
	}
}

const BADGE = { "ats-only": "ATS", matched: "ATS + network", "network-only": "network" } as const;

function printHit(hit: Hit, explain: boolean): void {
	const role = [hit.currentTitle ?? hit.headline, hit.currentCompany].filter(Boolean).join(", ");
	const years = hit.years === null ? "" : `${Math.floor(hit.years)} ${Math.floor(hit.years) === 1 ? "year" : "years"}`;
	const facts = [role, hit.location, years].filter(Boolean).join(" · ");
	print(
		`${String(hit.rank).padStart(3)}. ${paint("bold", hit.name ?? "(no name)")}  ${paint("magenta", `[${BADGE[hit.origin]}]`)}  ${hit.score.toFixed(2)}`,
	);
	print(`     ${facts}  ${paint("dim", hit.candidateId ?? hit.profileId ?? "")}`);
	if (explain && hit.explanation !== null) {
		for (const part of hit.explanation.contributions) print(`     ${part.points.toFixed(2).padStart(7)}  ${part.text}`);
		if (hit.explanation.missing.length > 0)
			print(paint("yellow", `              not found: ${hit.explanation.missing.join(", ")}`));
		for (const warning of hit.explanation.warnings) print(paint("yellow", `              ${warning}`));
	}
	print();
}
