import { type ErasureReceipt, verifyReceipt } from "../../../src/tenancy/disposal/receipt.ts";
import { SEAT } from "../../api/requests.ts";
import { pick, random } from "../../bench/random.ts";
import { type Context, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { type Answer, jsonOf, type Request, type Served, serveProduct } from "../served/served.ts";
import { Pairs } from "./compare.ts";

/** Of two servers one is given people and has some of them erased, the other never had these: every search answers alike, to the byte. */

/** That the requirement asks for. */
const LISTS = 3000;
const START = Date.UTC(2026, 5, 1);
const WORDS = ["java", "javascript", "nurse", "welder", "zebra", "lead", "berlin", "kubernetes", "intensive", "care"];

async function prove(context: Context): Promise<Outcome> {
	const wanted = context.amount({ quick: 1, full: LISTS, control: 50 });
	const [full, bare] = [await serveProduct(context, { clock: START }), await serveProduct(context, { clock: START })];
	const next = random(context.seed);
	const faults: string[] = [];
	const published = await full.order("certificateKey");
	let [erased, lists] = [0, 0];
	for (let round = 0; lists < wanted && faults.length === 0; round++) {
		const tokens = await Promise.all([full, bare].map((served) => tenantOf(served, `t-${round}`)));
		const people = Array.from({ length: 30 }, (_, at) => personOf(`p${String(at).padStart(2, "0")}`, next));
		const gone = new Set(people.filter(() => next() < 0.4).map(({ id }) => id));
		await load(full, tokens[0] as string, people);
		await load(
			bare,
			tokens[1] as string,
			people.filter(({ id }) => !gone.has(id)),
		);
		// What a search keeps in memory must forget them, too.
		for (const request of questions(next)) await full.ask({ ...request, token: tokens[0] as string });
		for (const id of gone) {
			const answer = await full.ask({
				method: "POST",
				url: "/v1/erasures",
				body: { candidateId: id },
				token: tokens[0] as string,
			});
			if (answer.status !== 200) faults.push(`${id} could not be erased: ${answer.body}`);
			else faults.push(...(await receiptFaults(jsonOf(answer), published, id)));
		}
		erased += gone.size;
		faults.push(...apartIn(...(await Promise.all([full, bare].map((served) => served.order("counts", `t-${round}`))))));
		const pairs = new Pairs();
		for (const request of questions(next)) {
			const [one, other] = await Promise.all(
				[full, bare].map((served, at) => served.ask({ ...request, token: tokens[at] as string })),
			);
			lists++;
			const apart = pairs.difference(one as Answer, other as Answer);
			if (apart !== null) faults.push(`${request.url} ${JSON.stringify(request.body ?? "")}: ${apart}`);
		}
	}
	return {
		figure: `${erased} people with notes, marks and some with a file erased, each with a receipt by the key that was published and no record left; ${lists} lists, facets and completions compared with those of a store that never had them: ${faults.length} differ`,
		faults,
		short: fewer(lists, LISTS, "lists"),
	};
}

async function tenantOf(served: Served, name: string): Promise<string> {
	await served.order("tenant", name);
	return served.order("token", name);
}

function personOf(id: string, next: () => number) {
	const words = Array.from({ length: 6 }, () => pick(next, WORDS));
	return {
		id,
		resume: {
			basics: {
				name: `Person ${id}${words[0]}`,
				label: words.slice(0, 2).join(" "),
				summary: `${words.join(" ")} only${id}`,
			},
			skills: [{ name: words[2] }, { name: `Skill ${id}` }],
		},
		notes: [{ id: `n-${id}`, text: `${words[4]} noted${id}` }],
		tags: [words[3]],
		updatedAt: "2026-01-01T00:00:00Z",
	};
}

/** They have a file, too. */
const WITH_FILE: ReadonlySet<string> = new Set(["p00", "p01", "p02", "p03"]);
const DESK = { "tributary-desk": "rita" };

async function load(served: Served, token: string, people: readonly { readonly id: string }[]): Promise<void> {
	const send = async (request: Request) => {
		const answer = await served.ask({ ...request, token });
		if (answer.status >= 300) throw new Error(`${request.url}: ${answer.status} ${answer.body}`);
	};
	const body = people.map((one) => `${JSON.stringify(one)}\n`).join("");
	const headers = { "content-type": "application/x-ndjson" };
	await send({ method: "POST", url: "/v1/candidates/import", headers, body });
	for (const { id } of people.filter(({ id }) => WITH_FILE.has(id)))
		await send({
			method: "PUT",
			url: `/v1/candidates/${id}/resume`,
			headers: { "content-type": "text/plain" },
			body: `Person ${id}\n\nExperience\nWelder at File${id}, 2019 - 2024\n`,
		});
	await send({ method: "PUT", url: "/v1/seats/rita", body: SEAT });
	await send({ method: "PUT", url: "/v1/projects/mine", headers: DESK, body: { name: "Mine" } });
	const all = people.map(({ id }) => ({ candidateId: id }));
	for (const what of [{ mark: "viewed" }, { mark: "contacted" }])
		await send({ method: "POST", url: "/v1/people/marks", headers: DESK, body: { ...what, people: all } });
	const adding = { action: "addToProject", project: "mine", people: all };
	await send({ method: "POST", url: "/v1/people/bulk", headers: DESK, body: adding });
	const hiding = { action: "hide", people: all.filter(({ candidateId }) => candidateId < "p05") };
	await send({ method: "POST", url: "/v1/people/bulk", headers: DESK, body: hiding });
}

async function receiptFaults(receipt: ErasureReceipt, published: string, id: string): Promise<string[]> {
	const broken = (await verifyReceipt(receipt, published)).filter(({ holds }) => !holds).map(({ check }) => check);
	const { candidateIds, removed } = receipt.receipt;
	if (!candidateIds.includes(id)) broken.push("it names him");
	if ((removed.original ?? 0) !== (WITH_FILE.has(id) ? 1 : 0)) broken.push("it counts his file");
	return broken.map((check) => `the receipt of ${id}: not true that ${check}`);
}

/** What stays of the erased by intention: that they are gone, for updates that come late, and for the tenant's own addresses. */
const STAYING: ReadonlySet<string> = new Set(["ats", "outbox", "setting"]);

function apartIn(one: Readonly<Record<string, number>> = {}, other: Readonly<Record<string, number>> = {}): string[] {
	return Object.keys(one)
		.filter((name) => !STAYING.has(name) && one[name] !== other[name])
		.map((name) => `${one[name]} records of ${name} after the erasures, ${other[name]} where they never were`);
}

function questions(next: () => number): Request[] {
	const some = () => pick(next, WORDS);
	const queries = Array.from({ length: 26 }, () =>
		pick(next, [
			some(),
			`${some()} ${some()}`,
			`${some()} OR ${some()}`,
			`"${some()} ${some()}"~3`,
			`${some().slice(0, 3)}*`,
			`${some()}~`,
			`only*`,
			`noted*`,
			`-${some()}`,
		]),
	);
	const searches = queries.map((query) => ({
		method: "POST",
		url: "/v1/search",
		body: { query, pageSize: 50, explain: true, facets: ["skill", "tag", "title"], facetSize: 50 },
	}));
	const typed = ["j", "z", "o", "only", "skill:s", "p"].map((q) => ({ url: `/v1/suggest?q=${q}&limit=50` }));
	const desk = [{ url: "/v1/people/hidden" }, { url: "/v1/projects" }, { url: "/v1/projects/mine" }];
	return [...searches, ...typed, ...desk.map((request) => ({ ...request, headers: DESK }))];
}

export const erased: Proof = {
	name: "erased",
	claim: "A store from which people were erased answers as one that never had them",
	requirements: [8],
	target:
		"3,000 lists after random erasures against a store that never had these people: 0 differences in ids, order, score bits, counts and completions",
	controls: [
		{
			name: "files of erased people stay",
			found: /records of original after/,
			edits: [
				{
					file: "src/sync/erase-person.ts",
					find: "			...rest,\n",
					replace: '			...rest.filter(({ collection }) => collection !== "original"),\n',
				},
				{
					file: "src/sync/erase-person.ts",
					find: "files: files.length === 0,",
					replace: "files: files.length >= 0,",
				},
			],
		},
		{
			name: "erased people go on counting",
			edits: [{ file: "src/engine/embedded/searching/people-columns.ts", find: "		this.population--;", replace: "" }],
		},
		{
			name: "values that nobody has any more are still completed",
			edits: [
				{
					file: "src/engine/embedded/searching/completions.ts",
					find: "this.#best(matching, limit, this.column.people);",
					replace: "this.#best(matching, limit, (number) => Math.max(1, this.column.people(number)));",
				},
			],
		},
	],
	run: prove,
};
