import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TENANT_COLLECTIONS } from "../../src/tenancy/scope.ts";
import { type DeskRig, idsOf, openDesk, person, type Recruiter } from "./desk-rig.ts";

/** What recruiters noted under a profile of the network is of whoever is matched with it, and of nobody but a tenant's own people. */

let desk: DeskRig;
let rita: Recruiter;
let other: Recruiter;
beforeEach(async () => {
	desk = await openDesk();
	rita = await desk.recruiter("acme", "rita");
	other = await desk.recruiter("other", "rita");
	await desk.network([person("n-1"), person("n-2")]);
	await rita.import(person("c-1"), person("c-2"));
});
afterEach(() => desk.close());

const CANARY = "xanthippe";
const EMAIL = `${CANARY}@example.com`;

/** In every place that takes a profile, and nowhere with a candidate. */
async function note(who: Recruiter, profileId: string, word = CANARY): Promise<void> {
	const write = async (...request: Parameters<Recruiter["send"]>) => {
		const { statusCode, body } = await who.send(...request);
		expect([request[1], statusCode, body]).toEqual([request[1], expect.toBeOneOf([200, 201]), body]);
	};
	const entry = { seat: "rita", profileId, at: "2026-01-01T00:00:00Z" };
	await write("PUT", `/v1/prospect-notes/${word}-n`, { ...entry, text: `${word} is good` });
	await write("PUT", `/v1/messages/${word}-m`, {
		...entry,
		direction: "received",
		kind: "inmail",
		body: `I am ${word}`,
	});
	const named = { firstName: word, lastName: word, email: `${word}@example.com`, consentedAt: entry.at };
	await write("PUT", `/v1/stubs/${word}-s`, { ...entry, ...named });
	await write("PUT", `/v1/projects/${word}-p`, { name: "Short list", shared: false });
	const people = [{ profileId }];
	const said = { project: `${word}-p`, note: `${word} on the list` };
	const actions = { addToProject: said, hide: {}, tag: { tags: [`${word}-tag`] }, mark: { mark: "contacted" } };
	for (const [action, more] of Object.entries(actions)) expect((await who.bulk(action, people, more)).failed).toBe(0);
}

const match = async (candidateId: string, profileId: string) =>
	expect((await rita.send("PUT", `/v1/candidates/${candidateId}/match`, { profileId })).statusCode).toBe(200);

/** Where a word, or somebody's key, stands in a tenant's store. */
async function leftOf(tenant: string, ...words: readonly string[]): Promise<readonly string[]> {
	const { store } = await desk.scope(tenant);
	const found: string[] = [];
	for (const collection of TENANT_COLLECTIONS)
		for (const { id, record } of await store.list(collection, { limit: 1000 }))
			if (words.some((word) => `${id}\n${record}`.includes(word))) found.push(`${collection}/${id}`);
	// The list itself is the recruiter's, and bears the word in its name.
	return found.filter((id) => !id.startsWith("desk/project/"));
}
const erase = async (whom: object) => rita.send("POST", "/v1/erasures", whom);
const report = async (whom: object) => rita.send("POST", "/v1/access-reports", whom);

