import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { application, candidate, T0 } from "./samples.ts";
import { openWire, type Wire } from "./wire-rig.ts";

/** Calls that are made at the same time share writes: what is stored must be as if each had been made by itself. */

let wire: Wire;
beforeAll(async () => {
	wire = await openWire();
});
afterAll(() => wire.close());

const below = (id: string) => `/v2/atsApplications/${wire.applicationKey(id)}`;

/** Everything of one person, each part in a call of its own. */
const calls = (n: number) => {
	const [person, job] = [`P${n}`, `J${n}`];
	return [
		() =>
			wire.put("/v2/atsCandidates", {
				[wire.candidateKey(person)]: candidate({ emailAddresses: [`p${n}@example.com`] }),
			}),
		() => wire.put("/v2/atsApplications", { [wire.applicationKey(job)]: application({ atsCandidateId: person }) }),
		() => wire.put(`${below(job)}/stages`, { S1: { atsCreatedAt: T0, stage: "Screen" } }),
		() => wire.put(`${below(job)}/stages`, { S2: { atsCreatedAt: T0 + 1, stage: "Offer" } }),
		() => wire.put(`${below(job)}/notes`, { N1: { note: "one" } }),
		() => wire.put(`${below(job)}/interviewFeedback`, { F1: { feedback: "two" } }),
		() => wire.put(`/v2/atsCandidates/${wire.candidateKey(person)}/notes`, { N1: { note: "three" } }),
	];
};

/** A fixed shuffle: the same orders in every run. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
	let state = seed * 2654435761 + 1;
	const next = () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
	return items
		.map((item) => [next(), item] as const)
		.toSorted(([one], [other]) => one - other)
		.map(([, item]) => item);
}

describe("calls that are made at the same time", () => {
	test.each([1, 2, 3, 4, 5])("lose nothing of each other, in order %i", async (seed) => {
		const people = Array.from({ length: 4 }, (_, index) => seed * 10 + index);
		const answers = await Promise.all(shuffled(people.flatMap(calls), seed).map((call) => call()));
		expect(new Set(answers.flatMap((answer) => Object.values(answer.json().errors)))).toEqual(new Set());
		for (const n of people) {
			const stored = (await wire.v1("GET", `/v1/candidates/P${n}`)).json();
			expect(stored.applications).toMatchObject([
				{ id: `J${n}`, stage: "Offer", stages: [{ stage: "Screen" }, { stage: "Offer" }] },
			]);
			expect(stored.notes.map(({ text }: { text: string }) => text).toSorted()).toEqual(["one", "three"]);
			expect(stored.feedback).toMatchObject([{ text: "two" }]);
		}
	});

	test("the counts are those of what is stored", async () => {
		const { kinds } = (await wire.v1("GET", "/v1/sync")).json();
		const stored = await (await wire.scope()).store.list("ats", { limit: 1000 });
		for (const kind of [
			"candidate",
			"application",
			"stage",
			"application-note",
			"candidate-note",
			"interview-feedback",
		])
			expect([kind, kinds[kind].stored]).toEqual([kind, stored.filter(({ id }) => id.startsWith(`${kind}/`)).length]);
	});

	test("a call that is refused as a whole takes nobody with it", async () => {
		const [good, bad] = await Promise.all([
			wire.put("/v2/atsCandidates", { [wire.candidateKey("X1")]: candidate() }),
			wire.put("/v2/atsCandidates", { [wire.candidateKey("X2", wire.foreign)]: candidate() }),
		]);
		expect([good.statusCode, bad.statusCode]).toEqual([200, 403]);
		expect((await wire.v1("GET", "/v1/candidates/X1")).statusCode).toBe(200);
	});

	test("what changes outside the wire meanwhile is not lost", async () => {
		await wire.put("/v2/atsCandidates", { [wire.candidateKey("Y1")]: candidate() });
		await Promise.all([
			...Array.from({ length: 10 }, (_, index) =>
				wire.put(`/v2/atsCandidates/${wire.candidateKey("Y1")}/notes`, { [`N${index}`]: { note: `note ${index}` } }),
			),
			wire.app.inject({
				method: "PUT",
				url: "/v1/candidates/Y1/resume",
				payload: "Ann Poe",
				headers: { authorization: `Bearer ${wire.token}`, "content-type": "text/plain" },
			}),
		]);
		const stored = (await wire.v1("GET", "/v1/candidates/Y1")).json();
		expect([stored.notes.length, stored.file?.fileName]).toEqual([10, "unnamed"]);
	});
});
