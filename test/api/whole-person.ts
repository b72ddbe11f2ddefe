import { expect } from "vitest";
import { putPair } from "../../src/lab/pairs.ts";
import { application, candidate } from "./middleware/samples.ts";
import { GENERATION_2, type Wire } from "./middleware/wire-rig.ts";
import { SEAT } from "./requests.ts";

/** A person in every place that there is: each record of his holds the word, and no other does. */
export async function fillWith(wire: Wire, id: string, word: string): Promise<void> {
	const write = async (...request: Parameters<Wire["v1"]>) => {
		const answer = await wire.v1(...request);
		expect([request[1], answer.statusCode, answer.body]).toEqual([
			request[1],
			expect.toBeOneOf([200, 201]),
			answer.body,
		]);
	};
	const email = `${word}@example.com`;
	const person = { firstName: word, lastName: word, emailAddresses: [email] };
	await wire.put("/v2/atsCandidates", { [wire.candidateKey(id)]: candidate(person) });
	const { firstName, lastName } = person;
	const apply = application({ atsCandidateId: id, firstName, lastName });
	await wire.put("/v2/atsApplications", { [wire.applicationKey(`${id}-app`)]: apply });
	const byMail = application({ firstName, lastName, email, candidateEmail: email });
	await wire.put("/v2/atsApplications", { [wire.applicationKey(`${id}-mail`)]: byMail });
	const below = `/v2/atsApplications/${wire.applicationKey(`${id}-app`)}`;
	await wire.put(`${below}/notes`, { N1: { note: `${word} called` } });
	const attachment = `(attachmentId:${id}-file,integrationContext:${encodeURIComponent(wire.organization)})`;
	const content = Buffer.from(`${word} resume`).toString("base64");
	const file = { externalCandidateId: id, attachmentType: "RESUME", fileName: `${word}.txt`, content };
	await wire.put("/rest/attachments", { [attachment]: file }, GENERATION_2);
	const record = { id: `${id}-twin`, resume: { basics: { name: word, email }, work: [{ name: `${word} Ltd` }] } };
	await wire.app.inject({
		method: "POST",
		url: "/v1/candidates/import",
		headers: { authorization: `Bearer ${wire.token}`, "content-type": "application/x-ndjson" },
		payload: `${JSON.stringify(record)}\n`,
	});
	await write("POST", `/v1/candidates/${id}/merge`, { candidateId: `${id}-twin` });
	await write("PUT", `/v1/projects/${id}-project`, { name: "Shortlist", shared: false });
	const people = [{ candidateId: id }];
	await write("POST", "/v1/people/bulk", { action: "hide", people });
	await write("POST", "/v1/people/bulk", { action: "tag", tags: [`${word}-tag`], people });
	await write("POST", "/v1/people/bulk", { action: "addToProject", project: `${id}-project`, people });
	await write("PUT", "/v1/seats/s-1", SEAT);
	await write("POST", "/v1/people/marks", { mark: "contacted", people: [{ candidateId: id }] });
	const written = { seat: "s-1", profileId: "p-9", candidateId: id, at: "2026-01-01T00:00:00Z" };
	await write("PUT", `/v1/prospect-notes/${id}-note`, { ...written, text: `${word} is good` });
	const judged = {
		id: `${id}-pair`,
		corpus: "own",
		query: "q1",
		document: `c:${id}`,
		asked: word,
		place: 0,
		grades: {},
	};
	await (await wire.scope()).store.write([putPair(judged, true)]);
	const task = new FormData();
	task.append("files", new Blob([`${word} resume`]), `${word}.txt`);
	const sent = new Response(task);
	await wire.app.inject({
		method: "POST",
		url: "/v1/tasks/resumes",
		headers: { authorization: `Bearer ${wire.token}`, "content-type": sent.headers.get("content-type") ?? "" },
		payload: Buffer.from(await sent.arrayBuffer()),
	});
}

/** Facts of a person, each a word of its own, in every place that can hold many: notes of an ATS and of recruiters, tags, jobs, the text of a file. */
export async function plantFacts(wire: Wire, id: string, facts: readonly string[]): Promise<void> {
	const part = (at: number) => facts.filter((_, index) => index % 5 === at);
	const done = async (answer: Promise<{ readonly statusCode: number; readonly body: string }>) => {
		const { statusCode, body } = await answer;
		expect([statusCode, body]).toEqual([expect.toBeOneOf([200, 201]), body]);
	};
	const below = `/v2/atsApplications/${wire.applicationKey(`${id}-app`)}`;
	for (const group of groups(part(0), 20))
		await done(wire.put(`${below}/notes`, Object.fromEntries(group.map((fact) => [`N-${fact}`, { note: fact }]))));
	for (const text of [...part(1), ...part(2).slice(MOST_TAGS)]) {
		const note = { seat: "s-1", profileId: "p-9", candidateId: id, at: "2026-01-01T00:00:00Z", text };
		await done(wire.v1("PUT", `/v1/prospect-notes/${id}-${text}`, note));
	}
	for (const tags of groups(part(2).slice(0, MOST_TAGS), 10))
		await done(wire.v1("POST", "/v1/people/bulk", { action: "tag", tags, people: [{ candidateId: id }] }));
	for (const [at, names] of groups(part(3), 20).entries()) {
		const more = `${id}-more-${at}`;
		const record = { id: more, resume: { basics: { name: "Same Person" }, work: names.map((name) => ({ name })) } };
		const headers = { authorization: `Bearer ${wire.token}`, "content-type": "application/x-ndjson" };
		const payload = `${JSON.stringify(record)}\n`;
		await done(wire.app.inject({ method: "POST", url: "/v1/candidates/import", headers, payload }));
		await done(wire.v1("POST", `/v1/candidates/${id}/merge`, { candidateId: more }));
	}
	const attachment = `(attachmentId:${id}-file,integrationContext:${encodeURIComponent(wire.organization)})`;
	const content = Buffer.from(part(4).join(" ")).toString("base64");
	const file = { externalCandidateId: id, attachmentType: "RESUME", fileName: "facts.txt", content };
	await done(wire.put("/rest/attachments", { [attachment]: file }, GENERATION_2));
}

/** Well below what one person may have. */
const MOST_TAGS = 50;

const groups = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
	Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