describe.each([
	["noted first, matched then", ["note", "match"]],
	["matched first, noted then", ["match", "note"]],
] as const)("R37: what was noted under the profile only, %s", (_, order) => {
	beforeEach(async () => {
		await note(other, "n-1");
		await note(rita, "n-2", "ophelia");
		for (const step of order) await (step === "note" ? note(rita, "n-1") : match("c-1", "n-1"));
	});

	test.each([[{ candidateId: "c-1" }], [{ profileId: "n-1" }], [{ email: EMAIL }]])(
		"is reported to and goes with whoever is erased by %j, and nobody else's does",
		async (whom) => {
			const before = await leftOf("other", CANARY, "p:n-1");
			expect((await leftOf("acme", CANARY, "p:n-1")).length).toBeGreaterThan(8);
			const told = await report(whom);
			expect(told.json()).toMatchObject({ candidateIds: ["c-1"], profileIds: ["n-1"] });
			for (const text of [`${CANARY} is good`, `I am ${CANARY}`, EMAIL, `${CANARY} on the list`, `${CANARY}-tag`])
				expect(told.body).toContain(text);
			for (const kind of ["mark/", "hidden/", "member/", "tags/p:n-1"])
				expect(told.json().noted.some(({ id }: { id: string }) => id.startsWith(kind))).toBe(true);
			expect(told.body).not.toContain("ophelia");
			const answer = await erase(whom);
			expect([answer.statusCode, answer.json().receipt.candidateIds]).toEqual([200, ["c-1"]]);
			expect(answer.json().receipt.removed).toMatchObject({ person: 1, activity: 9 });
			expect(await leftOf("acme", CANARY, "p:n-1")).toEqual([]);
			expect((await leftOf("acme", "ophelia")).length).toBeGreaterThan(8);
			expect(await leftOf("other", CANARY, "p:n-1")).toEqual(before);
			expect((await rita.send("GET", "/v1/profiles/n-1")).statusCode).toBe(200);
			expect(idsOf(await rita.search(`tag:${CANARY}-tag`, { includeHidden: true }))).toEqual([]);
			expect((await report({ profileId: "n-1" })).statusCode).toBe(404);
		},
	);

	test("goes with whoever took in the one who is matched", async () => {
		await rita.send("PUT", "/v1/candidates/c-2/match", { profileId: "n-2" });
		expect((await rita.send("POST", "/v1/candidates/c-2/merge", { candidateId: "c-1" })).statusCode).toBe(200);
		expect((await report({ candidateId: "c-2" })).json().profileIds).toEqual(["n-1", "n-2"]);
		expect((await erase({ candidateId: "c-2" })).statusCode).toBe(200);
		expect(await leftOf("acme", CANARY, "p:n-1", "ophelia", "p:n-2")).toEqual([]);
	});

	test("does not go with whoever was said to be another", async () => {
		expect((await rita.send("DELETE", "/v1/candidates/c-1/match")).statusCode).toBeLessThan(300);
		const before = await leftOf("acme", CANARY);
		expect((await erase({ candidateId: "c-1" })).statusCode).toBe(200);
		expect(await leftOf("acme", CANARY)).toEqual(before);
	});
});

test("somebody else who is matched with the profile stays, with what was written to him, and is found by its tags no more", async () => {
	await match("c-1", "n-1");
	await match("c-2", "n-1");
	await note(rita, "n-1");
	const message = { seat: "rita", profileId: "n-1", direction: "sent", kind: "inmail", at: "2026-01-01T00:00:00Z" };
	await rita.send("PUT", "/v1/messages/his", { ...message, candidateId: "c-2", body: "Hello second" });
	await rita.send("PUT", "/v1/messages/nobodys", { ...message, candidateId: "never-came", body: "Hello third" });
	expect(idsOf(await rita.search(`tag:${CANARY}-tag`, { includeHidden: true }))).toEqual(["c-1", "c-2"]);
	expect((await erase({ candidateId: "c-1" })).statusCode).toBe(200);
	expect((await rita.send("GET", "/v1/candidates/c-2")).statusCode).toBe(200);
	expect(await leftOf("acme", "Hello second")).toEqual(["activity/message/id/his"]);
	expect(await leftOf("acme", "Hello third", CANARY)).toEqual([]);
	expect(idsOf(await rita.search(`tag:${CANARY}-tag`, { includeHidden: true }))).toEqual([]);
});

describe("R37: a person of whom there is nothing but what was noted", () => {
	test.each([[{ profileId: "n-1" }], [{ email: EMAIL }], [{ email: ` ${EMAIL.toUpperCase()}` }]])(
		"is reported on and erased by %j, with an entry in the log",
		async (whom) => {
			await note(rita, "n-1");
			await note(rita, "n-2", "ophelia");
			expect((await report(whom)).json()).toMatchObject({ candidateIds: [], profileIds: ["n-1"] });
			expect((await report(whom)).body).toContain(`I am ${CANARY}`);
			expect((await erase(whom)).json().receipt).toMatchObject({ candidateIds: [], removed: { activity: 9 } });
			expect(await leftOf("acme", CANARY, "p:n-1")).toEqual([]);
			expect((await leftOf("acme", "ophelia")).length).toBeGreaterThan(8);
			expect((await erase(whom)).statusCode).toBe(404);
			const log = await desk.harness.tenancy.audit.latest("acme" as never, 100);
			const entry = log.find(({ action, result }) => action === "candidate.delete" && result.outcome === "ok");
			expect(entry?.subject).toMatchObject({ candidateIds: [], profileId: "n-1" });
		},
	);

	test("is found by the id of a candidate who never came, too", async () => {
		const message = { seat: "rita", direction: "sent", kind: "inmail", at: "2026-01-01T00:00:00Z", body: CANARY };
		await rita.send("PUT", "/v1/messages/m", { ...message, candidateId: "never-came" });
		expect((await report({ candidateId: "never-came" })).body).toContain(CANARY);
		expect((await erase({ candidateId: "never-came" })).statusCode).toBe(200);
		expect(await leftOf("acme", CANARY)).toEqual([]);
	});
});
